import { expect, test } from 'vitest';
import { withSettings } from '../console/fake-settings.ts';
import { systems } from '../console/fake-systems.ts';
import { LOOKS, newConsole } from './console-page.ts';

const at = newConsole((hub) => withSettings(hub, systems()));
const sent = (route: string) => at.hub.log.filter((call) => call.route === route).map(({ body }) => body);

test('a webhook: a refused address at its field, and a secret that is shown once', async () => {
  const page = await at.enter({ path: '/settings/webhooks' });
  await page.click('button:has-text("New webhook")');
  await page.fill('[role=dialog] [name=url]', 'http://shop.example/hook');
  await page.click('[role=dialog] button[type=submit]');
  await page.waitForSelector('[role=dialog] :text("must be https on a public host")');
  await page.fill('[role=dialog] [name=url]', 'https://shop.example/hook');
  await page.click('[role=dialog] button[type=submit]');
  await page.waitForSelector('code:has-text("whsec_first")');
  await page.click('button:has-text("I have stored it")');
  await page.waitForSelector('main li:has-text("https://shop.example/hook")');
  expect(sent('POST /v1/webhooks').at(-1)).toEqual({ url: 'https://shop.example/hook', events: ['message.received'] });
});

test('deliveries say what failed, and are sent again: one, or all of a day in parts', async () => {
  const page = await at.enter({ path: '/settings/webhooks/w1' });
  await page.waitForSelector('[role=alert]:has-text("Calls fail since"):has-text("Internal Server Error")');
  await page.click('li:has-text("4 attempts") button:has-text("Send again")');
  await page.waitForSelector('li:has-text("5 attempts"):has-text("Waits")');
  await page.click('button:has-text("Send the last day again")');
  await page.waitForSelector('text=212 events are sent again');
  expect(sent('POST /v1/webhooks/w1/replay')).toEqual([{ since: expect.any(String) as string }, { after: 'n' }]);
  await page.click('button:has-text("New secret")');
  await page.click('[role=dialog] button:has-text("New secret")');
  await page.waitForSelector('code:has-text("whsec_second")');
});

test('the audit says who changed what, before and after, page by page', async () => {
  const page = await at.enter({ path: '/settings/audit' });
  await page.waitForSelector('li:has-text("Kenji Mori"):has(del:text-is("Urgent")):has(ins:text-is("Very urgent"))');
  await page.click('button:has-text("Older changes")');
  await page.waitForSelector('li:has-text("priority")');
});

test.each(LOOKS)('everybody can use it: %s', async (name, look) => {
  const file = name.replaceAll(' ', '-');
  const page = await at.enter({ ...look, path: '/settings/webhooks' });
  for (const place of ['webhooks', 'webhooks/w1', 'audit']) {
    await page.goto(`${at.hub.url}/settings/${place}`);
    await page.waitForSelector('main li');
    expect(await at.violations()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.screenshot({ path: `reports/console-${file}-${place.replace('/', '-')}.png` });
  }
});
