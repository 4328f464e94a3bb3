import { beforeEach, describe, expect, test } from 'vitest';
import type { FakeTicket } from '../console/fake-hub.ts';
import { ticket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { newConsole } from './console-hub.ts';

let first: FakeTicket;
const at = newConsole((hub) => {
  first = ticket(hub);
  hub.say(first, { text: 'Where is my parcel?' });
});
const PATCH = 'PATCH /v1/tickets/th1.1';
const patches = () => at.calls(PATCH).map(({ body }) => body['status']);
const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await at.page.keyboard.press(key);
};
const focused = () => at.page.evaluate<string | null>('document.activeElement.textContent');
const button = (status: string) => `main button[aria-label="Status: ${status}"]`;
const choose = async (label: string): Promise<void> => {
  await at.page.click('main button[aria-label^="Status:"]');
  await at.page.click(`[role=menuitemradio]:has-text("${label}")`);
};
beforeEach(async () => {
  await at.enter({ path: '/inbox/all/th1.1' });
  await at.page.waitForSelector('article:has-text("Where is my parcel?")');
});

describe('the status menu', () => {
  test('arrow keys only move; Enter commits, and only after the time to undo', async () => {
    await at.page.focus('main button[aria-label^="Status:"]');
    await press('Enter');
    await at.page.waitForSelector('[role=menu]');
    await press('End', 'ArrowUp');
    expect(await focused()).toBe('Closed for good');
    await press('ArrowDown', 'ArrowUp', 'Home', 'ArrowDown', 'ArrowDown');
    expect(await focused()).toBe('Solved');
    await press('Escape');
    await at.page.waitForSelector('[role=menu]', { state: 'detached' });
    expect(await at.page.isVisible(button('New'))).toBe(true);
    expect(patches()).toEqual([]);
    await press('Enter');
    await at.page.waitForSelector('[role=menu]');
    await press('Home', 'ArrowDown', 'ArrowDown', 'Enter');
    await at.page.waitForSelector(button('Solved'));
    await at.page.waitForSelector('button:has-text("Undo")');
    expect(patches()).toEqual([]);
    await until('the hub was told', () => patches().length === 1);
    expect(patches()).toEqual(['solved']);
    expect(at.calls(PATCH)[0]?.headers['if-match']).toBe('1');
    await at.page.waitForSelector('button:has-text("Undo")', { state: 'detached' });
  });

  test('closing can be undone, by the button and by a key', async () => {
    await choose('Closed for good');
    await at.page.waitForSelector(button('Closed'));
    await at.page.click('button:has-text("Undo")');
    await at.page.waitForSelector(button('New'));
    await choose('Closed for good');
    await at.page.waitForSelector(button('Closed'));
    await at.page.focus('[role=log]');
    await press('z');
    await at.page.waitForSelector(button('New'));
    // Something else that is told later shows that the two were not.
    await choose('Waiting');
    await until('the hub was told', () => patches().length > 0);
    expect([patches(), first.status]).toEqual([['pending'], 'pending']);
  });

  test('another choice takes the place of one that can still be undone', async () => {
    await choose('Closed for good');
    await at.page.waitForSelector(button('Closed'));
    await choose('Working');
    await at.page.waitForSelector(button('Working'));
    expect(await at.page.locator('button:has-text("Undo")').count()).toBe(0);
    await until('the hub was told', () => patches().length > 0);
    expect(patches()).toEqual(['working']);
  });

  test('keys of the page do nothing while the menu is open', async () => {
    at.hub.say(ticket(at.hub), { text: 'Another' });
    await at.page.waitForSelector('[role=option]:has-text("Another")');
    await at.page.click('main button[aria-label^="Status:"]');
    await at.page.waitForSelector('[role=menu]');
    await press('t', 'e', 'r', 'z', 'j', 'k');
    expect(await at.page.isVisible('[role=menu]')).toBe(true);
    expect([at.calls('POST /v1/tickets/th1.1/take'), patches()]).toEqual([[], []]);
    expect(await at.page.isVisible(button('New'))).toBe(true);
    await press('Escape');
    await at.page.waitForSelector('[role=menu]', { state: 'detached' });
  });

  test('a message that arrives leaves an open menu as it is', async () => {
    await at.page.focus('main button[aria-label^="Status:"]');
    await press('Enter');
    await at.page.waitForSelector('[role=menu]');
    await press('Home', 'ArrowDown');
    expect(await focused()).toBe('Waiting');
    at.hub.say(first, { text: 'Are you there?' });
    await at.page.waitForSelector('article:has-text("Are you there?")');
    expect(await focused()).toBe('Waiting');
    expect(await at.page.isVisible('[role=menu]')).toBe(true);
  });

  test('a reply goes out behind the status that was chosen before it', async () => {
    await choose('Waiting');
    await at.page.fill('textarea', 'One question');
    await press('Control+Enter');
    const post = 'POST /v1/tickets/th1.1/messages';
    await until('the reply has left', () => at.calls(post).length === 1);
    const routes = at.hub.log.map(({ route }) => route);
    expect(routes.indexOf(PATCH)).toBeGreaterThan(0);
    expect(routes.indexOf(PATCH)).toBeLessThan(routes.indexOf(post));
  });

  test('a customer who writes in the meantime keeps the ticket from being closed', async () => {
    await choose('Closed for good');
    await at.page.waitForSelector(button('Closed'));
    at.hub.say(first, { text: 'One more thing' });
    await at.page.waitForSelector('[role=alertdialog]:has-text("wrote meanwhile, so the ticket stays open")');
    await at.page.waitForSelector(button('New'));
    expect(patches()).toEqual([]);
  });

  test('leaving the page sends what can still be undone', async () => {
    await choose('Solved');
    await at.page.waitForSelector(button('Solved'));
    await at.page.goto('about:blank');
    await until('the hub was told', () => patches().length === 1);
    expect(patches()).toEqual(['solved']);
  });

  test('signing out sends what can still be undone', async () => {
    await choose('Solved');
    await at.page.waitForSelector(button('Solved'));
    await at.page.click('nav button:has-text("Luna Marchetti")');
    await at.page.click('[role^=menuitem]:has-text("Sign out")');
    await at.page.waitForSelector('[name=tenant]');
    expect(patches()).toEqual(['solved']);
    expect(at.hub.log.findIndex(({ route }) => route === PATCH)).toBeLessThan(at.hub.log.findIndex(({ route }) => route === 'DELETE /v1/sessions'));
  });

  test('a ticket that somebody else has changed is said, not overwritten', async () => {
    at.hub.instead.set(PATCH, { status: 412, body: { code: 'stale', detail: 'changed' } });
    await choose('Waiting');
    await at.page.waitForSelector('[role=alertdialog]:has-text("Somebody changed this ticket meanwhile")');
    await at.page.waitForSelector(button('New'));
    expect(patches()).toEqual(['pending']);
  });
});
