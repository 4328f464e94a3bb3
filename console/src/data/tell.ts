import type { Locks } from '../../../client/platform.ts';
import type { Alert } from './alerts.ts';
import { pushRegistration } from './push-registration.ts';

/** How this browser tells what happens while nobody looks at the page. */
export interface Ways {
  readonly browser: boolean;
  readonly sound: boolean;
}

const KEY = 'parley.ways';

export function readWays(): Ways {
  try {
    return { browser: false, sound: false, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Ways>) };
  } catch {
    return { browser: false, sound: false };
  }
}

/** Asks the browser for its permission when notices are turned on: after a click, as browsers want. Returns what is on now. */
export async function keepWays(change: Partial<Ways>): Promise<Ways> {
  const wanted = { ...readWays(), ...change };
  const isAllowed = !wanted.browser || (typeof Notification !== 'undefined' && (await Notification.requestPermission()) === 'granted');
  const ways = { ...wanted, browser: wanted.browser && isAllowed };
  localStorage.setItem(KEY, JSON.stringify(ways));
  return ways;
}

/** Two short tones, without a file. */
function chime(): void {
  const context = new AudioContext();
  const volume = context.createGain();
  volume.gain.setValueAtTime(0.08, context.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + 0.45);
  volume.connect(context.destination);
  for (const [at, hertz] of [
    [0, 660],
    [0.14, 880],
  ] as const) {
    const tone = context.createOscillator();
    tone.frequency.value = hertz;
    tone.connect(volume);
    tone.start(context.currentTime + at);
    tone.stop(context.currentTime + at + 0.3);
  }
  setTimeout(() => void context.close(), 1000);
}

/** By the worker for pushes, where it is: a click then opens the ticket even if this tab is gone. */
async function notify(alert: Alert, title: string, open: (alert: Alert) => void): Promise<void> {
  const options = { body: alert.text, tag: alert.id, icon: `${import.meta.env.BASE_URL}icon.svg` };
  const worker = await pushRegistration();
  if (worker !== undefined) return worker.showNotification(title, { ...options, data: { path: `inbox/all/${encodeURIComponent(alert.ticketId)}` } });
  const notice = new Notification(title, options);
  notice.addEventListener('click', () => {
    window.focus();
    notice.close();
    open(alert);
  });
}

/** One tab tells, not each: whoever gets the lock of the alert first. It is held while others may ask. */
export function teller(titleOf: (alert: Alert) => string, open: (alert: Alert) => void) {
  return (alert: Alert): void => {
    const ways = readWays();
    if (!ways.browser && !ways.sound) return;
    const { locks } = navigator as { locks?: Locks & { request(name: string, options: object, work: (lock: unknown) => Promise<void>): Promise<void> } };
    const say = (): void => {
      if (ways.sound) chime();
      if (!ways.browser || Notification.permission !== 'granted' || document.visibilityState === 'visible') return;
      void notify(alert, titleOf(alert), open);
    };
    if (locks === undefined) say();
    else
      void locks.request(`parley:alert:${alert.id}`, { ifAvailable: true }, async (lock) => {
        if (lock === null) return;
        say();
        await new Promise((resolve) => setTimeout(resolve, 3000));
      });
  };
}
