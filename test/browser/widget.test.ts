import { mkdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { ticketMessages } from '../harness/read-all.ts';
import { until } from '../harness/until.ts';
import { violations } from './axe.ts';
import { type Browser, openBrowser, type TestPage } from './chromium.ts';
import { conversation, cuttable, openChat, WidgetShop, write } from './widget-shop.ts';

/** The customers' widget on the demo's shop page, under its strict policy, at a whole hub. */
let browser: Browser;
let shop: WidgetShop;
const pages: TestPage[] = [];
const visit = async (...options: Parameters<WidgetShop['visit']>): Promise<TestPage> => {
  const page = await shop.visit(...options);
  pages.push(page);
  return page;
};
beforeAll(async () => {
  mkdirSync('reports', { recursive: true });
  browser = await openBrowser();
  shop = await new WidgetShop(inject('hub'), browser).open();
});
afterEach(async () => {
  for (const page of pages.splice(0)) {
    expect(page.faults).toEqual([]);
    await page.close();
  }
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

test('a visitor writes, the ticket appears, and the agent’s reply arrives without a reload', async () => {
  const page = await visit();
  expect(await page.evaluate('document.cookie')).toBe('');
  await openChat(page);
  await write(page, 'Does the moon lamp come with a bulb?');
  const ticket = await shop.ticket('Does the moon lamp come with a bulb?');
  await page.waitForSelector('.meta:has-text("Sent")');
  const { number } = await shop.reply(ticket, 'Yes, with a warm one.');
  await page.waitForSelector('.theirs:has-text("Yes, with a warm one.")');
  expect(await page.textContent('.theirs .name')).toContain('agent');
  await until('the agent sees that it was read', async () => (await shop.deliveryOf(ticket, number)) === 'read');
  await page.reload();
  await page.waitForSelector('.panel');
  await until('the conversation is there again', async () => (await conversation(page)).length === 2);
  await page.click('nav >> text=Delivery');
  await page.waitForSelector('.theirs:has-text("Yes, with a warm one.")');
  await write(page, 'Wonderful');
  await until('it is in the same ticket', async () => (await shop.texts(ticket)).includes('Wonderful'));
  expect(await page.evaluate(`Object.keys(window).filter((name) => /parley|preact/i.test(name))`)).toEqual(['Parley']);
});

test('a closed chat counts what is unread, also on the next page', async () => {
  const page = await visit();
  await openChat(page);
  await write(page, 'I will wait on the other page');
  const ticket = await shop.ticket('I will wait on the other page');
  await page.keyboard.press('Escape');
  const focused = () => page.evaluate('document.activeElement.shadowRoot?.activeElement?.className');
  await until('the button has the focus', async () => (await focused()) === 'launcher');
  await shop.reply(ticket, 'Here we are');
  await page.waitForSelector('.badge:has-text("1")');
  await page.goto(`${shop.url}/delivery`);
  await page.waitForSelector('.badge:has-text("1")');
  expect(await page.getAttribute('.launcher', 'aria-label')).toBe('Open the chat, 1 unread message');
  await openChat(page);
  await page.waitForSelector('.badge', { state: 'detached' });
});

test('a cut socket is replaced by polling and restored, and nothing is lost or doubled', async () => {
  const page = await browser.page();
  pages.push(page);
  const line = await cuttable(page);
  await page.goto(shop.url);
  await page.evaluate('localStorage.clear()');
  await page.reload();
  await page.waitForSelector('.launcher');
  await openChat(page);
  await write(page, 'one');
  const ticket = await shop.ticket('one');
  await until('the socket is open', () => line.open() === 1);
  await shop.reply(ticket, 'two');
  await page.waitForSelector('.text:has-text("two")');
  await line.cut();
  await shop.reply(ticket, 'three');
  await page.waitForSelector('.text:has-text("three")');
  // The answers of the hub get lost: the message is sent again, with its own id.
  let isLost = true;
  await page.route('**/v1/livechat/messages', async (route) => {
    if (!isLost) return route.continue();
    if (route.request().method() === 'POST') await route.fetch();
    await route.abort();
  });
  await write(page, 'four');
  await page.waitForSelector('.banner.warn');
  isLost = false;
  line.mend();
  await until('the socket is open again', () => line.open() === 1);
  await page.waitForSelector('.state:has-text("Waiting")', { state: 'detached' });
  await shop.reply(ticket, 'five');
  await page.waitForSelector('.text:has-text("five")');
  expect(await conversation(page)).toEqual(['one', 'two', 'three', 'four', 'five']);
  expect((await shop.texts(ticket)).filter((text) => text === 'four')).toHaveLength(1);
});

test('without a connection what is written is kept over a reload, and sent later in its order', async () => {
  const page = await visit();
  await openChat(page);
  await write(page, 'before the tunnel');
  const ticket = await shop.ticket('before the tunnel');
  await page.route('**/v1/livechat/**', (route) => route.abort());
  await write(page, 'in the tunnel');
  await write(page, 'still in the tunnel');
  await page.fill('.composer textarea', 'a draft');
  await page.waitForSelector('.state:has-text("Waiting")');
  await page.reload();
  await page.waitForSelector('.state:has-text("Waiting")');
  expect(await page.inputValue('.composer textarea')).toBe('a draft');
  await page.unroute('**/v1/livechat/**');
  await page.evaluate(`window.dispatchEvent(new Event('online'))`);
  await until('both are in the ticket', async () => (await shop.texts(ticket)).includes('still in the tunnel'));
  expect(await shop.texts(ticket)).toEqual(['before the tunnel', 'in the tunnel', 'still in the tunnel']);
  await until('both are shown once', async () => (await page.locator('.state:has-text("Waiting")').count()) === 0);
  expect(await conversation(page)).toEqual(['before the tunnel', 'in the tunnel', 'still in the tunnel']);
});

test('two tabs show one conversation', async () => {
  const first = await visit();
  await openChat(first);
  await write(first, 'from the first tab');
  const ticket = await shop.ticket('from the first tab');
  const second = await shop.tab('/delivery');
  pages.push(second);
  await second.waitForSelector('.mine:has-text("from the first tab")');
  await write(second, 'from the second tab');
  await first.waitForSelector('.mine:has-text("from the second tab")');
  // Tabs show what still waits to be sent, too.
  await until('the hub has numbered it', async () => (await shop.texts(ticket)).includes('from the second tab'));
  await shop.reply(ticket, 'to both');
  await Promise.all([first, second].map((page) => page.waitForSelector('.theirs:has-text("to both")')));
  await first.close();
  pages.splice(pages.indexOf(first), 1);
  await shop.reply(ticket, 'to the one that is left');
  await second.waitForSelector('.theirs:has-text("to the one that is left")');
  expect(await conversation(second)).toEqual(['from the first tab', 'from the second tab', 'to both', 'to the one that is left']);
});

test('what anybody writes is text, and the page stays fast', async () => {
  const page = await visit();
  await openChat(page);
  const hostile = [
    '<img src=x onerror="alert(1)"><script>alert(2)</script>',
    'javascript:alert(3) and https://shop.example/?q="><script>alert(4)</script>',
    '\u202Egnp.exe\u202C',
    `a${'\u0301'.repeat(10_000)}`,
    '\u200B\u200B\u200B',
    'x'.repeat(19_000),
  ];
  await write(page, 'hello');
  const ticket = await shop.ticket('hello');
  const began = Date.now();
  for (const text of hostile) await shop.reply(ticket, text);
  await until('all are there', async () => (await page.locator('.theirs .bubble').count()) === hostile.length + 1);
  expect(Date.now() - began).toBeLessThan(30_000);
  expect(await page.locator('.panel script, .panel img').count()).toBe(0);
  expect(await page.locator('.bubble a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual(['https://shop.example/?q=']);
  const spill = await page.evaluate(`(() => {
    const log = document.documentElement.lastElementChild.shadowRoot.querySelector('.log');
    return [log.scrollWidth <= log.clientWidth, Math.max(...[...log.querySelectorAll('.bubble')].map((one) => one.getBoundingClientRect().height))];
  })()`);
  expect(spill).toEqual([true, expect.any(Number)]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});

test('files: what the hub does not take is told before anything is sent; the rest arrives', async () => {
  const page = await visit();
  await openChat(page);
  const uploads: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && uploads.push(new URL(request.url()).pathname));
  await page.setInputFiles('input[type=file]', { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(11 * 1024 * 1024) });
  await page.waitForSelector('[role=alert]:has-text("too large")');
  await page.setInputFiles('input[type=file]', { name: 'run.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') });
  await page.waitForSelector('[role=alert]:has-text("cannot be sent")');
  expect(uploads).toEqual([]);
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  await page.setInputFiles('input[type=file]', { name: 'lamp.png', mimeType: 'image/png', buffer: png });
  await page.waitForSelector('.tray progress', { state: 'detached' });
  await write(page, 'This one');
  const ticket = await shop.ticket('This one');
  await page.waitForSelector('.picture img');
  await until('the picture is shown', () =>
    page.locator('.picture img').evaluate((picture) => (picture as unknown as { naturalWidth: number }).naturalWidth === 1),
  );
  expect((await shop.agent.get<{ items: { attachments: { name: string }[] }[] }>(`/v1/tickets/${ticket.id}/messages`)).items[0]?.attachments).toMatchObject([
    { name: 'lamp.png' },
  ]);
});

test('both sides see that the other one is writing', async () => {
  const page = await visit();
  await openChat(page);
  await write(page, 'Are you there?');
  const ticket = await shop.ticket('Are you there?');
  const agent = await shop.agentSocket();
  const conversationId = ticket.id.split('.')[0];
  // Once the agent sees the visitor's typing, the visitor's socket is open. A frame every half a second: more would be above the limit.
  let next = 0;
  await until('the agent sees it', async () => {
    if (Date.now() > next) await page.locator('.composer textarea').pressSequentially('x');
    if (Date.now() > next) next = Date.now() + 500;
    return agent.frames.some(({ type, conversationId: of }) => type === 'typing' && of === conversationId);
  });
  agent.send({ type: 'typing', conversationId });
  await page.waitForSelector('.typing-row');
  await shop.reply(ticket, 'I am');
  await page.waitForSelector('.typing-row', { state: 'detached' });
  agent.close();
});

test('a customer who signs in keeps the conversation, and finds it on another device', async () => {
  const page = await visit();
  await openChat(page);
  await write(page, 'written before the sign-in');
  const ticket = await shop.ticket('written before the sign-in');
  await page.click('#sign-in');
  await until('the hub knows the customer', async () =>
    ((await page.evaluate('Object.keys(localStorage).map((key) => localStorage[key]).join()')) as string).includes('customer-2077'),
  );
  await write(page, 'and after it');
  await until('it is the same ticket', async () => (await shop.texts(ticket)).includes('and after it'));
  expect((await ticketMessages(shop.tenant.admin, ticket.id)).at(-1)).toMatchObject({ author: { name: 'Nadia Russo', handle: 'nadia.russo@post.example' } });
  // Signed out: nothing is left in this browser. Signed in again, as on another device: all of it is back.
  await page.click('#sign-in');
  await until('it is gone', async () => (await conversation(page)).length === 0);
  expect(await page.evaluate(`Object.keys(localStorage).map((key) => localStorage[key]).join()`)).not.toContain('token');
  await page.click('#sign-in');
  await until('it is back', async () => (await conversation(page)).length === 2);
});

test('the questions before the chat are asked, checked, and answered on the ticket', async () => {
  await shop.set({
    widget: { title: 'Ask Luna', askName: 'optional', askEmail: 'required', questions: [{ name: 'order', label: 'Order number', required: false }] },
  });
  try {
    const page = await visit();
    await openChat(page);
    await page.waitForSelector('h2:has-text("Ask Luna")');
    await page.click('.pre-chat .primary');
    expect(await page.textContent('#parley-email-error')).toBe('Please fill this in.');
    expect(await violations(page)).toEqual([]);
    await page.fill('#parley-email', 'mia');
    await page.click('.pre-chat .primary');
    expect(await page.textContent('#parley-email-error')).toBe('This is not a mail address.');
    await page.fill('#parley-name', 'Mia');
    await page.fill('#parley-email', 'mia@post.example');
    await page.fill('#parley-q0', '1042');
    await page.screenshot({ path: 'reports/widget-pre-chat.png' });
    await page.click('.pre-chat .primary');
    await write(page, 'Where is it?');
    const { id } = await shop.ticket('Where is it?');
    await until('the answers are on the ticket', async () => {
      const ticket = await shop.agent.get<{ customFields: Record<string, unknown>; author: { name: string; handle: string } }>(`/v1/tickets/${id}`);
      return ticket.customFields['order'] === '1042' && ticket.author.name === 'Mia' && ticket.author.handle === 'mia@post.example';
    });
  } finally {
    await shop.set({ widget: null });
  }
});

test('the origin’s look, its hours, and an address for answers by mail', async () => {
  const mailbox = await shop.connectMailbox();
  const day = (new Date().getUTCDay() + 3) % 7;
  const hours = { timeZone: 'UTC', week: [{ days: [day], from: '09:00', to: '10:00' }] };
  await shop.set({
    widget: { accent: '#b00020', radius: 0, side: 'start', greeting: 'Ciao!', hours },
    continuity: { mailOriginId: mailbox, afterMinutes: 10_000 },
  });
  try {
    const page = await visit();
    expect(await page.evaluate(`getComputedStyle(document.documentElement.lastElementChild.shadowRoot.querySelector('.launcher')).backgroundColor`)).toBe(
      'rgb(176, 0, 32)',
    );
    expect((await page.locator('.launcher').boundingBox())?.x).toBe(20);
    await openChat(page);
    await page.waitForSelector('.away:has-text("We are back")');
    await page.waitForSelector('.bubble:has-text("Ciao!")');
    await write(page, 'Anybody there?');
    const ticket = await shop.ticket('Anybody there?');
    await page.fill('#parley-mail', 'tom@');
    await page.click('.mail-ask button');
    await page.waitForSelector('#parley-mail-error');
    expect(await violations(page)).toEqual([]);
    await page.fill('#parley-mail', 'tom@post.example');
    await page.screenshot({ path: 'reports/widget-away.png' });
    await page.click('.mail-ask button');
    await page.waitForSelector('.mail-ask.done:has-text("tom@post.example")');
    await write(page, 'I have left my address');
    await until('agents see the address', async () => JSON.stringify((await ticketMessages(shop.tenant.admin, ticket.id)).at(-1)).includes('tom@post.example'));
  } finally {
    await shop.set({ widget: null, continuity: null });
  }
});

test.each([
  ['light', { scheme: 'light' as const }],
  ['dark', { scheme: 'dark' as const }],
  ['phone', { scheme: 'light' as const, width: 390, height: 844 }],
  ['narrow', { scheme: 'dark' as const, width: 320, height: 640 }],
  ['right-to-left', { scheme: 'light' as const, path: '/?lang=ar' }],
])('everybody can use it: %s', async (name, options) => {
  const page = await visit({ width: 1200, height: 800, ...options });
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: `reports/widget-${name}-closed.png` });
  await openChat(page);
  await write(page, `Hello, here is ${name}. Do you deliver to Modena, and how long does it take?`);
  const ticket = await shop.ticket(`Hello, here is ${name}. Do you deliver to Modena, and how long does it take?`);
  await shop.reply(ticket, 'Good morning! Yes, within two days: https://shop.example/delivery');
  await shop.reply(ticket, 'مرحبا، 42 € شكرًا');
  await page.waitForSelector('.theirs:has-text("42")');
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await page.screenshot({ path: `reports/widget-${name}.png` });
});
