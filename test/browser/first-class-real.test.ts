import { randomUUID } from 'node:crypto';
import type { WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { BASE } from '../../console/base.ts';
import { connectWhatsApp, createAgent, createTenant, PASSWORD, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';
import { pageOfHub } from './built-page.ts';
import { type Browser, openBrowser, type TestPage } from './chromium.ts';
import { signIn } from './sign-in.ts';

/** Two agents on a whole hub, each in a browser of their own, and one whose machine sleeps (CONSOLE.md §6). */
const hub = inject('hub');
let browsers: Browser[] = [];
let tenant: TestTenant;
let origin: WhatsAppOrigin;
let luna: TestPage;
let kenji: TestPage;

const write = async (from: string, name: string, text: string): Promise<void> => {
  const answer = await origin.send([[{ id: `wamid.${randomUUID()}`, from, name, text }]]);
  expect(answer.status).toBe(200);
};
const enter = async (browser: Browser, email: string, prepare?: (page: TestPage) => Promise<unknown>): Promise<TestPage> => {
  const page = await browser.page({ width: 1440, height: 900 });
  page.setDefaultTimeout(90_000);
  await prepare?.(page);
  await page.goto(`${hub.baseUrl}${BASE}`);
  await signIn(page, { tenant: tenant.slug, email, password: PASSWORD });
  await page.waitForSelector('nav button:has-text("Open")');
  return page;
};
const both = (work: (page: TestPage) => Promise<unknown>): Promise<unknown> => Promise.all([work(luna), work(kenji)]);

/** The sockets of a page, while its machine is awake. */
const sockets = new Set<WebSocketRoute>();
let isAsleep = false;

beforeAll(async () => {
  browsers = await Promise.all([openBrowser(), openBrowser()]);
  tenant = await createTenant(hub);
  origin = await connectWhatsApp(tenant);
  // With one channel and no ticket yet, the console shows the first run instead of the list.
  await connectWhatsApp(tenant);
  const second = await createAgent(tenant, 'supervisor');
  await tenant.admin.patch(`/v1/agents/${second.id}`, { name: 'Kenji Mori' });
  const condition = { all: [{ field: 'status', op: 'in', value: ['created', 'working'] }] };
  await tenant.admin.post('/v1/queues', { name: 'Open', priority: 1, condition });
  await pageOfHub(hub.baseUrl);
  luna = await enter(browsers[0] as Browser, tenant.email, async (page) => {
    await page.clock.install();
    await page.routeWebSocket(/./, (socket) => {
      if (isAsleep) return void socket.close();
      const server = socket.connectToServer();
      sockets.add(socket);
      socket.onMessage((message) => server.send(message));
      server.onMessage((message) => socket.send(message));
    });
  });
  kenji = await enter(browsers[1] as Browser, second.email);
});
afterAll(() => Promise.all(browsers.map((browser) => browser.close())));

test('23 two agents at one ticket see each other, and who types', async () => {
  await write('393330000001', 'Giulia Ferri', 'Where is my lantern?');
  await both((page) => page.click('[role=option]:has-text("Giulia Ferri")'));
  await luna.waitForSelector('[role=status]:has-text("Kenji Mori is looking at this ticket, too")');
  await kenji.waitForSelector('[role=status]:has-text("is looking at this ticket, too")');
  await kenji.locator('textarea').pressSequentially('It left');
  await luna.waitForSelector('[role=status]:has-text("Kenji Mori is typing here")');
  await luna.fill('textarea', 'It is on its way.');
  await luna.click('button:has-text("Send & wait")');
  await luna.waitForSelector('text=Kenji Mori is writing here, too. Send again if you mean it.');
  await luna.fill('textarea', '');
  // The list tells it as well, without an open ticket.
  await luna.click('nav button:has-text("All tickets")');
  await luna.waitForSelector('main article', { state: 'detached' });
  await until('the row tells who types', async () => {
    await kenji.locator('textarea').press('!');
    return luna.isVisible('[role=option]:has-text("Giulia Ferri"):has-text("Kenji Mori is typing…")');
  });
  await kenji.fill('textarea', '');
});

test('two agents take one ticket in the same second: one has it, the other is told who', async () => {
  await write('393330000002', 'Marco Bianchi', 'I would like to change my order.');
  await both((page) => page.click('[role=option]:has-text("Marco Bianchi")'));
  await both((page) => page.waitForSelector('main header button:has-text("Take")'));
  const answers = new Map<TestPage, number>();
  for (const page of [luna, kenji]) page.on('response', (response) => void (response.url().endsWith('/take') && answers.set(page, response.status())));
  // Neither call reaches the hub before both buttons are pressed: otherwise the second button may go first.
  const held: (() => void)[] = [];
  await both((page) => page.route('**/take', (route) => new Promise<void>((go) => void held.push(() => go(route.continue())))));
  await both((page) => page.click('main header button:has-text("Take")'));
  await until('both calls are on their way', () => held.length === 2);
  for (const go of held) go();
  await until('both have an answer', () => answers.size === 2);
  expect([...answers.values()].toSorted((a, b) => a - b)).toEqual([200, 409]);
  const [winner, loser] = answers.get(luna) === 200 ? [luna, kenji] : [kenji, luna];
  const name = winner === kenji ? 'Kenji Mori' : 'Ada';
  await loser.waitForSelector(`text=${name} took this ticket before you.`);
  await until('the other sees who has it', async () => ((await loser.textContent('aside dl')) ?? '').includes(name));
  await both((page) => page.waitForSelector('button[aria-label="Status: Working"]'));
});

test('25 after ten minutes of sleep everything is there, and the place is kept', async () => {
  for (let number = 1; number <= 40; number += 1) await write('393330000003', 'Ada Lovelace', `Line ${number} of my order`);
  await luna.click('[role=option]:has-text("Ada Lovelace")');
  await luna.waitForSelector('article:has-text("Line 40 of my order")');
  const log = luna.locator('[role=log]');
  await log.evaluate((each) => each.scrollTo(0, 300));
  await until('it has scrolled', async () => (await log.evaluate((each) => each.scrollTop)) > 100);
  const top = (): Promise<string> =>
    log.evaluate((each) => {
      const { top: edge } = each.getBoundingClientRect();
      const first = [...each.querySelectorAll('article')].find((article) => article.getBoundingClientRect().bottom > edge);
      // Until the next frame, messages that were off the screen have the height that CSS guesses.
      return first?.checkVisibility({ contentVisibilityAuto: true }) === true ? first.id : '';
    });
  await until('what is on the screen is drawn', async () => (await top()) !== '');
  const before = await top();
  isAsleep = true;
  for (const socket of sockets) await socket.close();
  for (const number of [41, 42, 43]) await write('393330000003', 'Ada Lovelace', `Line ${number} of my order`);
  await write('393330000004', 'Grace Hopper', 'Written while you slept');
  await luna.clock.fastForward('10:00');
  isAsleep = false;
  await luna.clock.runFor(60_000);
  await luna.waitForSelector('article:has-text("Line 43 of my order")');
  expect(
    await luna
      .locator('article')
      .allTextContents()
      .then((all) => all.map((text) => /Line (\d+)/.exec(text)?.[1]).filter((found) => found !== undefined)),
  ).toEqual(Array.from({ length: 43 }, (_, index) => String(index + 1)));
  expect(await top()).toBe(before);
  await luna.waitForSelector('button:has-text("3 new messages")');
  // The list stands still while the focus is in it, and tells what would come in.
  await luna.click('button:has-text("new ticket")');
  await luna.waitForSelector('[role=option]:has-text("Grace Hopper")');
});
