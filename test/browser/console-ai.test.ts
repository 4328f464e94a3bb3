import { expect, test } from 'vitest';
import { workspace } from '../console/fake-ai.ts';
import { withSettings } from '../console/fake-settings.ts';
import { LOOKS, newConsole } from './console-page.ts';

const at = newConsole((hub) => withSettings(hub, workspace()));
const sent = (route: string) => at.hub.log.filter((call) => call.route === route).map(({ body }) => body);

test('what leaves is told before it is saved, and automatic replies have their hours', async () => {
  const page = await at.enter({ path: '/settings/ai' });
  await page.waitForSelector('[role=status]:has-text("Nothing leaves Parley.")');
  await page.click('label:has-text("Summaries and translations")');
  await page.waitForSelector('[role=status]:has-text("Only when an agent asks")');
  await page.click('label:has-text("Automatic replies")');
  await page.waitForSelector('[role=status]:has-text("the newest 30 messages of its conversation")');
  await page.fill('[name="ai.replies.threshold"]', '150');
  await page.click('button[type=submit]:has-text("Save")');
  await page.waitForSelector('form :text("must be a number from 0 to 1")');
  await page.fill('[name="ai.replies.threshold"]', '95');
  await page.click('label:has-text("Only at certain hours")');
  await page.fill('[name="ai.replies.hours.from"]', '19:30');
  await page.fill('[name="ai.replies.hours.timeZone"]', 'Europe/Rome');
  await page.click('button[aria-haspopup=listbox]:has-text("Every day")');
  await page.click('[role=option]:has-text("Saturday")');
  await page.keyboard.press('Escape');
  await page.click('button[type=submit]:has-text("Save")');
  await page.waitForSelector('button[type=submit][data-disabled]');
  const replies = { threshold: 0.95, hours: { timeZone: 'Europe/Rome', from: '19:30', to: '08:00', days: [6] } };
  expect(sent('PATCH /v1/tenant').at(-1)).toEqual({ ai: { suggestions: false, sentiment: false, onRequest: true, replies } });
  expect(page.faults).toEqual([]);
});

test.each(LOOKS)('everybody can use it: %s', async (name, look) => {
  const page = await at.enter({ ...look, path: '/settings/ai' });
  await page.waitForSelector('main form');
  await page.click('main form section >> nth=2 >> label >> nth=0');
  await page.waitForSelector('[name="ai.replies.threshold"]');
  await page.click('main form section >> nth=2 >> label:has(input[role=switch]) >> nth=1');
  await page.waitForSelector('[type=time]');
  expect(await at.violations()).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await page.screenshot({ path: `reports/console-${name.replaceAll(' ', '-')}-ai.png` });
});
