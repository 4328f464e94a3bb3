import { describe, expect, test } from 'vitest';
import type { FakeTicket } from '../console/fake-hub.ts';
import { ticket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { newConsole } from './console-hub.ts';

let marco: FakeTicket;
let giulia: FakeTicket;
const at = newConsole((hub) => {
  marco = ticket(hub, { author: { id: 'c1', name: 'Marco Bianchi', handle: null }, tags: ['vip'] });
  hub.say(marco, { text: 'The lamp is broken' });
  giulia = ticket(hub, { author: { id: 'c2', name: 'Giulia Ferri', handle: null }, status: 'working', owner: { agentId: 'u2', teamId: null } });
  hub.say(giulia, { text: 'A lamp for my desk' });
});
const row = (id: string) => `[role=option][data-id="${id}"]`;
const act = (name: string) => `[role=listbox] [data-act="${name}"]`;
const point = (id: string) => at.page.hover(`${row(id)} time`);
const online = () => until('the feed is there', () => at.hub.sockets.size > 0 && at.hub.resumed.length > 0);
const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await at.page.keyboard.press(key);
};
const times = '[role=menu][aria-label="Snooze"]';
const changes = (id: string) => at.calls(`PATCH /v1/tickets/${id}`).map(({ body }) => body['status']);
const menuAt = async (): Promise<number> => (await at.page.locator(times).boundingBox())?.y ?? 0;
const rowAt = async (id: string): Promise<number> => (await at.page.locator(row(id)).boundingBox())?.y ?? 0;

describe('a row under the pointer', () => {
  test('can be taken, snoozed and solved without being opened; solving can be undone', async () => {
    await at.enter();
    expect(await at.page.locator(act('Solve')).count()).toBe(0);
    await point(marco.id);
    await at.page.waitForSelector(act('Solve'));
    await at.page.screenshot({ path: 'reports/console-row-actions.png' });
    await at.page.click(act('Take'));
    await until('it is taken', () => at.calls(`POST /v1/tickets/${marco.id}/take`).length === 1);
    // Whoever has it cannot take it again.
    await at.page.waitForSelector(act('Take'), { state: 'detached' });
    await at.page.click(act('Solve'));
    await at.page.waitForSelector('button:has-text("Undo")');
    await at.page.click('button:has-text("Undo")');
    await at.page.waitForSelector('text=Taken back.');
    expect(changes(marco.id)).toEqual([]);
    await point(marco.id);
    await at.page.click(act('Solve'));
    await until('the hub was told', () => changes(marco.id).length > 0);
    expect([changes(marco.id), changes(giulia.id), new URL(at.page.url()).pathname]).toEqual([['solved'], [], '/inbox/all']);
  });

  test('keeps its menu, and what is chosen there, wherever the pointer goes meanwhile', async () => {
    await at.enter();
    await point(giulia.id);
    await at.page.click(act('Snooze'));
    await at.page.waitForSelector(times);
    // The menu covers the rest of the other row.
    await at.page.hover(row(marco.id), { position: { x: 20, y: 40 } });
    await at.page.click(`${times} [role=menuitem]:has-text("Tomorrow")`);
    await at.page.waitForSelector('text=Snoozed until');
    await until('the hub was told', () => changes(giulia.id).length > 0);
    expect([changes(giulia.id), changes(marco.id)]).toEqual([['followup'], []]);
  });

  test('another time can be typed for it, also when the pointer has gone', async () => {
    await at.enter();
    await point(marco.id);
    await at.page.click(act('Snooze'));
    await at.page.waitForSelector(times);
    await at.page.hover(row(giulia.id), { position: { x: 20, y: 40 } });
    await at.page.click(`${times} [role=menuitem]:has-text("Another time…")`);
    await at.page.fill('[role=dialog] input >> nth=0', '3h');
    await press('Enter');
    await until('the hub was told', () => changes(marco.id).length > 0);
    expect([changes(marco.id), changes(giulia.id)]).toEqual([['followup'], []]);
  });
});

test('a menu that is open closes when its ticket does, and the other rows keep their actions', async () => {
  await at.enter();
  await online();
  await point(marco.id);
  await at.page.click(act('Snooze'));
  await at.page.waitForSelector(times);
  Object.assign(marco, { status: 'closed', version: marco.version + 1, updatedAt: new Date().toISOString() });
  at.hub.push({ type: 'ticket', ticket: marco, cursor: 'c9' });
  await at.page.waitForSelector(act('Snooze'), { state: 'detached' });
  await press('Escape');
  await at.page.waitForSelector(times, { state: 'detached' });
  await point(giulia.id);
  await at.page.waitForSelector(act('Solve'));
});

describe('the keys of a ticket', () => {
  test('are for the row of the arrow keys while no ticket is open', async () => {
    await at.enter();
    await at.page.focus('[role=listbox]');
    await until('the row of Marco is reached', async () => {
      await press('j');
      return (await at.page.getAttribute('[role=listbox]', 'aria-activedescendant')) === `ticket-${marco.id}`;
    });
    // Another row is under the pointer.
    await point(giulia.id);
    await press('t');
    await until('it is taken', () => at.calls(`POST /v1/tickets/${marco.id}/take`).length === 1);
    await press('h');
    await at.page.waitForSelector(`${times} [role=menuitem]:focus`);
    expect(Math.abs((await menuAt()) - (await rowAt(marco.id)))).toBeLessThan(130);
    await press('Escape');
    await at.page.waitForSelector(times, { state: 'detached' });
    await press('e');
    await until('the hub was told', () => changes(marco.id).length > 0);
    expect([changes(marco.id), changes(giulia.id), at.calls(`POST /v1/tickets/${giulia.id}`).length]).toEqual([['solved'], [], 0]);
  });

  test('are for the open ticket, wherever the arrow keys and the pointer are', async () => {
    await at.enter({ path: `/inbox/all/${giulia.id}` });
    await at.page.waitForSelector('article');
    await at.page.focus('[role=listbox]');
    await press('j', 'k', 'j');
    await point(marco.id);
    await press('e');
    await until('the hub was told', () => changes(giulia.id).length > 0);
    expect([changes(giulia.id), changes(marco.id)]).toEqual([['solved'], []]);
  });
});

