import { expect, test } from 'vitest';
import { BASE } from '../../console/base.ts';
import { done, ok, withSettings } from '../console/fake-settings.ts';
import type { TestPage } from './chromium.ts';
import { LOOKS, newConsole } from './console-page.ts';
import { signIn } from './sign-in.ts';

const KEY = 'B'.repeat(87);
/** The push service of the browser's maker cannot be reached here: its part is played in the page. Permission, worker and notifications are the browser's. */
const PUSH_SERVICE = `
  const made = { endpoint: 'https://push.example/1', keys: { p256dh: 'a', auth: 'b' } };
  const isThere = () => localStorage.getItem('test.subscribed') === 'yes';
  const subscription = { toJSON: () => made, unsubscribe: async () => { localStorage.removeItem('test.subscribed'); return true; } };
  PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
    localStorage.setItem('test.subscribed', 'yes');
    localStorage.setItem('test.options', JSON.stringify({ userVisibleOnly, applicationServerKey }));
    return subscription;
  };
  PushManager.prototype.getSubscription = async () => (isThere() ? subscription : null);
`;

const devices: { id: string; kind: string; name: string; createdAt: string }[] = [];
const at = newConsole((hub) => {
  devices.length = 0;
  withSettings(hub, {});
  const { ahead } = hub;
  const own = (route: string, body: Record<string, unknown>) => {
    if (route === 'GET /v1/devices') return ok({ items: devices, nextCursor: null, kinds: ['webpush'], webPushKey: KEY });
    if (route === 'POST /v1/devices') {
      devices.splice(0, devices.length, { id: 'd7', kind: 'webpush', name: String(body['name']), createdAt: '2026-11-30T08:00:00Z' });
      return ok({ id: 'd7' }, 201);
    }
    if (route !== 'DELETE /v1/devices/d7') return undefined;
    devices.length = 0;
    return done;
  };
  hub.ahead = (route, body, isSignedIn, query) => (isSignedIn ? own(route, body) : undefined) ?? ahead(route, body, isSignedIn, query);
});

const calls = (route: string) => at.hub.log.filter((call) => call.route === route).map(({ body }) => body);
const on = async (): Promise<TestPage> => {
  const page = await at.visit({ path: '/settings/notifications' });
  await page.context().grantPermissions(['notifications'], { origin: at.hub.url });
  await page.addInitScript(PUSH_SERVICE);
  const opened = await again(page);
  await opened.click('button:has-text("Turn on in this browser")');
  await opened.waitForSelector('button:has-text("Turn off")');
  return opened;
};
const again = async (page: TestPage, path = 'settings/notifications'): Promise<TestPage> => {
  await page.goto(`${at.hub.url}${BASE}${path}`);
  await signIn(page);
  await page.waitForSelector('[name=tenant]', { state: 'detached' });
  return page;
};
/** What the worker shows now. */
const shown = (page: TestPage) =>
  page.evaluate(
    `navigator.serviceWorker.ready.then(async (one) => (await one.getNotifications()).map(({ title, body, tag, data }) => ({ title, body, tag, data })))`,
  ) as Promise<{ title: string; body: string; tag: string; data: { path: string } }[]>;
/** Sends a push to the worker, as the browser does when its push service has one. */
async function push(page: TestPage, data: string): Promise<void> {
  // A worker that is still being installed gets none.
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  const session = await page.context().newCDPSession(page);
  const known = new Promise<string>((resolve) =>
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const found = registrations.find(({ scopeURL, isDeleted }) => !isDeleted && scopeURL === `${at.hub.url}${BASE}`);
      if (found !== undefined) resolve(found.registrationId);
    }),
  );
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.deliverPushMessage', { origin: at.hub.url, registrationId: await known, data });
  await session.detach();
}

/**
 * What the worker shows after a push. The protocol tells nobody whether a push has arrived, so one that is not shown is delivered again, as push services do.
 * A push of the same conversation replaces the one before, so this changes nothing of what is shown.
 */
