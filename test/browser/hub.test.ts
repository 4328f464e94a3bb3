import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connectWhatsApp, createTenant, PASSWORD, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';
import { type Browser, chooseStatus, openBrowser, signIn, type TestPage } from './chromium.ts';

/** The first screen on a whole hub: what an agent sees while customers write. */
const hub = inject('hub');
let browser: Browser;
let tenant: TestTenant;
let origin: WhatsAppOrigin;
let page: TestPage;

beforeAll(async () => {
  [browser, tenant] = await Promise.all([openBrowser(), createTenant(hub)]);
  origin = await connectWhatsApp(tenant);
  const condition = { all: [{ field: 'status', op: 'in', value: ['created', 'working'] }] };
  await tenant.admin.post('/v1/queues', { name: 'Open', priority: 1, condition });
  page = await browser.page();
  await page.goto(hub.baseUrl);
  await page.waitForSelector('.sign-in');
  await signIn(page, { tenant: tenant.slug, email: tenant.email, password: PASSWORD });
  await page.waitForSelector('.state.live');
});
afterAll(() => browser.close());

const write = async (from: string, name: string, text: string): Promise<void> => {
  const answer = await origin.send([[{ id: `wamid.${randomUUID()}`, from, name, text }]]);
  expect(answer.status).toBe(200);
};

test('a customer writes: the ticket and the counter arrive without a reload', async () => {
  await page.waitForSelector('.queue:has-text("Open")');
  await write('393330000001', 'Giulia Ferri', 'Where is my lantern?');
  await page.waitForSelector('.ticket.unread:has-text("Giulia Ferri")');
  await until('the queue counts it', async () => (await page.textContent('.queue:has-text("Open") .queue-detail'))?.includes('1 new'));
});

test('the agent opens it, answers, and sees it delivered and read', async () => {
  await page.click('.ticket:has-text("Giulia Ferri")');
  await page.waitForSelector('.message:has-text("Where is my lantern?")');
  await page.fill('#reply', 'It left this morning.');
  await page.click('.composer .primary');
  await page.waitForSelector('.message.ours:has-text("It left this morning.")');
  await page.waitForSelector('.status-button.working');
  await page.waitForSelector('.owner:has-text("You")');
  await page.waitForSelector('.delivery:is(.sent, .delivered, .read)');
  await until('the counter moved', async () => (await page.textContent('.queue:has-text("Open") .queue-detail'))?.includes('1 working'));
});

test('the customer answers while the ticket is open; another one is taken and solved', async () => {
  await write('393330000001', 'Giulia Ferri', 'Grazie mille!');
  await page.waitForSelector('.message:has-text("Grazie mille!")');
  await write('393330000002', 'Marco Bianchi', 'I would like to change my order.');
  await page.click('.ticket:has-text("Marco Bianchi")');
  await page.click('.take');
  await page.waitForSelector('.status-button.working');
  await chooseStatus(page, 'Solved');
  await page.waitForSelector('.ticket:has-text("Marco Bianchi") .pill.solved');
  await page.click('label[for=kind-note]');
  await page.fill('#reply', 'Called him back.');
  await page.click('.composer .primary');
  await page.waitForSelector('.bubble.note:has-text("Called him back.")');
});

test('search finds what was said', async () => {
  await until('search has it', async () => {
    await page.fill('#search', '');
    await page.fill('#search', 'lantern');
    await page.waitForSelector('.pane-title:has-text("lantern")');
    // The list of before stands until the answer is there.
    await page.waitForSelector('.ticket:has-text("Marco Bianchi")', { state: 'detached' });
    return page.isVisible('.ticket:has-text("Giulia Ferri")');
  });
  await page.fill('#search', '');
});

test('a reload keeps the session, and nothing on the way was a fault', async () => {
  await page.reload();
  await page.waitForSelector('.ticket:has-text("Giulia Ferri")');
  mkdirSync('reports/screenshots', { recursive: true });
  await page.screenshot({ path: 'reports/screenshots/console.png' });
  expect(page.faults).toEqual([]);
});
