import type { Api } from '../../../client/rest/create-api.ts';
import { PUSH_KEY as KEY, pushRegistration } from './push-registration.ts';

/** What the worker shows in the person's language. `{count}` is replaced by the worker. */
export interface PushWords {
  readonly message: string;
  readonly unread: string;
  readonly lang: string;
  readonly dir: string;
}
export type PushState = 'unsupported' | 'denied' | 'off' | 'on';

const BASE = import.meta.env.BASE_URL;
const SCRIPT = `${BASE}push-worker.js`;
const CACHE = 'parley-push';

interface Kept {
  readonly account: string;
  readonly deviceId: string;
}
const kept = (): Kept | undefined => {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? 'null') as Kept | null) ?? undefined;
  } catch {
    return undefined;
  }
};

const isSupported = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): { createScriptURL(url: string): string };
}
let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;
/** The page's one policy of Trusted Types takes one address only: that of the worker (decision 0941). */
function workerUrl(): string {
  const { trustedTypes } = window as { readonly trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return SCRIPT;
  policy ??= trustedTypes.createPolicy('parley-worker', {
    createScriptURL: (url) => {
      if (url !== SCRIPT) throw new TypeError('only the worker of pushes may be registered');
      return url;
    },
  });
  return policy.createScriptURL(SCRIPT);
}

async function keepWords(words: PushWords): Promise<void> {
  await (await caches.open(CACHE)).put('words', new Response(JSON.stringify(words)));
}

/** Whether this browser gets pushes for this account now. */
export async function pushState(api: Api, account: string): Promise<PushState> {
  if (!isSupported()) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  const here = kept();
  const subscription = await (await pushRegistration())?.pushManager.getSubscription();
  if (here?.account !== account || subscription === null || subscription === undefined) return 'off';
  const { items } = await api.GET('/v1/devices');
  return items.some(({ id }) => id === here.deviceId) ? 'on' : 'off';
}

async function subscribed({ pushManager }: ServiceWorkerRegistration, key: string): Promise<PushSubscription> {
  const options = { userVisibleOnly: true, applicationServerKey: key };
  try {
    return await pushManager.subscribe(options);
  } catch (error) {
    // The hub has another key than when this browser subscribed.
    const old = error instanceof DOMException && error.name === 'InvalidStateError' ? await pushManager.getSubscription() : null;
    if (old === null) throw error;
    await old.unsubscribe();
    return pushManager.subscribe(options);
  }
}

/** Asks for the permission, so it follows a click. `name`: by which the person recognises this browser. */
export async function turnPushOn(api: Api, account: string, name: string, words: PushWords): Promise<PushState> {
  if (!isSupported()) return 'unsupported';
  if ((await Notification.requestPermission()) !== 'granted') return Notification.permission === 'denied' ? 'denied' : 'off';
  const { kinds, webPushKey } = await api.GET('/v1/devices');
  if (!kinds.includes('webpush') || webPushKey === null) return 'unsupported';
  await navigator.serviceWorker.register(workerUrl(), { scope: BASE });
  await keepWords(words);
  const subscription = await subscribed(await navigator.serviceWorker.ready, webPushKey);
  const { id } = await api.POST('/v1/devices', { body: { kind: 'webpush', token: JSON.stringify(subscription), name } });
  localStorage.setItem(KEY, JSON.stringify({ account, deviceId: id } satisfies Kept));
  return 'on';
}

export async function turnPushOff(api: Api): Promise<PushState> {
  const here = kept();
  localStorage.removeItem(KEY);
  await (await (await pushRegistration())?.pushManager.getSubscription())?.unsubscribe();
  if (here !== undefined) await api.DELETE('/v1/devices/{id}', { params: { path: { id: here.deviceId } } });
  return 'off';
}

/** A device ends with its session: whoever signs in again in this browser, and had pushes here, has them again. */
export async function renewPush(api: Api, account: string, name: string, words: PushWords): Promise<void> {
  if (!isSupported() || kept()?.account !== account || Notification.permission !== 'granted') return;
  await keepWords(words);
  const subscription = await (await pushRegistration())?.pushManager.getSubscription();
  if (subscription === null || subscription === undefined) return;
  const { id } = await api.POST('/v1/devices', { body: { kind: 'webpush', token: JSON.stringify(subscription), name } });
  localStorage.setItem(KEY, JSON.stringify({ account, deviceId: id } satisfies Kept));
}
