import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { manyTickets } from '../console/many-tickets.ts';
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
