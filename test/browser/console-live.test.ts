import { describe, expect, test } from 'vitest';
import { ticket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { newConsole } from './console-hub.ts';
import { signIn } from './sign-in.ts';

const at = newConsole(() => undefined);
const rows = () => at.page.locator('[role=option]');
const row = (words: string) => at.page.waitForSelector(`[role=option]:has-text("${words}")`);
/** The numbers of the list’s tickets, from top to bottom. */
const numbers = async (): Promise<string> => (await rows().allTextContents()).map((text) => /#\d+/.exec(text)?.[0]).join();
const customer = (name: string, more: object = {}) => ticket(at.hub, { author: { id: name, name, handle: null }, ...more });
const drop = (): void => {
  for (const socket of at.hub.sockets) socket.terminate();
};
/** The first `resume` is answered: from then on, cursors of frames count. */
const online = () => until('the feed is there', () => at.hub.sockets.size > 0 && at.hub.resumed.length > 0);

describe('live', () => {
  test('tickets and counters arrive without a reload, and what is unread stands out', async () => {
    at.hub.queues = [{ id: 'q-new', name: 'Parcels', priority: 1, counters: { created: 1, working: 0 } }];
    at.hub.say(customer('Marco Bianchi'), { text: 'before' });
    await at.enter();
    await online();
    const first = customer('Giulia Ferri');
    at.hub.say(first, { text: 'Buongiorno!' });
    at.hub.push({ type: 'queue', id: 'q-new', counters: { created: 7, working: 2 } });
    await at.page.waitForSelector('[role=option]:has-text("Buongiorno!"):has-text("Unread")');
    await at.page.waitForSelector('nav button:has-text("Parcels"):has-text("9")');
    await until('the title counts', async () => (await at.page.title()).startsWith('(1)'));
    await (await row('Buongiorno!')).click();
    await at.page.waitForSelector('[role=option]:has-text("Buongiorno!"):not(:has-text("Unread"))');
    at.hub.say(first, { text: 'Ancora io' });
    await at.page.waitForSelector('article:has-text("Ancora io")');
    await at.page.waitForSelector('[role=option]:has-text("Ancora io"):not(:has-text("Unread"))');
  });

  test('a frame that overtakes the answer to a read stands', async () => {
    at.hub.queues = [{ id: 'q-new', name: 'Parcels', priority: 1, counters: { created: 1, working: 0 } }];
    const known = customer('Marco Bianchi');
    at.hub.say(known, { text: 'before' });
    await at.enter();
    await online();
    let go: () => void = () => undefined;
    const overtaken = new Promise<void>((resolve) => {
      go = resolve;
    });
    for (const route of ['GET /v1/tickets', 'GET /v1/queues']) at.hub.held.set(route, overtaken);
    // Both answers are made before the frames, and arrive after them.
    at.hub.push({ type: 'stale', queueIds: ['q-new'], cursor: 'c1' });
    await until('both are being read', () => at.hub.held.size === 0);
    at.hub.say(known, { text: 'meanwhile' });
    at.hub.push({ type: 'queue', id: 'q-new', counters: { created: 7, working: 0 } });
    await row('meanwhile');
    await at.page.waitForSelector('nav button:has-text("Parcels"):has-text("7")');
    const reads = at.calls('GET /v1/tickets').length;
    go();
    // The list is read once more, for the frame: by then the held answer has been applied.
    await until('the list was read again', () => at.calls('GET /v1/tickets').length > reads);
    await row('meanwhile');
    expect(await at.page.textContent('nav button:has-text("Parcels")')).toContain('7');
    expect(await at.page.locator('[role=option]:has-text("before")').count()).toBe(0);
  });

  test('a broken connection comes back by itself, and what was missed is there', async () => {
    const first = customer('Giulia Ferri');
    at.hub.say(first, { text: 'one' });
    await at.enter({ path: `/inbox/all/${first.id}` });
    await online();
    Object.assign(first, { tags: ['heard'], version: 2 });
    at.hub.push({ type: 'ticket', ticket: first, cursor: 'cursor-41' });
    await row('heard');
    const before = at.hub.resumed.length;
    drop();
    await until('it resumed', () => at.hub.resumed.length > before);
    expect(at.hub.resumed[before]).toMatchObject({ type: 'resume', cursor: 'cursor-41' });
    at.hub.say(first, { text: 'while you were away' });
    await at.page.waitForSelector('article:has-text("while you were away")');
    expect(at.page.faults).toEqual([]);
  });

  test('an unknown queue, an unknown frame and a frame that is no JSON disturb nobody', async () => {
    at.hub.say(customer('Giulia Ferri'), { text: 'one' });
    await at.enter();
    await online();
    at.hub.queues = [{ id: 'q-late', name: 'Late', priority: 1, counters: { created: 3, working: 0 } }];
    at.hub.push({ type: 'something-new' });
    for (const socket of at.hub.sockets) socket.send('{');
    at.hub.push({ type: 'queue', id: 'q-late', counters: { created: 3, working: 0 } });
    await at.page.waitForSelector('nav button:has-text("Late"):has-text("3")');
    expect(at.page.faults).toEqual([]);
  });

  test('the feed is narrowed to the queues and the open ticket, also after a break', async () => {
    at.hub.queues = [{ id: 'q-new', name: 'Parcels', priority: 1, counters: { created: 1, working: 0 } }];
    const first = customer('Giulia Ferri');
    at.hub.say(first, { text: 'one' });
    await at.enter();
    await online();
    await (await row('one')).click();
    const isSaid = (): boolean => {
      const { queueIds, ticketIds } = at.hub.subscribed.at(-1) as { queueIds?: string[]; ticketIds?: string[] };
      return queueIds?.join() === 'q-new' && ticketIds?.join() === first.id;
    };
    await until('something is followed', () => at.hub.subscribed.length > 0);
    await until('it follows these', isSaid);
    const said = at.hub.subscribed.length;
    drop();
    await until('it is said again', () => at.hub.subscribed.length > said && isSaid());
    await at.page.keyboard.press('Escape');
    await until('without a ticket it follows everything', () => JSON.stringify(at.hub.subscribed.at(-1)) === '{"type":"subscribe"}');
  });
});

describe('the list', () => {
  test('stands still while the pointer rests on it, and tells what is new', async () => {
    for (const name of ['Ada', 'Ben', 'Cleo']) at.hub.say(customer(name), { text: `from ${name}` });
    await at.enter();
    await online();
    await until('the newest first', async () => (await numbers()) === '#3,#2,#1');
    await at.page.hover('[role=option]:has-text("from Ben")');
    at.hub.say(customer('Dora'), { text: 'from Dora' });
    at.hub.say(at.hub.tickets.get('th1.1') as never, { text: 'Ada again' });
    await at.page.waitForSelector('button:has-text("1 new ticket")');
    // What a row shows is new; where it stands is not.
    await row('Ada again');
    expect(await numbers()).toBe('#3,#2,#1');
    await at.page.mouse.move(900, 300);
    await until('now it moves', async () => (await numbers()) === '#1,#4,#3,#2');
  });

  test('what is new in one list is not told in the next', async () => {
    at.hub.say(customer('Ada'), { text: 'from Ada' });
    await at.enter();
    await online();
    await row('from Ada');
    await at.page.hover('[role=option]:has-text("from Ada")');
    at.hub.say(customer('Dora'), { text: 'from Dora' });
    await at.page.waitForSelector('button:has-text("1 new ticket")');
    await at.page.keyboard.press('g');
    await at.page.keyboard.press('m');
    await at.page.waitForSelector('h1:has-text("My tickets")');
    await until('nothing is told of the other list', async () => (await at.page.locator('button:has-text("new ticket")').count()) === 0);
  });

  test('a queue has the order of its API, and live changes keep it', async () => {
    const since = (minute: number) => new Date(Date.now() - (60 - minute) * 60_000).toISOString();
    const one = (priority: string, minute: number) => {
      const made = customer(`${priority} ${minute}`, { priority, waitingSince: since(minute), queueIds: ['q'] });
      at.hub.say(made, { text: `${priority} ${minute}` });
      return made;
    };
    const [low, , urgent] = [one('normal', 30), one('normal', 10), one('urgent', 40), one('high', 50)];
    at.hub.queues = [{ id: 'q', name: 'Care', priority: 1, counters: { created: 4, working: 0 } }];
    await at.enter();
    await online();
    await until('the newest first', async () => (await numbers()) === '#4,#3,#2,#1');
    await at.page.click('nav button:has-text("Care")');
    await until('the queue’s order', async () => (await numbers()) === '#3,#4,#2,#1');
    expect(at.calls('GET /v1/queues/q/tickets').length).toBeGreaterThan(0);
    Object.assign(low as object, { priority: 'urgent', waitingSince: since(5), version: 2 });
    at.hub.say(low as never, { text: 'at once!' });
    await until('it moved up', async () => (await numbers()) === '#1,#3,#4,#2');
    Object.assign(urgent as object, { status: 'closed', version: 2, updatedAt: new Date().toISOString() });
    at.hub.push({ type: 'ticket', ticket: urgent });
    await until('a closed one leaves', async () => (await numbers()) === '#1,#4,#2');
    await at.page.goto(`${at.hub.url}/inbox/q?status=closed`);
    await until('unless it is asked for', async () => (await numbers()) === '#3');
  });

  test('says why it cannot be read, and tries again', async () => {
    at.hub.say(customer('Giulia Ferri'), { text: 'one' });
    await at.enter();
    at.hub.instead.set('GET /v1/tickets', { status: 422, body: { code: 'unprocessable', detail: 'These two cannot be asked together.' } });
    await at.page.goto(`${at.hub.url}/inbox/all?status=closed&tag=x`);
    await at.page.waitForSelector('section:has-text("These two cannot be asked together.")');
    await at.page.click('button:has-text("Try again")');
    await at.page.waitForSelector('text=No ticket fits these filters.');
    await at.page.click('button:has-text("Take all filters away")');
    await row('one');
  });

  test('an empty start says how to go on', async () => {
    at.hub.directory.origins = [];
    await at.visit();
    await signIn(at.page);
    await at.page.waitForSelector('h1:has-text("Welcome to")');
    await at.page.click(':is(a, button):has-text("Choose a channel")');
    await until('the wizard is there', () => new URL(at.page.url()).pathname === '/settings/origins/new');
  });
});
