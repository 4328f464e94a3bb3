import { describe, expect, test } from 'vitest';
import { origins, withSettings } from '../console/fake-settings.ts';
import { LOOKS, newConsole } from './console-page.ts';

const at = newConsole((hub) => withSettings(hub, origins()));
const sent = (route: string) => at.hub.log.filter((call) => call.route === route).map(({ body }) => body);

describe('channels', () => {
  test('the list says the worst thing about each', async () => {
    const page = await at.enter({ path: '/settings/origins' });
    await page.waitForSelector('li:has-text("Bottega Luna’s Page"):has-text("Access lost")');
    await page.waitForSelector('li:has-text("ciao@"):has-text("Disabled")');
    await page.waitForSelector('li:has-text("WhatsApp +39"):has-text("1 call not read")');
  });

  test('connecting: fields of the channel, a refusal at its field, then the address and the first event, live', async () => {
    const page = await at.enter({ path: '/settings/origins' });
    await page.click('button:has-text("Connect a channel")');
    await page.click('button:has-text("Telegram")');
    await page.fill('[name=name]', '@bottega_luna_bot');
    await page.fill('[name="credentials.botToken"]', 'expired');
    const secret = await page.inputValue('[name="credentials.secretToken"]');
    expect(secret).toMatch(/^[\da-f]{40}$/);
    await page.click('button[type=submit]');
    await page.waitForSelector('text=is not a token that Telegram knows');
    expect(await page.inputValue('[name="credentials.secretToken"]')).toBe(secret);
    await page.fill('[name="credentials.botToken"]', '123:abc');
    await page.click('button[type=submit]');
    await page.waitForSelector('text=Waiting for the first call of the provider…');
    await page.waitForSelector(`code:has-text("${at.hub.url}/webhooks/telegram/o9")`);
    await page.waitForSelector('text=Last event');
    expect(sent('POST /v1/origins').at(-1)).toEqual({
      channel: 'telegram',
      name: '@bottega_luna_bot',
      credentials: { botToken: '123:abc', secretToken: secret },
    });
    expect(page.faults).toEqual([]);
  });

  test('a test tells what the provider said, at once or by a job', async () => {
    const page = await at.enter({ path: '/settings/origins/o2' });
    await page.click('button:has-text("Test")');
    await page.waitForSelector('text=The provider refuses the credentials');
    await page.waitForSelector('p:has-text("The access token has expired. (190)")');
    await page.goto(`${at.hub.url}/settings/origins/o1`);
    await page.click('button:has-text("Test")');
    await page.waitForSelector('text=The provider accepts the credentials.');
  });

  test('secrets are replaced one by one, and disabling is one change', async () => {
    const page = await at.enter({ path: '/settings/origins/o1' });
    await page.click('button:has-text("Replace")');
    await page.fill('[name="credentials.accessToken"]', 'new');
    await page.waitForSelector('text=1 change');
    await page.click('button[type=submit]:has-text("Replace")');
    await page.waitForSelector('text=The credentials are replaced.');
    expect(sent('PATCH /v1/origins/o1')).toEqual([{ credentials: { accessToken: 'new' } }]);
    await page.click('label:has-text("Enabled")');
    await page.click('button[type=submit]:has-text("Save")');
    await page.waitForSelector('section:has-text("Connection") :text("Disabled")');
    expect(sent('PATCH /v1/origins/o1').at(-1)).toEqual({ state: 'disabled' });
    await page.click('button:has-text("Read again")');
    await page.waitForSelector('text=Calls that could not be read', { state: 'detached' });
  });

  test('disconnecting asks once, and says what happens', async () => {
    const page = await at.enter({ path: '/settings/origins/o3' });
    await page.click('button:has-text("Disconnect")');
    await page.click('[role=dialog] button:has-text("Cancel")');
    await page.click('button:has-text("Disconnect")');
    await page.click('[role=dialog] button:has-text("Disconnect")');
    await page.waitForSelector('h1:has-text("Channels")');
    await page.waitForSelector('text=ciao@', { state: 'detached' });
  });
});

test.each(LOOKS)('everybody can use it: %s', async (name, look) => {
  const file = name.replaceAll(' ', '-');
  const page = await at.enter({ ...look, path: '/settings/origins' });
  await page.waitForSelector('main li');
  expect(await at.violations()).toEqual([]);
  await page.screenshot({ path: `reports/console-${file}-origins.png` });
  await page.click('main li a >> nth=1');
  await page.waitForSelector('main code');
  expect(await at.violations()).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await page.screenshot({ path: `reports/console-${file}-origin.png` });
  await page.goto(`${at.hub.url}/settings/origins/new`);
  await page.waitForSelector('main button');
  await page.screenshot({ path: `reports/console-${file}-channels.png` });
  await page.click('main button >> nth=0');
  await page.waitForSelector('form');
  expect(await at.violations()).toEqual([]);
  await page.screenshot({ path: `reports/console-${file}-connect.png` });
});
