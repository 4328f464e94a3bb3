import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { killNow } from '../harness/processes.ts';
import { until } from '../harness/until.ts';
import { openBrowser, type TestPage } from './chromium.ts';

/** Opening a shop and its first burst of messages; only ends a broken test. */
const LIMIT_MS = 90_000;
const QUEUES = ['Urgent', 'VIP', 'New', 'WhatsApp', 'Facebook', 'Mail'];

/** Opens the console as a visitor of the demo does: the form is filled in already. */
async function enter(page: TestPage, url: string): Promise<void> {
  page.setDefaultTimeout(LIMIT_MS);
  await page.goto(url);
  await until('the form is filled in', async () => (await page.inputValue('[name=password]')) !== '', LIMIT_MS);
  await page.click('button[type=submit]');
  await page.waitForSelector('nav button:has-text("Urgent")');
}
const total = async (page: TestPage): Promise<number> => Number(/\d+/.exec((await page.textContent('section h1')) ?? '')?.[0] ?? 0);

test('the demo shows a shop with traffic, and the same shop after a kill -9', { timeout: 300_000 }, async () => {
  const home = temporaryHome();
  const progress = join(home, 'demo.json');
  const next = (): number => (JSON.parse(readFileSync(progress, 'utf8')) as { next: number }).next;
  const browser = await openBrowser();
  try {
    // As `npm start` does, it builds the page when it is ready.
    let hub = await startHub({ home, env: { PARLEY_DEMO: '1', PARLEY_CONSOLE: '1' } });
    // Written when the shop is open: the hub says that it is ready a few seconds after its start at the latest.
    await until('the shop is open', () => existsSync(progress), LIMIT_MS);
    await until('the page is built, although nobody has opened it', () => existsSync(join(home, 'console.json')), LIMIT_MS);
    const page = await browser.page();
    await enter(page, hub.baseUrl);
    await until('the first customers are there', async () => (await total(page)) >= 25, LIMIT_MS);
    for (const name of QUEUES) await page.waitForSelector(`nav button:has-text("${name}")`);
    // Providers call the hub independently of each other: 25 tickets may be there before the first of one of them.
    for (const channel of ['whatsapp', 'facebook', 'mail', 'api']) {
      await page.goto(`${hub.baseUrl}/inbox/all?channel=${channel}`);
      await page.waitForSelector('[role=option]');
    }
    expect(page.faults).toEqual([]);

    // The gateway dies: the page continues by itself when it is back.
    await page.goto(hub.baseUrl);
    await until('the list is there', async () => (await total(page)) >= 25, LIMIT_MS);
    await page.evaluate('globalThis.isSamePage = true');
    const before = await total(page);
    const gateway = await until('the gateway runs', () => hub.processes().find(({ command }) => command.includes('gateway')));
    killNow(gateway.pid);
    await until('customers go on to appear', async () => (await total(page)) > before, LIMIT_MS);
    expect(await page.evaluate('globalThis.isSamePage')).toBe(true);
    await page.waitForSelector('[role=status]:has-text("Offline")', { state: 'detached' });
    await page.close();

    await hub.killAll();
    const done = next();
    hub = await startHub({ home, env: { PARLEY_DEMO: '1' } });
    // The next customer writes after the demo has opened the shop again.
    await until('the demo goes on', () => next() > done, LIMIT_MS);
    const again = await browser.page();
    await enter(again, hub.baseUrl);
    for (const name of QUEUES)
      expect([
        name,
        await again
          .locator('nav button')
          .filter({ hasText: new RegExp(`^${name} ?\\d*$`) })
          .count(),
      ]).toEqual([name, 1]);
    await hub.stop();
  } finally {
    await browser.close();
    removeHome(home);
  }
});
