import { expect, test } from 'vitest';
import { lists } from '../console/fake-lists.ts';
import { withSettings } from '../console/fake-settings.ts';
import { LOOKS, newConsole } from './console-page.ts';

const at = newConsole((hub) => withSettings(hub, lists(hub)));
const sent = (route: string) => at.hub.log.filter((call) => call.route === route).map(({ body }) => body);
const csv = (text: string) => ({ name: 'guests.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

test('a new list, and its first entry with a refusal at the value', async () => {
  const page = await at.enter({ path: '/settings/lists' });
  await page.waitForSelector('li:has-text("Hotel guests"):has-text("120 entries")');
  await page.click('button:has-text("New list")');
  await page.fill('[role=dialog] [name=name]', 'Suppliers');
  await page.click('[role=dialog] button[type=submit]');
  await page.waitForSelector('h1:has-text("Suppliers")');
  await page.click('button:has-text("New entry")');
  await page.fill('[role=dialog] [name=value]', '\u200b');
  await page.click('[role=dialog] button[type=submit]');
  await page.waitForSelector('[role=dialog] :text("must have visible characters")');
  await page.fill('[role=dialog] [name=value]', 'oil@supplier.example');
  await page.fill('[role=dialog] [name=tags]', 'supplier, oil');
  await page.fill('[role=dialog] [name=fields]', 'since: 2019');
  await page.click('[role=dialog] button[type=submit]');
  await page.waitForSelector('li:has-text("oil@supplier.example"):has-text("supplier · oil · since: 2019")');
  const set = { tags: ['supplier', 'oil'], customFields: { since: 2019 } };
  expect(sent('PATCH /v1/enrichment-lists/l3').at(-1)).toEqual({ entries: [{ value: 'oil@supplier.example', set }] });
  expect(page.faults).toEqual([]);
});

test('an entry is found, changed in the list as it is now, and removed after one question', async () => {
  const page = await at.enter({ path: '/settings/lists/l1' });
  await page.waitForSelector('text=20 more entries are not shown.');
  await page.fill('[type=search]', 'GUEST117');
  await page.click('button[aria-label="Change guest117@acme.example"]');
  expect(await page.inputValue('[role=dialog] [name=fields]')).toBe('room: 117');
  await page.fill('[role=dialog] [name=topic]', 'Check-in');
  await page.click('[role=dialog] button[type=submit]');
  await page.waitForSelector('li:has-text("guest117"):has-text("Check-in")');
  const [{ entries } = {}] = sent('PATCH /v1/enrichment-lists/l1') as { entries?: { set: object }[] }[];
  expect([entries?.length, entries?.[117]?.set]).toEqual([120, { priority: 'high', tags: ['vip'], topic: 'Check-in', customFields: { room: 117 } }]);
  await page.click('li button:has-text("Remove")');
  await page.click('[role=dialog] button:has-text("Remove")');
  await page.waitForSelector('text=119 entries');
});

test('a file: refused before it is sent, then read with progress; bad rows are told, with a list of them', async () => {
  const page = await at.enter({ path: '/settings/lists/l2' });
  await page.waitForSelector('text=The list is too long to be changed entry by entry.');
  await page.setInputFiles('input[type=file]', { name: 'guests.xlsx', mimeType: 'application/zip', buffer: Buffer.from('PK') });
  await page.waitForSelector('[role=alert]:has-text("Only .csv and .json files can be uploaded.")');
  await page.setInputFiles('input[type=file]', csv(''));
  await page.waitForSelector('[role=alert]:has-text("The file is empty.")');
  expect(sent('POST /v1/enrichment-lists/l2/uploads')).toEqual([]);
  await page.setInputFiles('input[type=file]', csv('value,priority\na,high\nb,low\nc,huge\n'));
  await page.waitForSelector('progress[aria-label="The file is being read…"]');
  await page.waitForSelector('[role=alert]:has-text("1 of 3 rows is bad, so the list stays as it was.")');
  await page.waitForSelector(`a[href="${at.hub.url}/bad-rows.csv"]`);
  await page.click('label:has-text("Keep the good rows")');
  await page.setInputFiles('input[type=file]', csv('value,priority\na,high\nb,low\nc,huge\n'));
  await page.waitForSelector('text=Rows in the list: 2. Bad rows: 1.');
  expect(sent('POST /v1/enrichment-lists/l2/uploads').at(-1)).toEqual({ type: 'text/csv', size: 35 });
  expect(sent('POST /v1/enrichment-lists/l2/uploads/u1/start')).toEqual([{ onBadRows: 'refuse' }, { onBadRows: 'keep' }]);
  expect(page.faults).toEqual([]);
});

test.each(LOOKS)('everybody can use it: %s', async (name, look) => {
  const file = name.replaceAll(' ', '-');
  const page = await at.enter({ ...look, path: '/settings/lists' });
  for (const place of ['lists', 'lists/l1']) {
    await page.goto(`${at.hub.url}/settings/${place}`);
    await page.waitForSelector('main li');
    expect(await at.violations()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.screenshot({ path: `reports/console-${file}-${place.replace('/', '-')}.png` });
  }
  await page.click('main li button >> nth=0');
  await page.waitForSelector('[role=dialog] [name=value]');
  expect(await at.violations()).toEqual([]);
  await page.screenshot({ path: `reports/console-${file}-entry.png` });
});
