import type { CDPSession } from 'playwright-core';
import { type Browser, openBrowser } from '../test/browser/chromium.ts';
import { forget, observe, openRow, read, scrollList, watchCounter } from '../test/browser/first-class-measure.js';
import { DESK, enter, type Opened, shopHub, visited } from '../test/browser/first-class-page.ts';
import { manyTickets } from '../test/console/many-tickets.ts';
import { atMost, info, percentile, type Row, table } from './report.ts';

/**
 * `npm run bench-console`: the marks of the console in Chromium with a CPU that is slowed down, in front of a hub of variables that pages through 100,000
 * tickets. It prints; no test asserts these times, because they are those of a machine.
 */
const TICKETS = 100_000;
const SLOWER = 4;
const ROW = 82;
const SCROLLED = 10_000;
const SWITCHES = 500;
const LOADS = 5;
/** An agent reads for longer than this before they open the next ticket. */
const READS_MS = 2000;
const FRAMES = { perSecond: 50, seconds: 4 };

async function entered(browser: Browser): Promise<Opened> {
  const hub = await shopHub((made) => manyTickets(made, TICKETS));
  for (const [path, { body, headers }] of hub.files)
    if (path.includes('/assets/')) hub.files.set(path, { body, headers: { ...headers, 'cache-control': 'public, max-age=31536000, immutable' } });
  const opened = await visited(browser, hub, DESK);
  await opened.page.addInitScript(`(${observe.toString()})()`);
  await enter(opened.page);
  await opened.page.waitForSelector('[role=option]');
  return opened;
}

/** The first paint of the list: with nothing in the browser's cache, and with everything. */
async function loads({ page, goto }: Opened, cdp: CDPSession): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [what, budget, isCold] of [
    ['LCP, cold', 1500, true],
    ['LCP, warm', 900, false],
  ] as const) {
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: isCold });
    const painted: number[] = [];
    for (let load = 0; load < LOADS; load += 1) {
      await goto('inbox/all');
      await page.waitForSelector('[role=option]');
      await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
      painted.push(await read(page, 'lcp'));
    }
    rows.push(atMost(`${what}, the median of ${LOADS}`, budget, percentile(painted, 0.5), 'ms', 0));
  }
  return rows;
}

/** Opening tickets: those that were read before, and those that were not. */
async function switches({ page }: Opened): Promise<Row[]> {
  const places = [1, 2, 3, 4, 5, 6];
  const first: number[] = [];
  for (const place of places) first.push(await openRow(page, place));
  const again: number[] = [];
  for (const place of places) again.push(await openRow(page, place));
  const ahead: number[] = [];
  for (const place of [7, 8, 9]) {
    await page.waitForTimeout(READS_MS);
    ahead.push(await openRow(page, place));
  }
  return [
    atMost('ticket switch, not read before, p75', 200, percentile(first, 0.75), 'ms', 0),
    atMost('ticket switch, read before, p75', 50, percentile(again, 0.75), 'ms', 0),
    info('the next ticket of the list, read ahead, p75', `${percentile(ahead, 0.75).toFixed(0)} ms`),
  ];
}

/** Keys and presses as the browser measures them: from the event to the next paint. It tells in steps of 8 ms and from 16 ms on. */
async function interactions({ page }: Opened): Promise<Row[]> {
  await forget(page);
  await page.locator('[role=listbox]').focus();
  for (let press = 0; press < 20; press += 1) await page.keyboard.press('j');
  await page.focus('textarea');
  await page.keyboard.type('It left this morning and arrives tomorrow.', { delay: 20 });
  const keys = (await read(page, 'events')).filter(({ name }) => name === 'keydown').map(({ duration }) => duration);
  await forget(page);
  for (const name of ['Status', 'Filter', 'Newest'] as const) {
    await page.locator(`button[aria-haspopup]:has-text("${name}"), button[aria-label^="${name}:"]`).first().click();
    await page.waitForSelector('[role=menu]');
    await page.keyboard.press('Escape');
    await page.waitForSelector('[role=menu]', { state: 'detached' });
  }
  const presses = (await read(page, 'events')).map(({ duration }) => duration);
  // A key that is not reported took less than 16 ms.
  const all = [...keys, ...Array.from({ length: Math.max(0, 62 - keys.length) }, () => 16)];
  return [
    atMost('key to paint, p75 (16: at most)', 16, percentile(all, 0.75), 'ms', 0),
    atMost('INP: keys and menus, the longest', 100, Math.max(16, ...keys, ...presses), 'ms', 0),
  ];
}

