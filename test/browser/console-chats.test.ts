import { beforeEach, expect, test } from 'vitest';
import { BASE } from '../../console/base.ts';
import { applications, TOKEN } from '../console/fake-applications.ts';
import { type FakeGroups, GROUP, groups } from '../console/fake-groups.ts';
import { withSettings } from '../console/fake-settings.ts';
import { LOOKS, newConsole } from './console-page.ts';

let fake: FakeGroups;
const at = newConsole((hub) => {
  fake = groups();
  withSettings(hub, { ...applications(), ...fake.routes });
});
const sent = (route: string) => at.hub.log.filter((call) => call.route === route).map(({ body }) => body);
const go = (path: string) => at.page.goto(`${at.hub.url}${BASE}${path}`);
const CHAT = `/v1/applications/${TOKEN}/chats/1/messages`;
const message = (number: number): string => `#message-${number}`;
const moderate = async (number: number, word: string): Promise<void> => {
  await at.page.click(`button[aria-label="Moderate message ${number}"]`);
  await at.page.click(`[role=menuitem]:has-text("${word}")`);
};

beforeEach(() => {
  at.hub.subscribed.length = 0;
});

test('from the rail to a chat of an application: the newest 50 messages, older ones on demand, each by its number', async () => {
  const page = await at.enter();
  await page.click('nav[aria-label=Queues] a:has-text("Chats")');
  await page.click('a:has-text("Courier app")');
  await page.click('a:has-text("Order 4711")');
  await page.waitForSelector(`${message(60)}:has-text("Kenji Mori"):has-text("door.jpg")`);
  expect(await page.locator('[id^=message-]').count()).toBe(50);
  await page.click('button:has-text("Older messages")');
  await page.waitForSelector(`${message(1)}:has-text("Line 1")`);
  expect(await page.locator('[id^=message-]').count()).toBe(60);
  expect(await page.locator('button:has-text("Older messages")').count()).toBe(0);
  expect(new URL(page.url()).pathname).toBe(`${BASE}chats/chat/${TOKEN}.1`);
});

test('a moderator hides a message, shows it again and deletes it after one question; HTML is text', async () => {
  const page = await at.enter({ path: `/chats/chat/${TOKEN}.1` });
  const threat = message(59);
  await page.waitForSelector(`${threat}:has-text("<b>I will find you</b>")`);
  await moderate(59, 'Hide');
  await page.waitForSelector(`${threat} >> text=Hidden`);
  await moderate(59, 'Show again');
  await page.waitForSelector(`${threat} >> text=Hidden`, { state: 'detached' });
  expect(sent(`PATCH ${CHAT}/59`)).toEqual([{ hidden: true }, { hidden: false }]);
  await moderate(59, 'Delete');
  await page.click('[role=dialog] button:has-text("Delete")');
  await page.waitForSelector(`${threat} i:has-text("Deleted")`);
  expect(sent(`DELETE ${CHAT}/59`)).toHaveLength(1);
  expect(page.faults).toEqual([]);
});

test('words are searched in one chat', async () => {
  const page = await at.enter({ path: `/chats/chat/${TOKEN}.1` });
  await page.waitForSelector(message(60));
  await page.fill('[type=search]', 'line');
  await page.waitForSelector(message(60), { state: 'detached' });
  await page.waitForSelector(`${message(7)}:has-text("Line 7")`);
});

test('a chat is followed by its conversation, and what is written there appears at once', async () => {
  const page = await at.enter({ path: `/chats/group/${GROUP}` });
  await page.waitForSelector(message(60));
  fake.say('u2', 'Is anybody there?');
  at.hub.push({ type: 'message', conversationId: `g.${GROUP}`, number: 61, body: 'Is anybody there?', senderId: 'u2', createdAt: new Date().toISOString() });
  await page.waitForSelector(`${message(61)}:has-text("Is anybody there?")`);
  Object.assign(fake.messages[60] ?? {}, { body: 'Is somebody there?', editedAt: new Date().toISOString() });
  at.hub.push({ type: 'amended', conversationId: `g.${GROUP}`, number: 61, change: { type: 'edit' } });
  await page.waitForSelector(`${message(61)}:has-text("Is somebody there?"):has-text("Edited")`);
  await go(`chats/chat/${TOKEN}.1`);
  await page.waitForSelector(message(60));
  await expect.poll(() => at.hub.subscribed).toContainEqual(expect.objectContaining({ conversationIds: ['c'] }));
});

