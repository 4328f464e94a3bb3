import { expect, test } from 'vitest';
import { removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { killNow } from '../harness/processes.ts';
import { until } from '../harness/until.ts';
import { filledIn, openBrowser } from './chromium.ts';

test('the demo shows a shop with traffic, and the same shop after a kill -9', async () => {
  const home = temporaryHome();
  const browser = await openBrowser();
  try {
    let hub = await startHub({ home, env: { PARLEY_DEMO: '1' } });
    const page = await browser.page();
    await page.goto(hub.baseUrl);
    await filledIn(page);
    await page.click('button[type=submit]');
    await until('the first customers are there', async () => (await page.locator('.ticket').count()) >= 25);
    for (const name of ['Urgent', 'VIP', 'New', 'WhatsApp', 'Facebook', 'Mail']) await page.waitForSelector(`.queue-name:text-is("${name}")`);
    for (const channel of ['whatsapp', 'facebook', 'mail', 'api']) expect(await page.locator(`.badge.${channel}`).count()).toBeGreaterThan(0);
    expect(page.faults).toEqual([]);

    // The gateway dies: the page says so, and continues by itself when it is back.
    const gateway = hub.processes().find(({ command }) => command.includes('gateway'));
    killNow(gateway?.pid ?? 0);
    await page.waitForSelector('.state.connecting');
    await page.waitForSelector('.state.live');
    await page.waitForSelector('.banner', { state: 'hidden' });
    await page.close();

    await hub.killAll();
    hub = await startHub({ home, env: { PARLEY_DEMO: '1' } });
    const again = await browser.page();
    await again.goto(hub.baseUrl);
    await filledIn(again);
    await again.click('button[type=submit]');
    await again.waitForSelector('.queue');
    await until('the queues are read', async () => (await again.locator('.queue-name').count()) > 1);
    const names = await again.locator('.queue-name').allTextContents();
    expect(new Set(names).size).toBe(names.length);
    await hub.stop();
  } finally {
    await browser.close();
    removeHome(home);
  }
});
