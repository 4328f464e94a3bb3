import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { manyTickets, ticketAt } from '../console/many-tickets.ts';
import { until } from '../harness/until.ts';
import { builtPage } from './built-page.ts';
import { type Browser, openBrowser } from './chromium.ts';
import { openRow, scrollList } from './first-class-measure.js';
import { DESK, type Opened, opened } from './first-class-page.ts';

/** What keeps the page fast with 100,000 tickets, whatever the machine: how much it draws, asks and keeps. `npm run bench-console` measures times. */
const TICKETS = 100_000;
const ROW = 82;
let browser: Browser;
let at: Opened;
beforeAll(async () => {
  browser = await openBrowser();
  await builtPage();
}, 180_000);
afterAll(() => browser.close());
afterEach(() => at.close());

const lists = (): number => at.calls('GET /v1/tickets').filter(({ route }) => route === 'GET /v1/tickets').length;

test('a list of any length draws what fits on the screen, and asks for each page once', async () => {
  at = await opened(browser, DESK, 'inbox/all', (hub) => manyTickets(hub, TICKETS));
  await at.page.waitForSelector('[role=option]');
  expect(lists()).toBe(1);
  let most = 0;
  for (let rows = 60; rows <= 600; rows += 60) {
    most = Math.max(most, await scrollList(at.page, rows, ROW));
    await at.page.waitForSelector(`[role=option][aria-posinset="${rows}"]`);
  }
  expect(most).toBeLessThan(60);
  expect(lists()).toBeGreaterThan(5);
  expect(lists()).toBeLessThan(12);
});

test('a change reads the first page and the one on the screen again, however much is loaded', async () => {
  at = await opened(browser, DESK, 'inbox/all', (hub) => manyTickets(hub, TICKETS));
  await at.page.waitForSelector('[role=option]');
  await scrollList(at.page, 1200, ROW);
  await at.page.waitForSelector('[role=option][aria-posinset="1200"]');
  await until('the list has settled', async () => {
    const before = lists();
    await at.page.waitForTimeout(1000);
    return lists() === before;
  });
  const before = lists();
  at.hub.push({ type: 'ticket', ticket: { ...ticketAt(3), version: 2, tags: ['now'] }, cursor: 'c1' });
  await until('both pages are read', () => lists() >= before + 2);
  await at.page.waitForTimeout(2500);
  const asked = at
    .calls('GET /v1/tickets')
    .filter(({ route }) => route === 'GET /v1/tickets')
    .slice(before)
    .map(({ query }) => query.get('cursor'));
  expect(asked).toEqual([null, '1100']);
});

test('rows far from the screen are dropped, and come back', async () => {
  at = await opened(browser, DESK, 'inbox/all', (hub) => manyTickets(hub, TICKETS));
  await at.page.waitForSelector('[role=option]');
  for (let rows = 500; rows <= 2500; rows += 500) {
    await scrollList(at.page, rows, ROW);
    await at.page.waitForSelector(`[role=option][aria-posinset="${rows}"]`);
  }
  await at.page.evaluate('document.querySelector("[role=listbox]").scrollTop = 0');
  await at.page.waitForSelector('[role=option][aria-posinset="1"] bdi');
  expect(await at.page.locator('[role=option][aria-posinset="1"] bdi').first().textContent()).toBe(ticketAt(0).author.name);
  await at.page.waitForSelector('[role=option][aria-busy=true]', { state: 'detached' });
  expect(at.page.faults).toEqual([]);
});

test('the next two tickets are read while somebody stays at one', async () => {
  at = await opened(browser, DESK, 'inbox/all', (hub) => manyTickets(hub, TICKETS));
  await at.page.waitForSelector('[role=option]');
  await openRow(at.page, 5);
  const threads = (): string[] => at.calls('GET /v1/threads/').map(({ route }) => route.split('/')[3] ?? '');
  await until('they are read', () => threads().length >= 3);
  expect(threads()).toEqual(['t4', 't5', 't6']);
  await openRow(at.page, 6);
  await at.page.waitForTimeout(1000);
  expect(threads()).toEqual(['t4', 't5', 't6', 't7']);
});

test('500 switches between tickets leave nothing behind', async () => {
  at = await opened(browser, DESK, 'inbox/all', (hub) => manyTickets(hub, TICKETS));
  await at.page.waitForSelector('[role=option]');
  const cdp = await at.page.context().newCDPSession(at.page);
  const switched = async (times: number): Promise<number> => {
    for (let turn = 0; turn < times; turn += 1) await openRow(at.page, 1 + (turn % 8));
    await cdp.send('HeapProfiler.collectGarbage');
    return (await cdp.send('Runtime.getHeapUsage')).usedSize;
  };
  const before = await switched(50);
  expect((await switched(450)) / before).toBeLessThan(1.3);
}, 600_000);
