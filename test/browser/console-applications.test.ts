import { expect, test } from 'vitest';
import { applications, TOKEN } from '../console/fake-applications.ts';
import { withSettings } from '../console/fake-settings.ts';
import { LOOKS, newConsole } from './console-page.ts';

const at = newConsole((hub) => withSettings(hub, applications()));
const sent = (route: string) => at.hub.log.filter((call) => call.route === route).map(({ body }) => body);

test('a new application has a token to take along', async () => {
  const page = await at.enter({ path: '/settings/applications' });
  await page.click('button:has-text("New application")');
  await page.fill('[role=dialog] [name=name]', ' Riders ');
  await page.click('[role=dialog] button[type=submit]');
  await page.waitForSelector(`code:has-text("${'b'.repeat(43)}")`);
  await page.waitForSelector('section:has-text("Chats"):has-text("0 chats")');
  expect(sent('POST /v1/applications')).toEqual([{ name: 'Riders' }]);
});

test('its page leads to its chats', async () => {
  const page = await at.enter({ path: `/settings/applications/${TOKEN}` });
  await page.click('a:has-text("Look into them")');
  await page.waitForSelector('a:has-text("Order 4711")');
});

test('its chats become a channel by one button, without an address for a provider', async () => {
  const page = await at.enter({ path: `/settings/applications/${TOKEN}` });
  await page.click('button:has-text("Connect as a channel")');
  await page.waitForSelector('h1:has-text("Courier app")');
  await page.waitForSelector('header:has-text("Chats of an app")');
  expect(sent('POST /v1/origins')).toEqual([{ channel: 'application', name: 'Courier app', credentials: { application: TOKEN } }]);
  expect(await page.locator('code:has-text("/webhooks/application")').count()).toBe(0);
  await page.goto(`${at.hub.url}/settings/applications/${TOKEN}`);
  await page.waitForSelector('section:has-text("Support in this app") a:has-text("Courier app")');
});

test('the wizard offers the applications by name', async () => {
  const page = await at.enter({ path: '/settings/origins/new' });
  await page.click('button:has-text("Chats of an app")');
  await page.fill('[name=name]', 'Couriers');
  await page.click('form button[aria-haspopup=listbox]');
  await page.click('[role=option]:has-text("Courier app")');
  await page.click('button[type=submit]');
  await page.waitForSelector('h1:has-text("Couriers")');
  expect(sent('POST /v1/origins')).toEqual([{ channel: 'application', name: 'Couriers', credentials: { application: TOKEN } }]);
});

test.each(LOOKS)('everybody can use it: %s', async (name, look) => {
  const page = await at.enter({ ...look, path: '/settings/applications' });
  for (const [file, place] of [
    ['applications', 'applications'],
    ['application', `applications/${TOKEN}`],
  ]) {
    await page.goto(`${at.hub.url}/settings/${place}`);
    await page.waitForSelector('main li, main section');
    expect(await at.violations()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.screenshot({ path: `reports/console-${name.replaceAll(' ', '-')}-${file}.png` });
  }
});
