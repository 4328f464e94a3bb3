import axe, { type AxeResults } from 'axe-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pageHeaders } from '../../console/policy.ts';
import { builtConsole } from '../console/app/built.ts';
import { FakeHub, type FakeTicket } from '../console/fake-hub.ts';
import { fill } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { type Browser, openBrowser, type TestPage } from './chromium.ts';

const TYPES: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', woff2: 'font/woff2' };

let browser: Browser;
let hub: FakeHub;
let page: TestPage;
beforeAll(async () => {
  browser = await openBrowser();
  await builtConsole();
}, 180_000);
afterAll(() => browser.close());
beforeEach(async () => {
  hub = await new FakeHub().start();
  const wsUrl = `${hub.url.replace('http', 'ws')}/ws`;
  for (const { name, body } of await builtConsole()) {
    const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    if (name === 'index.html') hub.files.set('/next/', { body: body.toString().replace('{{wsUrl}}', wsUrl), headers: pageHeaders(wsUrl) });
    else hub.files.set(`/next/${name}`, { body, headers: { 'content-type': type } });
  }
  fill(hub);
  for (const ticket of hub.tickets.values()) whole(ticket);
});
afterEach(async () => {
  await page.close();
  await hub.stop();
});

/** What the API's tickets and messages have and the first screen does not read. */
function whole(ticket: FakeTicket): void {
  Object.assign(ticket, {
    conversationId: ticket.threadId,
    customFields: {},
    closesAt: null,
    followupAt: null,
    ...('customFields' in ticket ? { customFields: ticket.customFields } : {}),
  });
  const messages = hub.messages.get(ticket.id) ?? [];
  for (const message of messages)
    Object.assign(message, {
      conversationId: ticket.threadId,
      ticketId: ticket.id,
      author: message.author ?? { type: 'customer', id: ticket.author.id, name: ticket.author.name, handle: null },
      editedAt: message['editedAt'] ?? null,
      reactions: message['reactions'] ?? {},
      delivery: message['delivery'] ?? null,
      starRating: message['starRating'] ?? null,
      subject: message['subject'] ?? null,
    });
}

async function enter(options: Parameters<Browser['page']>[0] & { path?: string; language?: string } = {}): Promise<void> {
  page = await browser.page(options);
  await page.addInitScript(`localStorage.setItem('parley.look', '${JSON.stringify({ language: options.language ?? 'en' })}');`);
  await page.goto(`${hub.url}/next${options.path ?? '/'}`);
  await page.fill('[name=tenant]', 'bottega-luna');
  await page.fill('[name=email]', 'luna@bottega-luna.example');
  await page.fill('[name=password]', 'right');
  await page.click('button[type=submit]');
  await page.waitForSelector('[role=option]');
}

const first = '[role=option] >> nth=0';
const openFirst = async (): Promise<void> => {
  await page.click(first);
  await page.waitForSelector('article');
};
/** Violations of WCAG 2.2 A and AA. */
const violations = async (): Promise<string[]> => {
  // By evaluate: the page's policy refuses a script element of the test.
  await page.evaluate(axe.source);
  const { violations: found } = (await page.evaluate(`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`)) as AxeResults;
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
};

describe('the new console', () => {
  test('signs in, lists, opens at an address, and breaks no rule of its policy', async () => {
    await enter();
    expect(await page.locator('[role=option]').count()).toBeGreaterThan(5);
    await openFirst();
    expect(new URL(page.url()).pathname).toMatch(/^\/next\/inbox\/all\/.+/);
    expect(page.faults).toEqual([]);
  });

  test('a wrong password says so in one sentence, and keeps what was typed', async () => {
    page = await browser.page();
    await page.goto(`${hub.url}/next/`);
    for (const [name, value] of Object.entries({ tenant: 'bottega-luna', email: 'luna@bottega-luna.example', password: 'wrong' }))
      await page.fill(`[name=${name}]`, value);
    await page.click('button[type=submit]');
    expect(await page.textContent('[role=alert]')).toBe('That is not right. Check workspace, email and password.');
    expect(await page.inputValue('[name=email]')).toBe('luna@bottega-luna.example');
  });

  test('a message arrives without a reload, and a reply can be taken back before it leaves', async () => {
    await enter();
    await openFirst();
    const ticket = hub.tickets.get(decodeURIComponent(page.url().split('/').at(-1) ?? '')) as FakeTicket;
    hub.say(ticket, { text: 'Is anybody there?' });
    whole(ticket);
    await page.waitForSelector('article:has-text("Is anybody there?")');
    await page.fill('textarea', 'We are.');
    await page.click('button:has-text("Send & wait")');
    await page.click('button:has-text("Undo")');
    await until('the text is back', async () => (await page.inputValue('textarea')) === 'We are.');
    expect(hub.log.filter(({ route }) => route.endsWith('/messages') && route.startsWith('POST'))).toEqual([]);
  });

  test('a note’s draft stays a note of its ticket, over a reload', async () => {
    await enter();
    await openFirst();
    await page.click('[role=radio]:has-text("Note"), button:has-text("Note")');
    await page.fill('textarea', 'only for us');
    await page.locator('[role=option] >> nth=1').click();
    await until('the other ticket has no draft', async () => (await page.inputValue('textarea')) === '');
    await page.click(first);
    await until('the note is there', async () => (await page.inputValue('textarea')) === 'only for us');
    expect(await page.getAttribute('textarea', 'aria-label')).toBe('Note');
  });

  test('keys move, open and tell what they do', async () => {
    await enter();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForSelector('article');
    expect(await page.locator('[role=option][aria-selected=true]').getAttribute('aria-posinset')).toBe('2');
    await page.keyboard.press('?');
    await page.waitForSelector('[role=dialog]:has-text("Next ticket")');
  });

  test('what customers write is text', async () => {
    const ticket = [...hub.tickets.values()][0] as FakeTicket;
    hub.say(ticket, { text: '<img src=x onerror="alert(1)"><script>alert(2)</script>' });
    for (const one of hub.tickets.values()) whole(one);
    await enter({ path: `/inbox/all/${ticket.id}` });
    await page.waitForSelector('article:has-text("onerror")');
    expect(await page.locator('article img, article script').count()).toBe(0);
    expect(page.faults).toEqual([]);
  });

  test.each([
    ['light', { scheme: 'light' as const, width: 1440, height: 900 }],
    ['dark', { scheme: 'dark' as const, width: 1440, height: 900 }],
    ['right to left', { width: 1440, height: 900, language: 'ar' }],
    ['on a phone', { scheme: 'dark' as const, width: 390, height: 844 }],
  ])('everybody can use it: %s', async (name, options) => {
    await enter(options);
    expect(await violations()).toEqual([]);
    await page.screenshot({ path: `reports/console-${name.replaceAll(' ', '-')}-list.png` });
    await openFirst();
    expect(await violations()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.screenshot({ path: `reports/console-${name.replaceAll(' ', '-')}.png` });
  });
});
