import { beforeEach, describe, expect, test } from 'vitest';
import { BASE } from '../../console/base.ts';
import { ok, page as pageOf, withSettings } from '../console/fake-settings.ts';
import { ticket } from '../console/shop.ts';
import { LOOKS, newConsole } from './console-page.ts';
import { signIn } from './sign-in.ts';

interface Place {
  id: string;
  channel: string;
  name: string;
  state: string;
  webhookPath: string;
}
let origins: Place[];
let lastEventAt: string | null;

const at = newConsole((hub) => {
  origins = [];
  lastEventAt = null;
  hub.directory.origins.length = 0;
  withSettings(hub, {
    'GET /v1/origins': () => pageOf(origins),
    'GET /v1/origins/{id}': () => ok(origins[0]),
    'GET /v1/origins/{id}/health': () => ok({ lastEventAt, lostAccess: null, unreadable: 0, lastUnreadable: null, notices: [] }),
    'GET /v1/origins/{id}/events': () => pageOf([]),
    'POST /v1/origins': (_, body) => {
      const made = { id: 'o9', channel: String(body['channel']), name: String(body['name']), state: 'enabled', webhookPath: '/webhooks/telegram/o9' };
      origins.push(made);
      hub.directory.origins.push({ ...made, state: 'enabled', canReply: true, receiveOnly: false, cannotReplyBecause: null });
      return ok({ ...made, createdAt: '2026-11-30T08:00:00Z' }, 201);
    },
    'GET /v1/agents': () =>
      pageOf([
        { id: 'u1', name: 'Luna Marchetti', role: 'supervisor' },
        { id: 'u2', name: 'Kenji Mori', role: 'admin' },
      ]),
  });
});
const first = () => {
  const made = ticket(at.hub, { author: { id: 'c1', name: 'Giulia Ferri', handle: null }, origin: { id: 'o9', channel: 'telegram' } });
  Object.assign(made, { conversationId: made.threadId, closesAt: null, followupAt: null, customFields: {}, escalations: null });
  const rest = { conversationId: made.threadId, ticketId: made.id, editedAt: null, reactions: {}, delivery: null, starRating: null, subject: null };
  at.hub.say(made, { text: 'Hello <b>Parley</b>', author: { id: 'c1', name: 'Giulia Ferri', type: 'customer', handle: null } as never, ...rest });
  return made;
};

