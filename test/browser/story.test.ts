import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { percentile } from '../../bench/report.ts';
import { BASE } from '../../console/base.ts';
import { connectWhatsApp, createAgent, PASSWORD } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';
import { pageOfHub } from './built-page.ts';
import { type Browser, openBrowser, type TestPage } from './chromium.ts';
import { signIn } from './sign-in.ts';
import { openChat, WidgetShop, write } from './widget-shop.ts';

/** How many messages are timed from the customer's key to the agent's screen. */
const MESSAGES = Number(process.env['PARLEY_STORY_MESSAGES'] ?? 3);

const hub = inject('hub');
/** Each person has a browser: a page behind another one is drawn once a second only. */
let browsers: Browser[] = [];
let shop: WidgetShop;
let agent: TestPage;
let visitor: TestPage;

beforeAll(async () => {
  browsers = await Promise.all([openBrowser(), openBrowser()]);
  const [customers, agents] = browsers as [Browser, Browser];
  shop = await new WidgetShop(hub, customers).open();
  // With one channel and no ticket yet, the console shows the first run instead of the list.
  await connectWhatsApp(shop.tenant);
  const condition = { all: [{ field: 'status', op: 'in', value: ['created', 'working'] }] };
  await shop.tenant.admin.post('/v1/queues', { name: 'Open', priority: 1, condition });
  const { email } = await createAgent(shop.tenant, 'supervisor');
  await pageOfHub(hub.baseUrl);
  agent = await agents.page({ width: 1440, height: 900 });
  agent.setDefaultTimeout(60_000);
  await agent.goto(`${hub.baseUrl}${BASE}`);
  await signIn(agent, { tenant: shop.tenant.slug, email, password: PASSWORD });
  await agent.waitForSelector('nav button:has-text("Open")');
}, 240_000);
afterAll(async () => {
  await shop.close();
  await Promise.all(browsers.map((browser) => browser.close()));
});

const QUESTION = 'Do you ship the blue lantern to Norway?';
const picture = async (page: TestPage, name: string): Promise<unknown> => page.screenshot({ path: `reports/story-${name}.png` });
const counter = (count: number): Promise<unknown> => agent.waitForSelector(`nav button:has-text("Open"):has-text("${count}")`);

test('a customer writes on the shop’s page; an agent takes it, answers, snoozes it, gets it back, solves and closes it', { timeout: 300_000 }, async () => {
  visitor = await shop.visit({ width: 1280, height: 800 });
  await openChat(visitor);
  await write(visitor, QUESTION);
  await picture(visitor, '1-customer-writes');

  await agent.waitForSelector('[role=option]:has-text("blue lantern"):has-text("Unread")');
  await counter(1);
  await picture(agent, '2-ticket-appears');

  await agent.click('[role=option]:has-text("blue lantern")');
  await agent.waitForSelector('article:has-text("blue lantern")');
  await agent.click('main header button:has-text("Take")');
  await agent.waitForSelector('button[aria-label="Status: Working"]');
  await agent.fill('textarea', 'Yes, in five days. Shall I keep one for you?');
  await agent.click('button:has-text("Send & wait")');
  await visitor.waitForSelector('.item .bubble .text:has-text("Yes, in five days.")');
  await picture(visitor, '3-customer-sees-the-answer');
  await agent.waitForSelector('button[aria-label="Status: Waiting"]');
  await agent.waitForSelector('article:has-text("Yes, in five days."):has-text("Read")');
  await picture(agent, '4-read');

  await agent.keyboard.press('Escape');
  await agent.click('[role=option]:has-text("Yes, in five days.")');
  await agent.click('main header button:has-text("Snooze")');
  await agent.click('[role=menuitem]:has-text("Another time")');
  const asked = Date.now();
  await agent.fill('[role=dialog] input', '1m');
  await agent.click('[role=dialog] button[type=submit]');
  await agent.waitForSelector('button[aria-label="Status: Snoozed"]');
  await counter(0);
  await picture(agent, '5-snoozed');
  const { id } = await shop.ticket(QUESTION);
  const comesBack = await until('it is snoozed at the hub', async () => (await shop.ticket(QUESTION)).followupAt ?? undefined);
  expect(Date.parse(comesBack)).toBeGreaterThanOrEqual(asked + 60_000);
  expect(Date.parse(comesBack)).toBeLessThan(Date.now() + 60_000);
  // A minute is the least that the page takes: the rest of it is not waited for.
  await shop.tenant.admin.patch(`/v1/tickets/${id}`, { followupAt: new Date(Date.now() + 10_000).toISOString() });
  // The ticket comes back at its time, without a reload.
  await agent.waitForSelector('button[aria-label="Status: Working"]', { timeout: 180_000 });
  await counter(1);
  await picture(agent, '6-comes-back');

  await agent.click('main header button:has-text("Solve")');
  await agent.waitForSelector('button[aria-label="Status: Solved"]');
  await counter(0);
  await visitor.waitForSelector('.panel :text("ended")');
  await picture(visitor, '7-customer-is-asked');
  await agent.click('button[aria-label="Status: Solved"]');
  await agent.click('[role=menuitemradio]:has-text("Closed for good"), [role=menuitem]:has-text("Closed for good")');
  await until('it is closed at the hub', async () => (await shop.ticket(QUESTION)).status === 'closed', 60_000);
  await agent.waitForSelector('button[aria-label="Status: Closed"]');
  await picture(agent, '8-closed');
  expect(agent.faults).toEqual([]);
  expect(visitor.faults).toEqual([]);
});

test('what customers write is on the agent’s screen while they look at it', { timeout: 300_000 }, async () => {
  const page = await shop.visit();
  await openChat(page);
  await write(page, 'Is anybody there?');
  await agent.goto(`${hub.baseUrl}${BASE}inbox/all`);
  await agent.click('[role=option]:has-text("Is anybody there?")');
  await agent.waitForSelector('article:has-text("Is anybody there?")');
  const took: number[] = [];
  for (let n = 1; n <= MESSAGES; n += 1) {
    const text = `Message ${n} of ${MESSAGES}.`;
    const shown = agent.evaluate(
      `new Promise((resolve) => {
        const look = () => [...document.querySelectorAll('article')].some((one) => one.textContent.includes(${JSON.stringify(text)})) && (observer.disconnect(), requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())));
        const observer = new MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      })`,
    ) as Promise<number>;
    await page.fill('.composer textarea', text);
    const pressed = (await page.evaluate('performance.timeOrigin + performance.now()')) as number;
    await page.keyboard.press('Enter');
    took.push((await shown) - pressed);
  }
  expect(took).toHaveLength(MESSAGES);
  process.stdout.write(
    `customer's key → agent's screen, ${MESSAGES} messages: p50 ${percentile(took, 0.5).toFixed(0)} ms, p99 ${percentile(took, 0.99).toFixed(0)} ms\n`,
  );
});
