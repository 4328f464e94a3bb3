import { expect, test } from 'vitest';
import { applications, TOKEN } from '../console/fake-applications.ts';
import { withSettings } from '../console/fake-settings.ts';
import { LOOKS, newConsole } from './new-console-page.ts';

const at = newConsole((hub) => withSettings(hub, applications()));
const sent = (route: string) => at.hub.log.filter((call) => call.route === route).map(({ body }) => body);
const MESSAGES = `/v1/applications/${TOKEN}/chats/1/messages`;

test('a new application has a token to take along', async () => {
  const page = await at.enter({ path: '/settings/applications' });
  await page.click('button:has-text("New application")');
  await page.fill('[role=dialog] [name=name]', ' Riders ');
  await page.click('[role=dialog] button[type=submit]');
  await page.waitForSelector(`code:has-text("${'b'.repeat(43)}")`);
  await page.waitForSelector('text=No chat yet.');
  expect(sent('POST /v1/applications')).toEqual([{ name: 'Riders' }]);
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

test('a chat: hidden and shown again, deleted after one question, searched; HTML is text', async () => {
  const page = await at.enter({ path: `/settings/applications/${TOKEN}` });
  await page.click('li a:has-text("Order 4711")');
  await page.waitForSelector('li:has-text("#60 · Kenji Mori"):has-text("door.jpg")');
  const threat = 'li:has-text("#59 · rider-7")';
  await page.waitForSelector(`${threat}:has-text("<b>I will find you</b>")`);
  await page.click(`${threat} button:has-text("Hide")`);
  await page.click(`${threat} button:has-text("Show again")`);
  await page.waitForSelector(`${threat} button:has-text("Hide")`);
  expect(sent(`PATCH ${MESSAGES}/59`)).toEqual([{ hidden: true }, { hidden: false }]);
  await page.click(`${threat} button:has-text("Delete")`);
  await page.click('[role=dialog] button:has-text("Delete")');
  await page.waitForSelector(`${threat} i:has-text("Deleted")`);
  await page.fill('[type=search]', 'line');
  await page.waitForSelector(threat, { state: 'detached' });
  await page.waitForSelector('li:has-text("Line 7")');
  expect(page.faults).toEqual([]);
});

test('a reported message is hidden from the report, which is settled then', async () => {
  const page = await at.enter({ path: '/settings/applications' });
  await page.waitForSelector('li:has-text("I will find you"):has-text("A threat")');
  await page.click('li:has-text("A threat") button:has-text("Hide")');
  await page.waitForSelector('text=Reported messages', { state: 'detached' });
  expect(sent('PATCH /v1/reports/r1')).toEqual([{ action: 'hide' }]);
  await page.goto(`${at.hub.url}/settings/applications/${TOKEN}.1`);
  await page.waitForSelector('li:has-text("#59"):has-text("Hidden")');
});

test.each(LOOKS)('everybody can use it: %s', async (name, look) => {
  const page = await at.enter({ ...look, path: '/settings/applications' });
  for (const [file, place] of [
    ['applications', 'applications'],
    ['application', `applications/${TOKEN}`],
    ['chat', `applications/${TOKEN}.1`],
  ]) {
    await page.goto(`${at.hub.url}/settings/${place}`);
    await page.waitForSelector('main li');
    expect(await at.violations()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.screenshot({ path: `reports/console-${name.replaceAll(' ', '-')}-${file}.png` });
  }
});
