import { beforeEach, expect, test } from 'vitest';
import { BASE } from '../../console/base.ts';
import { ok, page as pageOf, withSettings } from '../console/fake-settings.ts';
import { ticket } from '../console/shop.ts';
import { LOOKS, newConsole } from './console-page.ts';

const MINUTE = 60_000;
const ago = (minutes: number): string => new Date(Date.now() - minutes * MINUTE).toISOString();
/** Noon: today is long before and after it. */
const noon = (days: number): string => {
  const at = new Date();
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + days, 12).toISOString();
};
let capacity: number | null;
let availability: string;
let asked: string[];

const at = newConsole((hub) => {
  const me = () => ({
    type: 'agent',
    id: 'u1',
    name: 'Luna Marchetti',
    email: 'luna@bottega-luna.example',
    role: hub.role,
    teamIds: [],
    tenant: { id: 'bl', slug: 'bottega-luna', name: 'Bottega Luna' },
    availability: { availability, until: null },
  });
  withSettings(hub, {
    'GET /v1/tickets': (_, __, query) => {
      asked.push(`${query?.get('ownerId')} ${query?.get('status')}`);
      const wanted = query?.get('status')?.split(',');
      const owner = query?.get('ownerId') === 'me' ? 'u1' : null;
      return pageOf([...hub.tickets.values()].filter((one) => (wanted?.includes(one.status) ?? true) && (owner === null || one.owner.agentId === owner)));
    },
    'GET /v1/agents/{id}': () => ok({ id: 'u1', name: 'Luna Marchetti', capacity, skills: [], role: 'admin', teamIds: [] }),
    'GET /v1/me': () => ok(me()),
    'PATCH /v1/me': (_, body) => {
      availability = String(body['availability']);
      return ok(me());
    },
  });
});
const mine = (name: string, more: object = {}) => {
  const made = ticket(at.hub, {
    status: 'working',
    owner: { agentId: 'u1', teamId: null },
    author: { id: name, name, handle: null },
    waitingSince: ago(12),
    topic: `About ${name}`,
    ...more,
  });
  return Object.assign(made, { conversationId: made.threadId, closesAt: null, followupAt: null, customFields: {}, escalations: null, ...more });
};

beforeEach(() => {
  capacity = 4;
  availability = 'online';
  asked = [];
});

const work = (): void => {
  mine('Patient', { waitingSince: ago(200) });
  mine('Answered', { waitingSince: null });
  mine('Urgent', { priority: 'urgent', waitingSince: ago(3) });
  mine('Colleague', { owner: { agentId: 'u2', teamId: null } });
  mine('Later today', { status: 'followup', followupAt: noon(0) });
  mine('Tomorrow', { status: 'followup', followupAt: noon(1) });
};

test('what waits is first by urgency, then by waiting, and says how long; a row opens its ticket', async () => {
  work();
  const page = await at.enter();
  await page.click('nav[aria-label=Queues] a:has-text("My desk")');
  const rows = page.locator('section[aria-label="Waits for me"] li');
  await rows.first().waitFor();
  expect(
    await rows
      .locator('bdi')
      .filter({ hasText: /^(Urgent|Patient|Answered|Colleague)$/ })
      .allTextContents(),
  ).toEqual(['Urgent', 'Patient', 'Answered']);
  await page.waitForSelector('li:has-text("Patient"):has-text("waits 3 hr 20 min")');
  await page.waitForSelector('li:has-text("Answered"):has-text("answered")');
  await page.waitForSelector('section[aria-label="Follow-ups today"] li:has-text("Later today"):has-text("12:00")');
  expect(await page.locator('section[aria-label="Follow-ups today"] li').count()).toBe(1);
  expect(asked).toContain('me created,working,pending,followup,solved');
  await page.click('li a:has-text("Urgent")');
  await page.waitForSelector('#conversation >> text=Urgent');
  expect(new URL(page.url()).pathname).toMatch(new RegExp(`^${BASE}inbox/mine/`));
});

test('a ticket that comes to me appears on the desk by itself', async () => {
  const page = await at.enter({ path: '/desk' });
  await page.waitForSelector('text=All caught up. No follow-up is planned.');
  const added = mine('Newcomer');
  at.hub.push({ type: 'ticket', ticket: added });
  await page.waitForSelector('section[aria-label="Waits for me"] li:has-text("Newcomer")');
});

test('an empty desk says when the next follow-up comes', async () => {
  mine('Tomorrow', { status: 'followup', followupAt: noon(1) });
  const page = await at.enter({ path: '/desk' });
  await page.waitForSelector('text=/All caught up\\. Next follow-up .*12:00/');
  await page.click('a:has-text("Look at the tickets without owner")');
  await page.waitForSelector('h1:has-text("Without owner")');
});

test('a note that names me waits until it was looked at', async () => {
  const named = mine('Giulia');
  const page = await at.enter({ path: '/desk' });
  await page.waitForSelector('text=No note names you that you have not seen.');
  at.hub.push({ type: 'mention', ticketId: named.id, number: 3, body: '@Luna please <b>look</b>' });
  await page.click('section[aria-label=Mentions] a:has-text("@Luna please <b>look</b>")');
  await page.waitForSelector('#conversation >> text=Giulia');
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await page.waitForSelector('text=No note names you that you have not seen.');
});

test('my availability is changed here, and my capacity shows how much is in use', async () => {
  work();
  const page = await at.enter({ path: '/desk' });
  await page.waitForSelector('[role=meter][aria-valuenow="4"][aria-valuemax="4"]');
  await page.waitForSelector('section[aria-label=Me]:has-text("5 of 4"):has-text("Rules give you no more tickets.")');
  await page.click('section[aria-label=Me] button[aria-haspopup=listbox]');
  await page.click('[role=option]:has-text("I am away")');
  await page.waitForSelector('section[aria-label=Me] button:has-text("I am away")');
  expect(at.hub.log.filter(({ route }) => route === 'PATCH /v1/me').map(({ body }) => body)).toEqual([{ availability: 'away' }]);
});

test('an agent sees the number of tickets; the capacity, which the API does not tell them, is not asked for', async () => {
  at.hub.role = 'agent';
  work();
  const page = await at.enter({ path: '/desk' });
  await page.waitForSelector('section[aria-label=Me]:has-text("5 active tickets")');
  expect(at.hub.log.filter(({ route }) => route.startsWith('GET /v1/agents'))).toEqual([]);
});

test('on a phone, the bar at the bottom leads to the desk and back', async () => {
  work();
  const page = await at.enter({ width: 390, height: 844 });
  await page.click('nav[aria-label=Places] a:has-text("Me")');
  await page.waitForSelector('section[aria-label="Waits for me"] li:has-text("Patient")');
  const heights = await page
    .locator('nav[aria-label=Places] > *')
    .evaluateAll((all) => all.map((one) => (one as unknown as { getBoundingClientRect(): { height: number } }).getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  await page.click('nav[aria-label=Places] button:has-text("Inbox")');
  await page.click('[role=option]:has-text("Patient")');
  await page.waitForSelector('#conversation >> text=Patient');
  expect(await page.locator('nav[aria-label=Places]').isVisible()).toBe(false);
});

test.each(LOOKS)('everybody can use it: %s', async (name, look) => {
  work();
  const page = await at.enter({ ...look, path: '/desk' });
  await page.waitForSelector('main li a:has-text("Urgent")');
  expect(await at.violations()).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await page.screenshot({ path: `reports/console-${name.replaceAll(' ', '-')}-desk.png` });
});
