import { describe, expect, test } from 'vitest';
import { ticket as addTicket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { violations } from './axe.ts';
import { newConsole } from './console-hub.ts';

const told = newConsole();
const open = (id: string, search = '') => told.enter({ path: `/inbox/all/${id}${search}`, width: 1440, height: 900 });
const place = (id: string, channel: string) => ({ origin: { id, channel } });

describe('an agent at work', () => {
  test('a closed ticket can be taken back before it is closed for good', async () => {
    const { id } = told.first;
    const page = await open(id);
    await page.waitForSelector('article');
    await page.click('button[aria-label^="Status:"]');
    await page.click('[role=menuitemradio]:has-text("Closed for good"), [role=menuitem]:has-text("Closed for good")');
    await page.waitForSelector('button[aria-label="Status: Closed"]');
    await page.click('button:has-text("Undo")');
    await until('it is open again', async () => (await page.locator('button[aria-label="Status: Closed"]').count()) === 0);
    expect(told.calls('PATCH')).toEqual([]);
  });

  test('the menu of a message works by pointer and by keyboard, and leaves the focus at its button', async () => {
    const { id } = told.first;
    const page = await open(id);
    const button = page.locator('article button[aria-label="This message"]').first();
    await page.waitForSelector('article');
    await button.click();
    await page.waitForSelector('[role=menu]');
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    await button.click();
    await page.waitForSelector('[role=menu]', { state: 'detached' });
    for (const key of ['Enter', 'ArrowDown', ' ']) {
      await button.focus();
      await page.keyboard.press(key);
      await page.waitForSelector('[role=menu]');
      await until(
        'the first choice has the focus',
        () => page.evaluate('document.activeElement === document.querySelector("[role=menuitem]")') as Promise<boolean>,
      );
      await page.keyboard.press('Escape');
      await page.waitForSelector('[role=menu]', { state: 'detached' });
      await until('the button has the focus', () => page.evaluate('document.activeElement.getAttribute("aria-label") === "This message"') as Promise<boolean>);
    }
    // A press outside closes it.
    await button.click();
    await page.waitForSelector('[role=menu]');
    await page.mouse.click(700, 500);
    await page.waitForSelector('[role=menu]', { state: 'detached' });
    expect(page.faults).toEqual([]);
  });

  test('the list is as wide as somebody makes it, by keys and by pointer, also after a reload', async () => {
    const page = await open(told.first.id);
    const edge = page.locator('[role=separator]');
    const width = async (): Promise<number> => Math.round((await page.locator('section[aria-label="Tickets"]').boundingBox())?.width ?? 0);
    expect(await width()).toBe(380);
    await edge.focus();
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowLeft');
    expect([await width(), await edge.getAttribute('aria-valuenow')]).toEqual([332, '332']);
    await page.reload();
    await page.waitForSelector('article');
    expect(await width()).toBe(332);
    const box = await edge.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 4, 400);
    await page.mouse.down();
    await page.mouse.move((box?.x ?? 0) + 104, 400, { steps: 4 });
    await page.mouse.up();
    expect(Math.abs((await width()) - 432)).toBeLessThan(3);
    await edge.dblclick();
    expect(await width()).toBe(380);
    expect(page.faults).toEqual([]);
  });

  test('fast fingers on a slow machine: what follows a key or a chosen name stands where it was typed', async () => {
    told.hub.say(told.first, { text: 'Where is it?' });
    const page = await open(told.first.id);
    await page.waitForSelector('article');
    // Frames that are late, as on a slow machine.
    await page.evaluate('const { requestAnimationFrame: next } = window; window.requestAnimationFrame = (work) => next(() => setTimeout(work, 400))');
    await page.evaluate('document.activeElement.blur()');
    // Each of these letters is a key of the page.
    await page.keyboard.type('nthe nest is here @Ken');
    await page.waitForSelector('#mentions [role=option]');
    await page.keyboard.press('Enter');
    await page.keyboard.type('and you?');
    expect(await page.inputValue('textarea[aria-label="Note"]')).toMatch(/^the nest is here @Ken\S* \S+ and you\?$/);
    expect(told.calls('PATCH')).toEqual([]);
    expect(told.calls(`POST /v1/tickets/${told.first.id}`)).toEqual([]);
  });

  test('without the details a conversation goes on', async () => {
    const files = [...told.hub.files.keys()].filter((path) => /assets\/panel-/.test(path));
    expect(files).toHaveLength(1);
    for (const path of files) told.hub.files.delete(path);
    const page = await open(told.first.id);
    await page.waitForSelector('aside:has-text("The details did not load.")');
    await page.waitForSelector('article');
    await page.fill('textarea', 'Tomorrow.');
    await page.keyboard.press('Control+Enter');
    await until('it has left', () => told.calls(`POST /v1/tickets/${told.first.id}/messages`).length === 1);
  });

  test('what a channel takes is told before anything leaves: length, kind and size of files', async () => {
    const ticket = addTicket(told.hub, { ...place('o7', 'twilio') });
    told.hub.say(ticket, { text: 'hello' });
    told.complete();
    const page = await open(ticket.id);
    await page.fill('textarea', 'x'.repeat(1603));
    expect(await page.textContent('#composer-hint')).toBe('3 characters too many');
    expect(await page.isDisabled('button:has-text("Send & wait")')).toBe(true);
    await page.fill('textarea', 'here it is');
    const file = (name: string, size: number) => ({ name, mimeType: 'application/pdf', buffer: Buffer.alloc(size) });
    await page.setInputFiles('input[type=file]', file('huge.pdf', 6_000_000));
    await page.waitForSelector('text=huge.pdf is too large');
    expect(told.calls('POST /v1/attachments')).toEqual([]);
    await page.setInputFiles('input[type=file]', file('bill.pdf', 1000));
    await page.waitForSelector('[data-state=ready]:has-text("bill.pdf")');
    await page.click('button:has-text("Send & wait")');
    await until('it has left with its file', () => told.calls(`POST /v1/tickets/${ticket.id}/messages`)[0]?.body['attachmentIds']);
    expect(told.calls(`POST /v1/tickets/${ticket.id}/messages`)[0]?.body).toMatchObject({
      text: 'here it is',
      attachmentIds: ['at-bill.pdf'],
      thenStatus: 'pending',
    });
    expect(page.faults).toEqual([]);
  });

  test('a window that is over asks for a template; a comment warns that everybody reads the answer', async () => {
    const old = addTicket(told.hub);
    told.hub.say(old, { text: 'two days ago', createdAt: new Date(Date.now() - 48 * 3_600_000).toISOString() });
    const comment = addTicket(told.hub, place('o5', 'instagram'));
    told.hub.say(comment, { text: 'How much?', surface: 'comment', permalink: 'https://instagram.example/p/1' });
    told.complete();
    const page = await open(old.id);
    await page.waitForSelector('text=Only a template that the provider has approved');
    await page.fill('input[required]', 'hello_again');
    await page.click('button:has-text("Send template")');
    await page.goto(`${told.hub.url}/inbox/all/${comment.id}`);
    await page.waitForSelector('article a:has-text("Open the comment")');
    expect(await page.textContent('#composer-hint')).toBe('Everybody can read this answer');
    await page.click('button:has-text("Privately")');
    expect(await page.textContent('#composer-hint')).toBe('Only the writer of the comment reads this');
    await until('the template has left', () => told.calls(`POST /v1/tickets/${old.id}/messages`)[0]);
    expect(told.calls(`POST /v1/tickets/${old.id}/messages`)[0]?.body).toMatchObject({ template: { name: 'hello_again' } });
  });

  test('a search shows and marks its hits, in the list and in the conversation, and its address keeps it', async () => {
    const ticket = told.first;
    told.hub.say(ticket, { text: 'The violet lamp flickers.' });
    told.complete();
    const page = await told.enter({ width: 1440, height: 900 });
    await page.keyboard.press('Control+k');
    await page.fill('[role=combobox]', 'violet');
    expect(await violations(told.page)).toEqual([]);
    await page.screenshot({ path: 'reports/console-palette.png' });
    await page.click('[role=option]:has-text("Search all tickets")');
    await page.waitForSelector('[role=option] mark');
    expect(new URL(page.url()).searchParams.get('q')).toBe('violet');
    await page.click('[role=option]:has(mark)');
    await until('the hit is marked', async () => (await page.locator('article mark').allTextContents()).includes('violet'));
    await page.screenshot({ path: 'reports/console-search.png' });
    await page.click('button:has-text("End the search")');
    await until('the list is whole again', async () => (await page.locator('[role=option]').count()) > 5);
  });

  test('many are changed at once; what was not is told', async () => {
    const page = await told.enter({ width: 1440, height: 900 });
    for (const key of ['j', 'x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key);
    await page.waitForSelector('[role=toolbar]:has-text("3 chosen")');
    expect(await violations(told.page)).toEqual([]);
    await page.screenshot({ path: 'reports/console-bulk.png' });
    await page.click('[role=toolbar] button:has-text("Priority")');
    await page.click('[role=menuitem]:has-text("High"), [role=menuitemradio]:has-text("High")');
    await page.waitForSelector('text=2 done, 1 not.');
    expect(told.calls('POST /v1/tickets/bulk')[0]?.body).toMatchObject({ change: { priority: 'high' } });
  });

  test('a filter that is on shows, and is gone in the next list', async () => {
    const page = await told.enter({ width: 1440, height: 900 });
    await page.click('button:has-text("Filter")');
    await page.click('[role=menuitemcheckbox]:has-text("Urgent")');
    await page.keyboard.press('Escape');
    await until('the address says so', () => new URL(page.url()).searchParams.get('priority') === 'urgent');
    await page.waitForSelector('button:has-text("Urgent"):has(svg)');
    await page.click('nav button:has-text("My tickets")');
    await until('the filter is gone', () => new URL(page.url()).searchParams.get('priority') === null);
  });

  test('colleagues see who looks, and are told who takes part; an alert counts in the title until it is read', async () => {
    const { id } = told.first;
    const page = await open(id);
    await until('the hub knows who looks', () =>
      told.hub.subscribed.some((frame) => JSON.stringify((frame as { ticketIds?: string[] }).ticketIds) === JSON.stringify([id])),
    );
    told.hub.push({ type: 'presence', userId: 'u2', name: 'Kenji Mori', ticketId: id, viewing: true });
    await page.waitForSelector('text=Kenji Mori is looking at this ticket, too');
    const fresh = addTicket(told.hub, { author: { id: 'a9', name: 'Ada Lovelace', handle: null } });
    told.hub.say(fresh, { text: 'Is it in stock?' });
    told.complete();
    told.hub.push({ type: 'ticket', ticket: fresh });
    await until('the title counts', async () => (await page.title()).startsWith('(1)'));
    await page.click('button[aria-label^="Notifications"]');
    await page.click('button:has-text("New ticket of Ada Lovelace")');
    await until('it is read', async () => !(await page.title()).startsWith('('));
    expect(new URL(page.url()).pathname).toContain(encodeURIComponent(fresh.id));
  });

  test('pictures open over the page; a file of a provider stays a link', async () => {
    const ticket = told.first;
    const picture = { id: 'p1', name: 'lamp.svg.png', type: 'image/png', size: 900, url: '/icon.svg' };
    told.hub.say(ticket, { text: 'look', attachments: [picture, { ...picture, id: 'p2', name: 'far.png', url: 'https://provider.example/far.png' }] });
    told.complete();
    const page = await open(ticket.id);
    await page.waitForSelector('article a:has-text("far.png")');
    await page.click('button[aria-label="Show lamp.svg.png"]');
    await page.waitForSelector('[role=dialog] img[alt="lamp.svg.png"]');
    expect(await violations(told.page)).toEqual([]);
    await page.keyboard.press('Escape');
    await until('it is closed', async () => (await page.locator('[role=dialog]').count()) === 0);
    expect(page.faults).toEqual([]);
  });

  test.each([
    ['light', { scheme: 'light' as const, width: 1440, height: 900 }],
    ['dark', { scheme: 'dark' as const, width: 1440, height: 900 }],
    ['right to left', { width: 1440, height: 900, language: 'ar' }],
  ])('a whole ticket, everybody can use it: %s', async (name, options) => {
    const ticket = told.first;
    Object.assign(ticket, { tags: ['vip', 'damaged'], customFields: { order: 'BL-2785', carrier: 'Correos' }, priority: 'high', topic: 'Lamp' });
    told.hub.say(ticket, { text: 'See https://shop.example/lamp', subject: 'The lamp', surface: 'mail', to: ['ciao@shop.example'], cc: [], quotedAt: 3 });
    told.hub.say(ticket, {
      kind: 'ai_suggestion',
      text: 'We send a new one.',
      author: { id: 'ai', name: 'AI' },
      ai: { model: 'm', confidence: 0.86, cause: null },
      suggestion: { state: 'open' },
    });
    told.hub.say(ticket, {
      kind: 'reply',
      text: 'On its way',
      author: { id: 'u1', name: 'Luna Marchetti' },
      delivery: { state: 'failed', error: { code: 'no_connection', message: 'ECONNREFUSED' } },
    });
    told.hub.say(ticket, { text: 'bad words', hidden: true, editedAt: new Date().toISOString() });
    told.complete();
    const page = await told.enter({ ...options, path: `/inbox/all/${ticket.id}` });
    await page.waitForSelector('article:has-text("bad words")');
    await page.click('aside h3 button');
    await page.waitForSelector('aside ol li');
    expect(await violations(told.page)).toEqual([]);
    await page.screenshot({ path: `reports/console-ticket-${name.replaceAll(' ', '-')}.png` });
    expect(page.faults).toEqual([]);
  });
});
