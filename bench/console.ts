import type { CDPSession } from 'playwright-core';
import { type Browser, openBrowser } from '../test/browser/chromium.ts';
import { forget, observe, openRow, read, scrollList, watchCounter } from '../test/browser/first-class-measure.js';
import { DESK, enter, type Opened, shopHub, visited } from '../test/browser/first-class-page.ts';
import { manyTickets } from '../test/console/many-tickets.ts';
import { heapObjects } from './heap-objects.ts';
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
  const moves = (await read(page, 'events')).filter(({ name }) => name === 'keydown').map(({ duration }) => duration);
  await page.focus('textarea');
  const keys = await keysOf(page);
  await forget(page);
  for (const name of ['Status', 'Filter', 'Newest'] as const) {
    await page.locator(`button[aria-haspopup]:has-text("${name}"), button[aria-label^="${name}:"]`).first().click();
    await page.waitForSelector('[role=menu]');
    await page.keyboard.press('Escape');
    await page.waitForSelector('[role=menu]', { state: 'detached' });
  }
  const presses = (await read(page, 'events')).map(({ duration }) => duration);
  return [
    atMost('key to paint, p75 (16: at most)', 16, percentile(keys, 0.75), 'ms', 0),
    atMost('INP: keys and menus, the longest', 100, Math.max(16, ...moves, ...keys, ...presses), 'ms', 0),
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
async function scrolling({ page, calls, goto }: Opened, speed: string): Promise<Row[]> {
  await goto('inbox/all');
  await page.waitForSelector('[role=option]');
  await forget(page);
  const before = calls('GET /v1/tickets').length;
  let most = 0;
  for (let rows = 100; rows <= SCROLLED; rows += 100) {
    most = Math.max(most, await scrollList(page, rows - 20, ROW));
    await page.waitForSelector(`[role=option][aria-posinset="${rows - 20}"]`);
  }
  const long = await read(page, 'long');
  return [
    atMost(`long tasks over ${SCROLLED.toLocaleString('en')} rows, ${speed}`, 0, long.length, 'tasks', 0),
    info('the longest of them', `${Math.max(0, ...long).toFixed(0)} ms`),
    info('rows in the page at once, pages asked', `${most}, ${calls('GET /v1/tickets').length - before}`),
  ];
}

const TEXT = 'It left this morning and arrives tomorrow.';
const keysOf = async (page: Opened['page']): Promise<number[]> => {
  await forget(page);
  await page.keyboard.type(TEXT, { delay: 20 });
  const told = (await read(page, 'events')).filter(({ name }) => name === 'keydown').map(({ duration }) => duration);
  // A key that is not reported took less than 16 ms.
  return [...told, ...Array.from({ length: Math.max(0, TEXT.length - told.length) }, () => 16)];
};

/** What the browser itself needs, on a page that has a field and nothing else. */
async function floor(browser: Browser): Promise<Row[]> {
  const page = await browser.page(DESK);
  await page.addInitScript(`(${observe.toString()})()`);
  await page.goto('about:blank');
  await page.evaluate('document.body.append(document.createElement("textarea"))');
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.focus('textarea');
  const keys = await keysOf(page);
  await page.close();
  return [info('key to paint on an empty page, p75', `${percentile(keys, 0.75).toFixed(0)} ms`)];
}

/** The work of the page's own scripts, which is the same whatever else the machine does. */
async function work({ page, goto }: Opened, cdp: CDPSession): Promise<Row[]> {
  await cdp.send('Performance.enable');
  const scripts = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0);
  };
  const measured = async (what: string, times: number, run: (time: number) => Promise<unknown>): Promise<Row> => {
    const before = await scripts();
    for (let time = 0; time < times; time += 1) await run(time);
    return info(`script of ${what}, CPU as it is`, `${(((await scripts()) - before) / times).toFixed(1)} ms`);
  };
  await goto('inbox/all');
  await page.waitForSelector('[role=option]');
  const rows = [
    await measured('a ticket that was not read before', 8, (time) => openRow(page, 1 + time)),
    await measured('a ticket that was read before', 40, (time) => openRow(page, 1 + (time % 8))),
  ];
  await page.focus('textarea');
  rows.push(await measured('a key', TEXT.length, (time) => page.keyboard.type(TEXT.charAt(time), { delay: 20 })));
  rows.push(await measured('100 rows', 10, (time) => scrollList(page, 100 * (time + 1) - 20, ROW)));
  return rows;
}

/** The heap after 50 switches between tickets and after all of them. */
async function heap({ page, goto }: Opened, cdp: CDPSession): Promise<Row[]> {
  await goto('inbox/all');
  await page.waitForSelector('[role=option]');
  let before = 0;
  for (let place = 1; place <= SWITCHES; place += 1) {
    await openRow(page, 1 + (place % 8));
    if (place === 50) before = await heapObjects(cdp);
  }
  const after = await heapObjects(cdp);
  return [
    atMost(`heap after ${SWITCHES} switches, of that after 50`, 1.1, after / before, '×', 2),
    info('heap then, without machine code', `${(after / 1e6).toFixed(1)} MB`),
  ];
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
    ...(await floor(browser)),
    ...(await frames(opened)),
    ...(await scrolling(opened, `CPU ${SLOWER} times slower`)),
  ];
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  rows.push(...(await work(opened, cdp)), ...(await scrolling(opened, 'CPU as it is')), ...(await heap(opened, cdp)));
  process.stdout.write(`The console, CPU ${SLOWER} times slower, ${TICKETS.toLocaleString('en')} tickets\n\n${table(rows)}\n`);
} finally {
  await opened.close();
  await browser.close();
}