test('a row shows who is typing, until they stop', async () => {
  await at.enter();
  await online();
  at.hub.push({ type: 'typing', conversationId: giulia.threadId, ticketId: giulia.id, userId: 'u9', name: 'Kenji Mori' });
  await at.page.waitForSelector(`${row(giulia.id)}:has-text("Kenji Mori is typing…")`);
  expect(await at.page.locator(`${row(marco.id)}:has-text("typing")`).count()).toBe(0);
  await at.page.waitForSelector(`${row(giulia.id)}:has-text("A lamp for my desk")`);
});

describe('mentions', () => {
  test('are a list in the rail: counted until they are seen, kept over a reload, opened at the note', async () => {
    await at.enter();
    await online();
    at.hub.say(giulia, { kind: 'note', text: '@Luna <b>please</b> look', number: 2 });
    at.hub.push({ type: 'mention', ticketId: giulia.id, number: 2, body: '@Luna <b>please</b> look' });
    await at.page.waitForSelector('nav button:has-text("Mentions"):has-text("1")');
    await at.page.reload();
    await at.page.click('nav button:has-text("Mentions"):has-text("1")');
    await at.page.waitForSelector(`${row(giulia.id)}:has-text("@Luna <b>please</b> look")`);
    expect(await at.page.locator('[role=option]').count()).toBe(1);
    await at.page.click(row(giulia.id));
    await until('it is open at the note', () => at.page.url().endsWith(`/inbox/mentions/${giulia.id}?at=2`));
    await at.page.waitForSelector('nav button:has-text("Mentions"):not(:has-text("1"))');
    await at.page.screenshot({ path: 'reports/console-mentions.png' });
  });

  test('a list without any says how one comes', async () => {
    await at.enter();
    await at.page.click('nav button:has-text("Mentions")');
    await at.page.waitForSelector('text=No note names you.');
    expect(await at.page.locator('button:has-text("Filter")').count()).toBe(0);
  });
});

test('a search shows how many results have which value, and each narrows it in the address', async () => {
  await at.enter({ path: '/inbox/all?q=lamp' });
  await at.page.waitForSelector('section[aria-label="Narrow the results"] [role=group][aria-label="Status"] button:has-text("Working"):has-text("1")');
  // All results have the same channel: it narrows nothing.
  expect(await at.page.locator('[role=group][aria-label="Channel"]').count()).toBe(0);
  await at.page.screenshot({ path: 'reports/console-search-facets.png' });
  await at.page.click('[role=group][aria-label="Status"] button:has-text("Working")');
  await at.page.waitForSelector('[role=group][aria-label="Status"] button[aria-pressed=true]:has-text("Working")');
  await until('one is left', async () => (await at.page.locator('[role=option]').count()) === 1);
  expect(new URL(at.page.url()).search).toBe('?q=lamp&status=working');
  await press('Enter');
  await until('both are back', async () => (await at.page.locator('[role=option]').count()) === 2);
  expect(at.page.faults).toEqual([]);
});

test.each(['en', 'ar'])('compact rows have two lines without overlap, and a box while tickets are chosen: %s', async (language) => {
  Object.assign(marco, {
    priority: 'urgent',
    tags: ['a very long tag that says a lot', 'spain'],
    author: { id: 'c1', name: 'Marco '.repeat(20), handle: null },
  });
  await at.enter({ language });
  await at.page.evaluate(`localStorage.setItem('parley.look', JSON.stringify({ language: '${language}', density: 'compact' }))`);
  await at.page.reload();
  await at.page.waitForSelector(`${row(marco.id)} time`);
  const faults = () =>
    at.page.evaluate<string[]>(`[...document.querySelectorAll('[role=option]')].flatMap((row) => {
      const outer = row.getBoundingClientRect();
      const parts = [...row.querySelectorAll(':scope > div > *, :scope > span > [aria-hidden]')]
        .filter((part) => !part.matches('[class*=spoken]') && part.getBoundingClientRect().width > 1)
        .map((part) => [part.textContent, part.getBoundingClientRect()]);
      const out = parts.filter(([, box]) => box.left < outer.left || box.right > outer.right || box.top < outer.top || box.bottom > outer.bottom);
      const over = parts.flatMap(([name, one], at) =>
        parts.slice(at + 1).filter(([, two]) => one.left < two.right - 1 && two.left < one.right - 1 && one.top < two.bottom - 1 && two.top < one.bottom - 1).map(([other]) => name + ' / ' + other));
      return [...(outer.height === 44 ? [] : ['height ' + outer.height]), ...out.map(([name]) => 'out: ' + name), ...over];
    })`);
  expect(await faults()).toEqual([]);
  await at.page.focus('[role=listbox]');
  await press('j', 'x');
  await at.page.waitForSelector('[role=toolbar]');
  await until('the boxes show', () => at.page.isVisible('[role=option] [data-chosen=true]'));
  expect(await faults()).toEqual([]);
  await at.page.screenshot({ path: `reports/console-compact-${language}.png` });
});
