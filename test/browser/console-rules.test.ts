import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { policy } from '../console/fake-policy.ts';
import { withSettings } from '../console/fake-settings.ts';
import type { TestPage } from './chromium.ts';
import { LOOKS, newConsole } from './console-page.ts';

const at = newConsole((hub) => withSettings(hub, policy()));
const sent = (route: string) => at.hub.log.filter((call) => call.route === route).map(({ body }) => body);
const choose = async (page: TestPage, field: string, option: string): Promise<void> => {
  await page.click(field);
  await page.click(`[role=option]:has-text("${option}")`);
};

describe('queues', () => {
  test('the order changes by a button, and only what moved is written', async () => {
    const page = await at.enter({ path: '/settings/queues' });
    await page.click('button[aria-label="Move Reviews up"]');
    await page.waitForSelector('main li:nth-child(2):has-text("Reviews")');
    expect(sent('PATCH /v1/queues/q3')).toEqual([{ priority: 20 }]);
    await page.waitForSelector('main li:has-text("Reviews"):has-text("visible to 1 team or agent")');
  });

  test('a condition is built from words, and a new queue is saved as the API takes it', async () => {
    const page = await at.enter({ path: '/settings/queues/new' });
    await page.fill('[name=name]', 'VIP');
    await page.click('button:has-text("Add a test")');
    await choose(page, '[aria-label="Single test"] button >> nth=0', 'Tags');
    await page.fill('[aria-label="Single test"] [aria-label=Value]', 'vip');
    await page.click('button:has-text("Add a group")');
    await page.click('[aria-label="Group of tests"] button:has-text("Add a test")');
    await choose(page, '[aria-label="Group of tests"] [aria-label="Single test"] button >> nth=2', 'Telegram');
    await page.click('button:has-text("Add queue")');
    await page.waitForSelector('h1:has-text("VIP")');
    expect(sent('POST /v1/queues')).toEqual([
      {
        name: 'VIP',
        condition: { all: [{ field: 'tags', op: 'contains', value: 'vip' }, { any: [{ field: 'origin.channel', op: 'eq', value: 'telegram' }] }] },
        visibleTo: { teamIds: [], agentIds: [] },
      },
    ]);
    expect(page.faults).toEqual([]);
  });

  test('changes are counted, discarded or saved alone; a queue is removed after one question', async () => {
    const page = await at.enter({ path: '/settings/queues/q1' });
    await page.fill('[name=name]', 'Very urgent');
    await page.waitForSelector('text=1 change');
    await page.click('button:has-text("Discard")');
    expect(await page.inputValue('[name=name]')).toBe('Urgent');
    await page.fill('[name=name]', 'Very urgent');
    await page.click('button:has-text("Save")');
    await page.waitForSelector('h1:has-text("Very urgent")');
    expect(sent('PATCH /v1/queues/q1')).toEqual([{ name: 'Very urgent' }]);
    await page.click('button:has-text("Remove") >> nth=-1');
    await page.click('[role=dialog] button:has-text("Remove")');
    await page.waitForSelector('h1:has-text("Queues")');
  });
});

