import { mkdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import type { Ticket } from '../harness/shapes.ts';
import { until } from '../harness/until.ts';
import { violations } from './axe.ts';
import { type Browser, openBrowser, type TestPage } from './chromium.ts';
import { openChat, WidgetShop, write } from './widget-shop.ts';

/** The end of a chat in the customers' widget, at a whole hub. */
let browser: Browser;
let shop: WidgetShop;
const pages: TestPage[] = [];
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

type Rated = Ticket & { readonly rating: { readonly stars: number; readonly comment: string | null } | null };
const ratingOf = async ({ id }: Ticket): Promise<Rated['rating']> => (await shop.agent.get<Rated>(`/v1/tickets/${id}`)).rating;
const solve = (ticket: Ticket): Promise<unknown> => shop.agent.patch(`/v1/tickets/${ticket.id}`, { status: 'solved' });
/** A visitor whose question was answered, and the ticket. */
const answered = async (text: string, options: Parameters<WidgetShop['visit']>[0] = {}): Promise<[TestPage, Ticket]> => {
  const page = await shop.visit(options);
  pages.push(page);
  await openChat(page);
  await write(page, text);
  const ticket = await shop.ticket(text);
  await shop.reply(ticket, 'It is on its way.');
  await page.waitForSelector('.theirs:has-text("on its way")');
  return [page, ticket];
};

test('a solved chat tells the visitor without a reload, who rates it, changes the rating and writes again', async () => {
  const [page, ticket] = await answered('Where is my lamp?');
  await solve(ticket);
  await page.waitForSelector('.ended:has-text("This chat has ended.")');
  expect(await page.locator('.composer').count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: 'reports/widget-ended.png' });
  await page.click('.ended label:nth-of-type(4)');
  await page.fill('.ended input[type="text"]', 'Quick and friendly');
  await page.click('.ended .primary');
  await page.waitForSelector('.ended:has-text("Thank you for your rating.")');
  await page.screenshot({ path: 'reports/widget-rated.png' });
  expect(await ratingOf(ticket)).toMatchObject({ stars: 4, comment: 'Quick and friendly' });
  // By the keyboard: the stars are one group of radio buttons.
  await page.focus('.ended input:checked');
  await page.keyboard.press('ArrowRight');
  await page.click('.ended .primary');
  await until('the rating has changed', async () => (await ratingOf(ticket))?.stars === 5);
  await page.reload();
  await page.waitForSelector('.ended:has-text("Thank you")');
  expect(await page.locator('.ended label.on').count()).toBe(5);
  await page.click('.ended .secondary');
  await write(page, 'One more question');
  await until('it is in the ticket', async () => (await shop.texts(ticket)).includes('One more question'));
  expect(await page.locator('.ended').count()).toBe(0);
  expect((await shop.agent.get<Ticket>(`/v1/tickets/${ticket.id}`)).status).not.toBe('solved');
});

test('a rating that does not arrive says so, and can be sent again', async () => {
  const [page, ticket] = await answered('Do you ship to Malta?');
  await solve(ticket);
  await page.waitForSelector('.ended');
  await page.route('**/v1/livechat/rating', (route) => route.abort());
  await page.click('.ended label:nth-of-type(2)');
  await page.click('.ended .primary');
  await page.waitForSelector('.ended:has-text("Not sent")');
  expect(await ratingOf(ticket)).toBeNull();
  await page.unroute('**/v1/livechat/rating');
  await page.click('.ended .primary');
  await page.waitForSelector('.ended:has-text("Thank you")');
  expect(await ratingOf(ticket)).toMatchObject({ stars: 2, comment: null });
});

test('a draft is not hidden by the end, and an agent who reopens the ticket brings the field back', async () => {
  const [page, ticket] = await answered('Is the shop open on Sunday?');
  await page.fill('.composer textarea', 'and on Mon');
  const read = page.waitForResponse((response) => response.url().includes('/v1/livechat/updates'));
  await solve(ticket);
  await page.reload();
  await read;
  await page.waitForSelector('.theirs:has-text("on its way")');
  expect(await page.inputValue('.composer textarea')).toBe('and on Mon');
  await page.fill('.composer textarea', '');
  await page.reload();
  await page.waitForSelector('.ended');
  await shop.agent.patch(`/v1/tickets/${ticket.id}`, { status: 'working' });
  await page.waitForSelector('.composer textarea');
  expect(await page.locator('.ended').count()).toBe(0);
});

test('a reply is read on the agent’s side once the visitor has the panel open, and not before', async () => {
  const [page, ticket] = await answered('Can I pay by invoice?');
  await page.keyboard.press('Escape');
  const { number } = await shop.reply(ticket, 'Yes, by invoice too.');
  await page.waitForSelector('.badge:has-text("1")');
  await until('it is delivered', async () => (await shop.deliveryOf(ticket, number)) === 'delivered');
  await openChat(page);
  await until('it is read', async () => (await shop.deliveryOf(ticket, number)) === 'read');
});

test('a page that may not chat any more says so, and keeps what was written', async () => {
  const [page] = await answered('Are you there?');
  await page.route('**/v1/livechat/messages', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 403, headers: { 'access-control-allow-origin': '*' }, json: { code: 'forbidden' } })
      : route.continue(),
  );
  await write(page, 'Hello?');
  await page.waitForSelector('.banner.bad:has-text("not available")');
  expect(await page.locator('.composer').count()).toBe(0);
  await page.waitForSelector('.mine:has-text("Hello?") .bad:has-text("Not sent")');
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: 'reports/widget-blocked.png' });
  await page.unroute('**/v1/livechat/messages');
  await page.click('.mine .link:has-text("Try again")');
  await page.waitForSelector('.composer');
  await page.waitForSelector('.banner.bad', { state: 'detached' });
  page.faults.splice(0, page.faults.length, ...page.faults.filter((fault) => !fault.includes('403')));
});

test('it reads well in Arabic, in the dark, on a phone', async () => {
  const [page, ticket] = await answered('أين طلبي؟', { path: '/?lang=ar', scheme: 'dark', width: 390, height: 844 });
  await solve(ticket);
  await page.waitForSelector('.ended');
  await page.click('.ended label:nth-of-type(3)');
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: 'reports/widget-ended-phone-ar.png' });
});
