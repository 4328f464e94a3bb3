import { beforeEach, describe, expect, test } from 'vitest';
import type { FakeTicket } from '../console/fake-hub.ts';
import { ticket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { chooseStatus } from './chromium.ts';
import { consoleOnFakeHub } from './console-on-fake-hub.ts';
import { unnamedControls } from './in-page.js';

const app = consoleOnFakeHub();
const PATCH = 'PATCH /v1/tickets/th1.1';
const patches = () => app.calls(PATCH).map(({ body }) => body['status']);
const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await app.page.keyboard.press(key);
};
const focused = () => app.page.evaluate('document.activeElement.textContent');
let first: FakeTicket;
beforeEach(async () => {
  first = ticket(app.hub);
  app.hub.say(first, { text: 'Where is my parcel?' });
  await app.enter();
  await app.openFirst();
});

describe('the status menu', () => {
  test('arrow keys only move; Enter commits, and only after the time to undo', async () => {
    await app.page.focus('.status-button');
    await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
    expect(await focused()).toBe('Closed for good');
    await press('ArrowDown', 'ArrowUp', 'Home', 'End', 'ArrowUp');
    expect(await focused()).toBe('Solved');
    expect(await unnamedControls(app.page)).toEqual([]);
    await press('Escape');
    expect(await app.page.isVisible('[role=menu]')).toBe(false);
    expect(await focused()).toBe('New');
    await press('ArrowUp', 'ArrowUp', 'Enter');
    await app.page.waitForSelector('.status-button.solved.waiting');
    expect(patches()).toEqual([]);
    await until('the hub was told', () => patches().length === 1);
    expect(patches()).toEqual(['solved']);
    await app.page.waitForSelector('.status-button.solved:not(.waiting)');
    expect(await app.page.locator('.toast').count()).toBe(0);
  });

  test('closing can be undone, by the button and by a key', async () => {
    await chooseStatus(app.page, 'Closed for good');
    await app.page.waitForSelector('.status-button.closed.waiting');
    await app.page.click('.toast button:has-text("Undo")');
    await app.page.waitForSelector('.status-button.created:not(.waiting)');
    await chooseStatus(app.page, 'Closed for good');
    await app.page.click('.talk');
    await press('z');
    await app.page.waitForSelector('.status-button.created:not(.waiting)');
    // Something else that is told later shows that the two were not.
    await chooseStatus(app.page, 'Pending');
    await until('the hub was told', () => patches().length > 0);
    expect(patches()).toEqual(['pending']);
    expect(first.status).toBe('pending');
  });

  test('another choice takes the place of one that waits', async () => {
    await chooseStatus(app.page, 'Closed for good');
    await chooseStatus(app.page, 'Working');
    expect(await app.page.locator('.toast').count()).toBe(1);
    await until('the hub was told', () => patches().length > 0);
    expect(patches()).toEqual(['working']);
  });

  test('keys of the page do nothing while the menu is open, and leaving it closes it', async () => {
    const other = ticket(app.hub);
    app.hub.say(other, { text: 'Another' });
    await app.page.waitForSelector('.ticket:has-text("Another")');
    await app.page.focus('.status-button');
    await press('ArrowDown', 'j', 'k', 't', 'r', 'z');
    expect(await focused()).toBe('Working');
    expect(app.calls('POST /v1/tickets/th1.1/take')).toEqual([]);
    await press('Tab');
    expect(await app.page.isVisible('[role=menu]')).toBe(false);
  });

  test('a change of the ticket leaves an open menu as it is', async () => {
    await app.page.click('.status-button');
    await press('ArrowDown');
    app.hub.say(first, { text: 'Are you there?' });
    await app.page.waitForSelector('.text:has-text("Are you there?")');
    expect(await focused()).toBe('Pending');
    expect(await app.page.isVisible('[role=menu]')).toBe(true);
  });

  test('a reply goes out behind the status that was chosen before it', async () => {
    await chooseStatus(app.page, 'Pending');
    await app.page.fill('#reply', 'One question');
    await app.page.click('.composer .primary');
    await app.page.waitForSelector('.message.ours:has-text("One question")');
    const routes = app.hub.log.map(({ route }) => route);
    expect(routes.indexOf(PATCH)).toBeGreaterThan(0);
    expect(routes.indexOf(PATCH)).toBeLessThan(routes.indexOf('POST /v1/tickets/th1.1/messages'));
  });

  test('a customer who writes in the meantime keeps the ticket from being closed', async () => {
    await chooseStatus(app.page, 'Closed for good');
    app.hub.say(first, { text: 'One more thing' });
    await app.page.waitForSelector('.toast.error:has-text("wrote again")');
    expect(patches()).toEqual([]);
    await app.page.waitForSelector('.status-button.created:not(.waiting)');
  });

  test('leaving the page, or signing out, sends what waits', async () => {
    await chooseStatus(app.page, 'Solved');
    await app.page.goto('about:blank');
    await until('the hub was told', () => patches().length === 1);
    await app.page.goto(app.hub.url);
    await app.page.waitForSelector('.ticket');
    await app.openFirst();
    await chooseStatus(app.page, 'Working');
    await app.page.click('.quiet');
    await app.page.waitForSelector('.sign-in');
    expect(patches()).toEqual(['solved', 'working']);
  });

  test('a ticket that somebody else has changed is said, not overwritten', async () => {
    app.hub.instead.set(PATCH, { status: 412, body: { code: 'stale', detail: 'changed' } });
    await chooseStatus(app.page, 'Solved');
    await app.page.waitForSelector('.toast.error:has-text("changed meanwhile")');
    await app.page.waitForSelector('.status-button.created');
  });
});