/** Frames of the feed, 50 in a second, until the counter that they bring is painted. */
async function frames({ page, hub }: Opened): Promise<Row[]> {
  await watchCounter(page, 'Urgent');
  for (let frame = 1; frame <= FRAMES.perSecond * FRAMES.seconds; frame += 1) {
    hub.push({ type: 'queue', id: 'q-urgent', counters: { created: 1000 + frame, working: 0, pending: 0, followup: 0, solved: 0, closed: 0 } });
    await new Promise((resolve) => setTimeout(resolve, 1000 / FRAMES.perSecond));
  }
  await page.waitForSelector(`nav button:has-text("${(1000 + FRAMES.perSecond * FRAMES.seconds).toLocaleString('en')}")`);
  return [atMost(`frame to paint at ${FRAMES.perSecond}/s, p95`, 50, percentile(await read(page, 'painted'), 0.95), 'ms', 0)];
}

/** Rows that are scrolled through: how long the page did nothing else, and how much it drew and asked. */
async function scrolling({ page, calls }: Opened): Promise<Row[]> {
  await forget(page);
  const before = calls('GET /v1/tickets').length;
  let most = 0;
  for (let rows = 100; rows <= SCROLLED; rows += 100) {
    most = Math.max(most, await scrollList(page, rows - 20, ROW));
    await page.waitForSelector(`[role=option][aria-posinset="${rows - 20}"]`);
  }
  const long = await read(page, 'long');
  return [
    atMost(`long tasks over ${SCROLLED.toLocaleString('en')} rows`, 0, long.length, 'tasks', 0),
    info('the longest of them', `${Math.max(0, ...long).toFixed(0)} ms`),
    info('rows in the page at once, pages asked', `${most}, ${calls('GET /v1/tickets').length - before}`),
  ];
}

/** The heap after 50 switches between tickets and after all of them. */
async function heap({ page, goto }: Opened, cdp: CDPSession): Promise<Row[]> {
  await goto('inbox/all');
  await page.waitForSelector('[role=option]');
  const used = async (): Promise<number> => {
    await cdp.send('HeapProfiler.collectGarbage');
    return (await cdp.send('Runtime.getHeapUsage')).usedSize;
  };
  let before = 0;
  for (let place = 1; place <= SWITCHES; place += 1) {
    await openRow(page, 1 + (place % 8));
    if (place === 50) before = await used();
  }
  const after = await used();
  return [atMost(`heap after ${SWITCHES} switches, of that after 50`, 1.1, after / before, '×', 2), info('heap then', `${(after / 1e6).toFixed(1)} MB`)];
}

const browser = await openBrowser();
const opened = await entered(browser);
try {
  const cdp = await opened.page.context().newCDPSession(opened.page);
  await cdp.send('Network.enable');
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const rows = [
    ...(await loads(opened, cdp)),
    ...(await switches(opened)),
    ...(await interactions(opened)),
    ...(await frames(opened)),
    ...(await scrolling(opened)),
  ];
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  rows.push(...(await heap(opened, cdp)));
  process.stdout.write(`The console, CPU ${SLOWER} times slower, ${TICKETS.toLocaleString('en')} tickets\n\n${table(rows)}\n`);
} finally {
  await opened.close();
  await browser.close();
}
