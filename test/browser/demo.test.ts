import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { killNow } from '../harness/processes.ts';
import { until } from '../harness/until.ts';
import { filledIn, openBrowser } from './chromium.ts';

/** Opening a shop and its first burst of messages; only ends a broken test. */
const LIMIT_MS = 90_000;

test('the demo shows a shop with traffic, and the same shop after a kill -9', { timeout: 300_000 }, async () => {
  const home = temporaryHome();
  const progress = join(home, 'demo.json');
  const next = (): number => (JSON.parse(readFileSync(progress, 'utf8')) as { next: number }).next;
  const browser = await openBrowser();
  try {
    let hub = await startHub({ home, env: { PARLEY_DEMO: '1' } });
    // Written when the shop is open: the hub says that it is ready a few seconds after its start at the latest.
    await until('the shop is open', () => existsSync(progress), LIMIT_MS);
    const page = await browser.page();
    page.setDefaultTimeout(LIMIT_MS);
    await page.goto(hub.baseUrl);
    await filledIn(page);
    await page.click('button[type=submit]');
    await until('the first customers are there', async () => (await page.locator('.ticket').count()) >= 25, LIMIT_MS);
    for (const name of ['Urgent', 'VIP', 'New', 'WhatsApp', 'Facebook', 'Mail']) await page.waitForSelector(`.queue-name:text-is("${name}")`);
    // Providers call the hub independently of each other: 25 tickets may be there before the first of one of them.
    for (const channel of ['whatsapp', 'facebook', 'mail', 'api']) await page.waitForSelector(`.ticket .badge.${channel}`);
    expect(page.faults).toEqual([]);

    // The gateway dies: the page says so, and continues by itself when it is back.
    const gateway = await until('the gateway runs', () => hub.processes().find(({ command }) => command.includes('gateway')));
    killNow(gateway.pid);
    await page.waitForSelector('.state.connecting');
    await page.waitForSelector('.state.live');
    await page.waitForSelector('.banner', { state: 'hidden' });
    await page.close();

    await hub.killAll();
    const before = next();
    hub = await startHub({ home, env: { PARLEY_DEMO: '1' } });
    // The next customer writes after the demo has opened the shop again.
    await until('the demo goes on', () => next() > before, LIMIT_MS);
    const again = await browser.page();
    again.setDefaultTimeout(LIMIT_MS);
    await again.goto(hub.baseUrl);
    await filledIn(again);
    await again.click('button[type=submit]');
    await again.waitForSelector('.queue');
    await again.waitForSelector('.queue-name:text-is("Urgent")');
    const names = await again.locator('.queue-name').allTextContents();
    expect(new Set(names).size).toBe(names.length);
    await hub.stop();
  } finally {
    await browser.close();
    removeHome(home);
  }
});