test('the owner of a group bans the author of a message with a reason, and ends the ban', async () => {
  const page = await at.enter({ path: `/chats/group/${GROUP}` });
  await page.waitForSelector(`${message(57)}:has-text("Sam Lang")`);
  await moderate(57, 'Ban Sam Lang');
  await page.fill('[role=dialog] [name=reason]', 'Advertises everywhere.');
  await page.click('[role=dialog] button:text-is("Ban")');
  await page.waitForSelector('section[aria-label=Bans] li:has-text("Sam Lang"):has-text("Advertises everywhere.")');
  expect(sent(`PUT /v1/groups/${GROUP}/bans/p-troll`)).toEqual([{ reason: 'Advertises everywhere.' }]);
  await page.waitForSelector('section[aria-label="Log of moderation"] li:has-text("Banned p-troll"):has-text("Luna Marchetti")');
  await page.click('section[aria-label=Bans] button:has-text("End ban")');
  await page.click('[role=dialog] button:has-text("End ban")');
  await page.waitForSelector('section[aria-label=Bans] >> text=Nobody is banned.');
  expect(sent(`DELETE /v1/groups/${GROUP}/bans/p-troll`)).toHaveLength(1);
});

test('slow mode is set, and the log of moderation tells only about this group', async () => {
  const page = await at.enter({ path: `/chats/group/${GROUP}` });
  await page.click('aside button[aria-haspopup=listbox]');
  await page.click('[role=option]:has-text("30 seconds")');
  await page.waitForSelector('section[aria-label="Log of moderation"] li:has-text("Slow mode: 30 s")');
  expect(sent(`PATCH /v1/groups/${GROUP}`)).toEqual([{ slowModeSeconds: 30 }]);
  expect(await page.locator('section[aria-label="Log of moderation"] li').count()).toBe(1);
});

test('a plain member of a group reads, and moderates nothing', async () => {
  const page = await at.enter({ path: '/chats/group/g-plain' });
  await page.waitForSelector('aside >> text=The owner and the admins of the group moderate it.');
  await page.waitForSelector('text=No message yet.');
  expect(await page.locator('section[aria-label=Bans]').count()).toBe(0);
});

test('hostile text in a group is inert, in the list too', async () => {
  const page = await at.enter({ path: `/chats/group/${GROUP}` });
  await page.waitForSelector(`${message(60)}:has-text("<img src=x")`);
  await page.waitForSelector('section[aria-label="Groups"] a:has-text("<img src=x")');
  expect(await page.locator('img[src=x]').count()).toBe(0);
  expect(await page.title()).not.toBe('pwned');
  expect(page.faults).toEqual([]);
});

test('a reported message is hidden from the report, which is settled then, and opened again', async () => {
  const page = await at.enter({ path: '/chats' });
  await page.click('a:has-text("Reported messages"):has-text("1")');
  const report = 'main li:has-text("A threat")';
  await page.waitForSelector(`${report}:has-text("I will find you"):has-text("Kenji Mori")`);
  await page.click(`${report} button:has-text("Hide")`);
  await page.waitForSelector('text=No report waits for you.');
  expect(sent('PATCH /v1/reports/r1')).toEqual([{ action: 'hide' }]);
  await page.click('nav[aria-label="State of the reports"] a:has-text("Settled")');
  await page.waitForSelector(`${report}:has-text("Hidden"):has-text("Looked at by Luna Marchetti")`);
  await page.click(`${report} button:has-text("Open again")`);
  await page.waitForSelector('text=No report was settled yet.');
  expect(sent('PATCH /v1/reports/r1')).toEqual([{ action: 'hide' }, { state: 'open' }]);
});

test('an agent without a group and without rights has no chats in the rail, and none by the address', async () => {
  at.hub.role = 'agent';
  const { ahead } = at.hub;
  at.hub.ahead = (route, ...rest) => (route === 'GET /v1/groups' ? { status: 200, body: { items: [], nextCursor: null } } : ahead(route, ...rest));
  const page = await at.enter({ path: '/chats/reports/open' });
  await page.waitForSelector('text=There is no such page, or your role does not have it.');
  await expect.poll(() => at.hub.log.filter(({ route }) => route === 'GET /v1/groups').length).toBeGreaterThan(0);
  expect(await page.locator('nav[aria-label=Queues] a:has-text("Chats")').count()).toBe(0);
  expect(at.hub.log.filter(({ route }) => route === 'GET /v1/reports' || route === 'GET /v1/applications')).toEqual([]);
});

test.each(LOOKS)('everybody can use it: %s', async (name, look) => {
  const page = await at.enter({ ...look, path: '/chats' });
  for (const [file, path, ready] of [
    ['list', 'chats', 'section ul a'],
    ['chat', `chats/chat/${TOKEN}.1`, message(60)],
    ['group', `chats/group/${GROUP}`, message(60)],
    ['reports', 'chats/reports/open', 'main li'],
  ] as const) {
    await go(path);
    await page.waitForSelector(ready);
    expect(await at.violations()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.screenshot({ path: `reports/console-${name.replaceAll(' ', '-')}-chats-${file}.png` });
  }
});
