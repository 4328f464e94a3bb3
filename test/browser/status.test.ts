import { beforeEach, describe, expect, test } from 'vitest';
import type { FakeTicket } from '../console/fake-hub.ts';
import { ticket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { chooseStatus } from './chromium.ts';
import { deskOnFakeHub } from './desk.ts';
import { unnamedControls } from './in-page.js';

const desk = deskOnFakeHub();
const PATCH = 'PATCH /v1/tickets/th1.1';
const patches = () => desk.calls(PATCH).map(({ body }) => body['status']);
const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await desk.page.keyboard.press(key);
};
const focused = () => desk.page.evaluate('document.activeElement.textContent');
let first: FakeTicket;
beforeEach(async () => {
  first = ticket(desk.hub);
  desk.hub.say(first, { text: 'Where is my parcel?' });
  await desk.enter();
  await desk.openFirst();
});

describe('the status menu', () => {
  test('arrow keys only move; Enter commits, and only after the time to undo', async () => {
    await desk.page.focus('.status-button');
    await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
    expect(await focused()).toBe('Closed for good');
    await press('ArrowDown', 'ArrowUp', 'Home', 'End', 'ArrowUp');
    expect(await focused()).toBe('Solved');
    expect(await unnamedControls(desk.page)).toEqual([]);
    await press('Escape');
    expect(await desk.page.isVisible('[role=menu]')).toBe(false);
    expect(await focused()).toBe('New');
    await press('ArrowUp', 'ArrowUp', 'Enter');
    await desk.page.waitForSelector('.status-button.solved.waiting');
    expect(patches()).toEqual([]);
    await until('the hub was told', () => patches().length === 1);
    expect(patches()).toEqual(['solved']);
    await desk.page.waitForSelector('.status-button.solved:not(.waiting)');
    expect(await desk.page.locator('.toast').count()).toBe(0);
  });

  test('closing can be undone, by the button and by a key', async () => {
    await chooseStatus(desk.page, 'Closed for good');
    await desk.page.waitForSelector('.status-button.closed.waiting');
    await desk.page.click('.toast button:has-text("Undo")');
    await desk.page.waitForSelector('.status-button.created:not(.waiting)');
    await chooseStatus(desk.page, 'Closed for good');
    await desk.page.click('.talk');
    await press('z');
    await desk.page.waitForSelector('.status-button.created:not(.waiting)');
    // Something else that is told later shows that the two were not.
    await chooseStatus(desk.page, 'Pending');
    await until('the hub was told', () => patches().length > 0);
    expect(patches()).toEqual(['pending']);
    expect(first.status).toBe('pending');
  });

  test('another choice takes the place of one that waits', async () => {
    await chooseStatus(desk.page, 'Closed for good');
    await chooseStatus(desk.page, 'Working');
    expect(await desk.page.locator('.toast').count()).toBe(1);
    await until('the hub was told', () => patches().length > 0);
    expect(patches()).toEqual(['working']);
  });

  test('keys of the page do nothing while the menu is open, and leaving it closes it', async () => {
    const other = ticket(desk.hub);
    desk.hub.say(other, { text: 'Another' });
    await desk.page.waitForSelector('.ticket:has-text("Another")');
    await desk.page.focus('.status-button');
    await press('ArrowDown', 'j', 'k', 't', 'r', 'z');
    expect(await focused()).toBe('Working');
    expect(desk.calls('POST /v1/tickets/th1.1/take')).toEqual([]);
    await press('Tab');
    expect(await desk.page.isVisible('[role=menu]')).toBe(false);
  });

  test('a change of the ticket leaves an open menu as it is', async () => {
    await desk.page.click('.status-button');
    await press('ArrowDown');
    desk.hub.say(first, { text: 'Are you there?' });
    await desk.page.waitForSelector('.text:has-text("Are you there?")');
    expect(await focused()).toBe('Pending');
    expect(await desk.page.isVisible('[role=menu]')).toBe(true);
  });

  test('a reply goes out behind the status that was chosen before it', async () => {
    await chooseStatus(desk.page, 'Pending');
    await desk.page.fill('#reply', 'One question');
    await desk.page.click('.composer .primary');
    await desk.page.waitForSelector('.message.ours:has-text("One question")');
    const routes = desk.hub.log.map(({ route }) => route);
    expect(routes.indexOf(PATCH)).toBeGreaterThan(0);
    expect(routes.indexOf(PATCH)).toBeLessThan(routes.indexOf('POST /v1/tickets/th1.1/messages'));
  });

  test('a customer who writes in the meantime keeps the ticket from being closed', async () => {
    await chooseStatus(desk.page, 'Closed for good');
    desk.hub.say(first, { text: 'One more thing' });
    await desk.page.waitForSelector('.toast.error:has-text("wrote again")');
    expect(patches()).toEqual([]);
    await desk.page.waitForSelector('.status-button.created:not(.waiting)');
  });

  test('leaving the page, or signing out, sends what waits', async () => {
    await chooseStatus(desk.page, 'Solved');
    await desk.page.goto('about:blank');
    await until('the hub was told', () => patches().length === 1);
    await desk.page.goto(desk.hub.url);
    await desk.page.waitForSelector('.ticket');
    await desk.openFirst();
    await chooseStatus(desk.page, 'Working');
    await desk.page.click('.quiet');
    await desk.page.waitForSelector('.sign-in');
    expect(patches()).toEqual(['solved', 'working']);
  });

  test('a ticket that somebody else has changed is said, not overwritten', async () => {
    desk.hub.instead.set(PATCH, { status: 412, body: { code: 'stale', detail: 'changed' } });
    await chooseStatus(desk.page, 'Solved');
    await desk.page.waitForSelector('.toast.error:has-text("changed meanwhile")');
    await desk.page.waitForSelector('.status-button.created');
  });
});