describe('the first run', () => {
  test('an admin connects a channel, gets its address, and sees the first message come', async () => {
    const page = await at.enter();
    await page.waitForSelector('h1:has-text("Welcome to Bottega Luna")');
    await page.waitForSelector('li[aria-current=step]:has-text("Connect a channel")');
    expect(await page.locator('[role=listbox]').count()).toBe(0);
    await page.click('a:has-text("Choose a channel")');
    await page.click('button:has-text("Telegram")');
    await page.fill('[name=name]', 'Luna’s bot');
    await page.fill('[name="credentials.botToken"]', 'a-token');
    await page.click('button[type=submit]');
    await page.waitForSelector('h1:has-text("Luna’s bot")');
    await page.click('a:has-text("Back to the tickets")');
    await page.waitForSelector('li:has-text("Give the provider its address") code:has-text("/webhooks/telegram/o9")');
    await page.waitForSelector('text=Waiting for the first call of the provider…');
    await page.waitForSelector('text=Write to Luna’s bot as a customer would.');
    lastEventAt = new Date().toISOString();
    await page.waitForSelector('text=The provider has called.');
    first();
    await page.waitForSelector('li:has-text("It appears here as #1"):has-text("#1 · Giulia Ferri"):has-text("Hello <b>Parley</b>")');
    await page.click('button:has-text("Open the ticket")');
    await page.waitForSelector('#conversation >> text=Giulia Ferri');
    await page.waitForSelector('[role=option]:has-text("Giulia Ferri")');
    expect(page.faults).toEqual([]);
  });

  test('a supervisor reads which admins can do it', async () => {
    at.hub.role = 'supervisor';
    const page = await at.enter();
    await page.waitForSelector('text=The channels are connected by: Kenji Mori');
    expect(await page.locator('a:has-text("Choose a channel")').count()).toBe(0);
  });

  test('an agent reads that an admin does it', async () => {
    at.hub.role = 'agent';
    const page = await at.enter();
    await page.waitForSelector('text=An admin of your workspace connects the channels.');
    expect(at.hub.log.filter(({ route }) => route === 'GET /v1/agents' || route === 'GET /v1/origins')).toEqual([]);
  });

  test('whoever has tickets sees their list, also without a channel', async () => {
    first();
    const page = await at.enter();
    await page.waitForSelector('[role=option]:has-text("Giulia Ferri")');
    expect(await page.locator('h1:has-text("Welcome")').count()).toBe(0);
  });

  test.each(LOOKS)('everybody can use it: %s', async (name, look) => {
    origins.push({ id: 'o9', channel: 'telegram', name: 'Luna’s bot', state: 'enabled', webhookPath: '/webhooks/telegram/o9' });
    const page = await at.enter({ ...look });
    await page.waitForSelector('code');
    expect(await at.violations()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.screenshot({ path: `reports/console-${name.replaceAll(' ', '-')}-first-run.png` });
  });
});

describe('the tour of the demo', () => {
  beforeEach(() => {
    at.hub.demo = { tenant: 'bottega-luna', email: 'luna@bottega-luna.example', password: 'right' };
    first();
  });
  const offer = 'section[data-tour-part=list] [role=region]';

  test('three steps by the keyboard, each with its part of the page; closed once, it is not offered again', async () => {
    const page = await at.enter();
    await page.waitForSelector(offer);
    await page.focus(`${offer} button:has-text("Show me")`);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role=dialog][aria-label="The list and its queues"]:focus');
    const shown = (): Promise<unknown> => page.evaluate('document.documentElement.dataset.tour ?? null');
    expect(await shown()).toBe('list');
    await page.click('[role=dialog] button:has-text("Next")');
    await page.waitForSelector('[role=dialog][aria-label="Take and answer"]:focus');
    await page.waitForSelector('#conversation >> text=Giulia Ferri');
    expect(await shown()).toBe('ticket');
    await page.click('[role=dialog] button:has-text("Next")');
    await page.waitForSelector('[role=dialog][aria-label="Search and jump"]:focus');
    await page.keyboard.press('Escape');
    await page.waitForSelector('[role=dialog]', { state: 'detached' });
    expect(await shown()).toBeNull();
    await page.goto(`${at.hub.url}${BASE}`);
    await page.waitForSelector('[role=option]');
    expect(await page.locator(offer).count()).toBe(0);
  });

  test('it can be declined', async () => {
    const page = await at.enter();
    await page.click(`${offer} button:has-text("No, thanks")`);
    await page.waitForSelector(offer, { state: 'detached' });
    expect(await page.evaluate(`localStorage.getItem('parley.tour')`)).toBe('closed');
  });

  test.each([
    ['another business on the demo’s machine', { tenant: 'somebody-else', email: 'a@b.example', password: 'x' }],
    ['a hub without the demo', null],
  ])('%s gets no tour', async (_, demo) => {
    at.hub.demo = demo;
    const answered = at.hub;
    const page = await at.visit();
    const asked = page.waitForResponse((response) => response.url() === `${answered.url}/demo.json`);
    await asked;
    const again = page.waitForResponse((response) => response.url() === `${answered.url}/demo.json`);
    await signIn(page);
    await again;
    await page.waitForSelector('[role=option]');
    expect(await page.locator(offer).count()).toBe(0);
  });

  test.each(LOOKS)('everybody can use it: %s', async (name, look) => {
    const page = await at.enter({ ...look });
    await page.waitForSelector(offer);
    expect(await at.violations()).toEqual([]);
    await page.click(`${offer} button >> nth=0`);
    await page.waitForSelector('[role=dialog]');
    expect(await at.violations()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.screenshot({ path: `reports/console-${name.replaceAll(' ', '-')}-tour.png` });
  });
});