const afterPush = (page: TestPage, data: string) =>
  expect.poll(
    async () => {
      await push(page, data);
      await page.waitForTimeout(300);
      return shown(page);
    },
    { interval: 3000 },
  );

test('nothing is asked before the click; then this browser is a device by the hub’s key, and the policy holds', async () => {
  const page = await on();
  expect(JSON.parse(String(await page.evaluate(`localStorage.getItem('test.options')`)))).toEqual({ userVisibleOnly: true, applicationServerKey: KEY });
  expect(calls('POST /v1/devices')).toEqual([
    { kind: 'webpush', name: 'Console in this browser', token: JSON.stringify({ endpoint: 'https://push.example/1', keys: { p256dh: 'a', auth: 'b' } }) },
  ]);
  expect(page.faults).toEqual([]);
});

test('the page registers no other worker: its policy of Trusted Types takes one address', async () => {
  const page = await on();
  const refused = await page.evaluate(`navigator.serviceWorker.register('${BASE}other.js').then(() => 'taken', (error) => error.name)`);
  expect(refused).toBe('TypeError');
});

test('turned off, the browser is no device any more', async () => {
  const page = await on();
  await page.click('button:has-text("Turn off")');
  await page.waitForSelector('button:has-text("Turn on in this browser")');
  expect(calls('DELETE /v1/devices/d7')).toHaveLength(1);
  expect(await page.evaluate(`localStorage.getItem('test.subscribed')`)).toBeNull();
});

test('a device ends with its session: whoever signs in here again is told again', async () => {
  const page = await on();
  await page.click('a:has-text("Back to the tickets")');
  await page.click('nav[aria-label=Queues] button:has-text("Luna Marchetti")');
  await page.click('[role^=menuitem]:has-text("Sign out")');
  await page.waitForSelector('[name=tenant]');
  devices.length = 0;
  await signIn(page);
  await expect.poll(() => devices).toHaveLength(1);
  expect(calls('POST /v1/devices').length).toBeGreaterThan(1);
});

test('a push shows who wrote and how much is unread; a second one of the same conversation replaces it', async () => {
  const page = await on();
  const group = { conversationId: 'g.42', kind: 'group', count: 2, number: 7, senderName: 'Sam <b>Lang</b>', conversationName: 'Couriers' };
  const first = { title: 'Sam <b>Lang</b> · Couriers', body: 'Unread: 2', tag: 'g.42', data: { path: 'chats/group/42' } };
  await afterPush(page, JSON.stringify(group)).toEqual([first]);
  await afterPush(page, JSON.stringify({ ...group, count: 3, text: 'At the door' })).toEqual([{ ...first, body: 'At the door' }]);
  await afterPush(page, 'no json').toContainEqual({ title: 'New message', body: 'Unread: 1', tag: 'parley', data: { path: 'chats' } });
});

test('a click on a notification opens the ticket in the page that is open', async () => {
  const page = await on();
  const worker = page
    .context()
    .serviceWorkers()
    .find((one) => one.url() === `${at.hub.url}${BASE}push-worker.js`);
  expect(worker).toBeDefined();
  await page.click('a:has-text("Back to the tickets")');
  await page.waitForSelector('nav[aria-label=Queues]');
  await page.evaluate(`navigator.serviceWorker.ready.then((one) => one.showNotification('Giulia wrote', { data: { path: 'inbox/all/th1.1' } }))`);
  await worker?.evaluate(`(async () => {
    const [notification] = await self.registration.getNotifications();
    self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
  })()`);
  await page.waitForURL(`${at.hub.url}${BASE}inbox/all/th1.1`);
  await expect.poll(() => shown(page)).toEqual([]);
});

test.each(LOOKS)('everybody can use it: %s', async (name, look) => {
  const page = await at.enter({ ...look, path: '/settings/notifications' });
  await page.waitForSelector('main section >> nth=1');
  await page.waitForSelector('main section >> nth=1 >> button, main section p');
  expect(await at.violations()).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await page.screenshot({ path: `reports/console-${name.replaceAll(' ', '-')}-notifications.png` });
});
