import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connectWhatsApp, createTenant, PASSWORD, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';
import { pageOfHub } from './built-page.ts';
import { type Browser, openBrowser, type TestPage } from './chromium.ts';
import { signIn } from './sign-in.ts';

/** The console as `npm start` serves it, on a whole hub: what an agent sees while customers write. */
const hub = inject('hub');
let browser: Browser;
let tenant: TestTenant;
let origin: WhatsAppOrigin;
let page: TestPage;

beforeAll(async () => {
  [browser, tenant] = await Promise.all([openBrowser(), createTenant(hub)]);
  origin = await connectWhatsApp(tenant);
  // With one channel and no ticket yet, the console shows the first run instead of the list.
  await connectWhatsApp(tenant);
  const condition = { all: [{ field: 'status', op: 'in', value: ['created', 'working'] }] };
  await tenant.admin.post('/v1/queues', { name: 'Open', priority: 1, condition });
  page = await browser.page({ width: 1440, height: 900 });
  await pageOfHub(hub.baseUrl);
  await page.goto(`${hub.baseUrl}/`);
  await signIn(page, { tenant: tenant.slug, email: tenant.email, password: PASSWORD });
  await page.waitForSelector('nav button:has-text("Open")');
});
afterAll(() => browser.close());

const write = async (text: string, from = '393330000001', name = 'Giulia Ferri'): Promise<void> => {
  const answer = await origin.send([[{ id: `wamid.${randomUUID()}`, from, name, text }]]);
  expect(answer.status).toBe(200);
};

test('a customer writes, the ticket comes without a reload, is taken, answered with a file, and found', async () => {
  await write('Where is my lantern?');
  await page.waitForSelector('[role=option]:has-text("Giulia Ferri"):has-text("Unread")');
  await page.waitForSelector('nav button:has-text("Open"):has-text("1")');
  await page.click('[role=option]:has-text("Giulia Ferri")');
  await page.waitForSelector('article:has-text("Where is my lantern?")');
  await page.click('main header button:has-text("Take")');
  await page.waitForSelector('button[aria-label="Status: Working"]');
  await page.waitForSelector('#composer-hint:has-text("Reply window closes in")');
  await page.fill('textarea', 'It left this morning.');
  await page.setInputFiles('input[type=file]', { name: 'bill.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 a bill') });
  await page.waitForSelector('[data-state=ready]:has-text("bill.pdf")');
  await page.click('button:has-text("Send & wait")');
  await page.waitForSelector('article a:has-text("bill.pdf")');
  await page.waitForSelector('button[aria-label="Status: Waiting"]');
  await page.waitForSelector('article:has-text("It left this morning."):is(:has-text("Sent"), :has-text("Delivered"), :has-text("Read"))');
  await write('Grazie mille!');
  await page.waitForSelector('article:has-text("Grazie mille!")');
  await page.keyboard.press('Control+k');
  await until('the search knows it', async () => {
    await page.fill('[role=combobox]', '');
    await page.fill('[role=combobox]', 'lantern');
    return (await page.locator('[role=option]:has-text("#1 · Giulia Ferri")').count()) > 0;
  });
  expect(page.faults).toEqual([]);
});

test('another ticket is solved with a note, and a reload keeps the session and the place', async () => {
  await page.goto(hub.baseUrl);
  await page.waitForSelector('[role=option]:has-text("Giulia Ferri")');
  await write('I would like to change my order.', '393330000002', 'Marco Bianchi');
  await page.click('[role=option]:has-text("Marco Bianchi")');
  await page.click('main header button:has-text("Take")');
  await page.waitForSelector('button[aria-label="Status: Working"]');
  await page.click('main header button:has-text("Solve")');
  await page.click('[role=radio]:has-text("Note")');
  await page.fill('textarea', 'Called him back.');
  await page.click('button:has-text("Add note")');
  await page.waitForSelector('article:has-text("Called him back."):not(:has-text("Sending…"))');
  await page.waitForSelector('button[aria-label="Status: Solved"]');
  await page.reload();
  await page.waitForSelector('article:has-text("Called him back.")');
  await page.waitForSelector('[role=option]:has-text("Giulia Ferri")');
  expect(page.faults).toEqual([]);
});