describe('rules', () => {
  test('a broken condition is pointed at, on saving and on trying', async () => {
    const page = await at.enter({ path: '/settings/rules/r1' });
    await page.fill('[aria-label="Single test"] [aria-label=Value]', '9');
    await page.click('button:has-text("Save")');
    await page.waitForSelector('[aria-label="Single test"]:has-text("nobody gives more than 5 stars")');
    await page.fill('[aria-label="Single test"] [aria-label=Value]', '1');
    await page.waitForSelector('text=nobody gives more than 5 stars', { state: 'detached' });
    await page.fill('[aria-label="Single test"] [aria-label=Value]', '9');
    await page.click('button:text-is("Try")');
    await page.waitForSelector('[aria-label="Single test"]:has-text("nobody gives more than 5 stars")');
  });

  test('a trial shows what would change, before and after, and saves nothing', async () => {
    const page = await at.enter({ path: '/settings/rules/r1' });
    await page.click('button:text-is("Try")');
    await page.waitForSelector('text=212 tickets match · 1 would change');
    await page.waitForSelector('li:has-text("#38"):has(del:text-is("normal")):has(ins:text-is("urgent"))');
    expect(sent('POST /v1/rules/dry-run')[0]).toMatchObject({ days: 7, rule: { event: 'message.received', actions: [{ type: 'set', value: 'urgent' }] } });
    expect(sent('PATCH /v1/rules/r1')).toEqual([]);
  });

  test('a new rule with an action and a time', async () => {
    const page = await at.enter({ path: '/settings/rules/new' });
    await page.fill('[name=name]', 'Nobody answered');
    await choose(page, 'button:has-text("A customer writes")', 'Some time has passed');
    await page.fill('[name="timer.minutes"]', '30');
    await page.click('button:has-text("Add an action")');
    await page.click('[role=menuitem]:has-text("Write a note")');
    await page.fill('textarea', 'Answer today.');
    await page.click('button:has-text("Add rule")');
    await page.waitForSelector('h1:has-text("Nobody answered")');
    expect(sent('POST /v1/rules')[0]).toEqual({
      name: 'Nobody answered',
      event: 'timer',
      timer: { field: 'waitingSince', minutes: 30 },
      condition: { all: [] },
      stop: false,
      enabled: true,
      actions: [{ type: 'note', text: 'Answer today.' }],
    });
  });
});

test('rules travel as a file: exported whole, tried with the differences, then imported', async () => {
  const page = await at.enter({ path: '/settings/rules' });
  const coming = page.waitForEvent('download');
  await page.click('button:has-text("Export")');
  const saved = await (await coming).path();
  const { rules } = JSON.parse(readFileSync(saved, 'utf8')) as { rules: Record<string, unknown>[] };
  expect(rules.map(({ id }) => id)).toEqual(['r1', 'r2']);
  await page.click('button:has-text("Import")');
  const choose = (text: string) => page.setInputFiles('input[type=file]', { name: 'rules.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await choose('{"queues":[]}');
  await page.waitForSelector('[role=alert]:has-text("This is no file of exported rules.")');
  await choose(JSON.stringify({ rules: [{ name: 'To nobody', event: 'ticket.created', actions: [{ type: 'assign', teamId: 't-gone' }] }] }));
  await page.waitForSelector('[role=alert] li:has-text("rules.0.actions.0.teamId"):has-text("does not exist")');
  const more = { id: 'r8', name: 'Tag reviews', event: 'ticket.created', actions: [{ type: 'tag', add: ['review'] }] };
  await choose(JSON.stringify({ rules: [{ ...rules[0], weight: 15 }, rules[1], more] }));
  await page.waitForSelector('[role=status]:has-text("1 new rule · 1 rule changes · 1 rule stays as it is")');
  await page.waitForSelector('li:has-text("Bad reviews are urgent"):has-text("Changed"):has(del:text-is("10")):has(ins:text-is("15"))');
  await page.waitForSelector('li:has-text("Thank you"):has-text("Unchanged")');
  expect(await at.violations()).toEqual([]);
  await page.screenshot({ path: 'reports/console-light-import.png' });
  await page.click('main button:text-is("Import")');
  await page.waitForSelector('main li:has-text("Tag reviews")');
  expect(sent('POST /v1/rules/import').map(({ dryRun }) => dryRun)).toEqual([true, true, false]);
  expect(page.faults).toEqual([]);
});

test.each(LOOKS)('everybody can use it: %s', async (name, look) => {
  const file = name.replaceAll(' ', '-');
  const page = await at.enter({ ...look, path: '/settings/rules/r1' });
  await page.waitForSelector('main form');
  await page.waitForSelector('main section li');
  expect(await at.violations()).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await page.screenshot({ path: `reports/console-${file}-rule.png` });
  for (const place of ['queues', 'queues/q1']) {
    await page.goto(`${at.hub.url}/settings/${place}`);
    await page.waitForSelector('main li, main form');
    expect(await at.violations()).toEqual([]);
    await page.screenshot({ path: `reports/console-${file}-${place.replace('/', '-')}.png` });
  }
});
