import { beforeEach, describe, expect, test } from 'vitest';
import type { FakeTicket } from '../console/fake-hub.ts';
import { ticket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { chooseStatus, filledIn, signIn } from './chromium.ts';
import { consoleOnFakeHub, ME } from './console-on-fake-hub.ts';

const app = consoleOnFakeHub();

describe('signing in', () => {
  test('a wrong password is told, a right one goes on', async () => {
    await app.visit();
    await app.page.fill('#tenant', ME.tenant);
    await app.page.fill('#email', ME.email);
    await app.page.fill('#password', 'wrong');
    await app.page.click('button[type=submit]');
    await app.page.waitForSelector('.form-error:not(:empty)');
    expect(await app.page.textContent('.form-error')).toContain('Check workspace');
    await signIn(app.page, ME);
    expect(app.page.faults).toEqual([]);
  });

  test('the form is filled in when the laptop’s gateway knows the demo, and only then', async () => {
    await app.visit();
    await app.page.waitForSelector('#email');
    expect(await app.page.inputValue('#email')).toBe('');
    app.hub.demo = ME;
    await app.page.reload();
    await filledIn(app.page);
    await app.page.click('button[type=submit]');
    await app.page.waitForSelector('.workspace');
  });

  test('signing out ends the session at the hub and forgets it here', async () => {
    await app.enter();
    await app.page.click('.quiet');
    await app.page.waitForSelector('.sign-in');
    expect(app.calls('DELETE /v1/sessions')).toHaveLength(1);
    await app.page.reload();
    await app.page.waitForSelector('.sign-in');
  });

  test('an access token that ran out is renewed unseen, a session that is over leads back to sign-in', async () => {
    await app.enter();
    app.hub.access.clear();
    ticket(app.hub);
    await app.page.fill('#search', 'x');
    await until('the token was renewed', () => app.calls('POST /v1/sessions/refresh').length === 1 && app.calls('GET /v1/tickets').length >= 3);
    expect(await app.page.isVisible('.workspace')).toBe(true);
    app.hub.access.clear();
    app.hub.refreshToken = null;
    await app.page.fill('#search', 'y');
    await app.page.waitForSelector('.sign-in');
    expect(await app.page.textContent('#toasts')).toContain('session has ended');
  });
});

describe('live', () => {
  test('tickets and counters arrive without a reload, and what is unread stands out', async () => {
    app.hub.queues = [{ id: 'q-new', name: 'New', priority: 1, counters: { created: 1 } }];
    await app.enter();
    const first = ticket(app.hub);
    app.hub.say(first, { text: 'Buongiorno!' });
    app.hub.push({ type: 'queue', id: 'q-new', counters: { created: 7, working: 2 } });
    await app.page.waitForSelector('.ticket.unread');
    expect(await app.page.textContent('.ticket-text')).toBe('Buongiorno!');
    await until('the counter moved', async () => (await app.page.textContent('.queue:has-text("New") .queue-total'))?.startsWith('9'));
    expect(await app.page.textContent('.queue:has-text("New") .queue-detail')).toBe('7 new2 working');
    expect(await app.page.title()).toBe('(1) Parley');
    await app.openFirst();
    await app.page.waitForSelector('.ticket:not(.unread)');
    app.hub.say(first, { text: 'Ancora io' });
    await app.page.waitForSelector('.text:has-text("Ancora io")');
  });

  test('a frame that overtakes the answer to a read stands', async () => {
    app.hub.queues = [{ id: 'q-new', name: 'New', priority: 1, counters: { created: 1 } }];
    const known = ticket(app.hub, { author: { id: '1', name: 'Marco Bianchi', handle: null } });
    app.hub.say(known, { text: 'before' });
    await app.enter();
    // At the start, and when the socket opens.
    await until('both were read twice', () => ['GET /v1/tickets', 'GET /v1/queues'].every((route) => app.calls(route).length === 2));
    // What only the held answers have.
    app.hub.queues = [{ id: 'q-new', name: 'Renamed', priority: 1, counters: { created: 1 } }];
    ticket(app.hub, { author: { id: '3', name: 'Nobody told', handle: null } });
    let go: () => void = () => undefined;
    const overtaken = new Promise<void>((resolve) => {
      go = resolve;
    });
    for (const route of ['GET /v1/tickets', 'GET /v1/queues']) app.hub.held.set(route, overtaken);
    for (const socket of app.hub.sockets) socket.terminate();
    await until('both are being read', () => app.hub.held.size === 0);
    app.hub.say(known, { text: 'meanwhile' });
    app.hub.say(ticket(app.hub), { text: 'Buongiorno!' });
    app.hub.push({ type: 'queue', id: 'q-new', counters: { created: 7 } });
    await app.page.waitForSelector('.ticket:has-text("Buongiorno!")');
    await app.page.waitForSelector('.queue-detail:has-text("7 new")');
    go();
    await app.page.waitForSelector('.ticket:has-text("Nobody told")');
    const texts = await app.page.locator('.ticket .ticket-text').allTextContents();
    expect(texts).toEqual(expect.arrayContaining(['Buongiorno!', 'meanwhile']));
    expect(texts).not.toContain('before');
    await app.page.waitForSelector('.queue:has-text("Renamed")');
    expect(await app.page.textContent('.queue:has-text("Renamed") .queue-detail')).toBe('7 new');
  });

  test('a broken socket is opened again, resumed from the last cursor, and nothing is missed', async () => {
    const first = ticket(app.hub);
    app.hub.say(first, { text: 'one' });
    await app.enter();
    Object.assign(first, { tags: ['heard'] });
    app.hub.push({ type: 'ticket', ticket: first, cursor: 'cursor-41' });
    await app.page.waitForSelector('.ticket:has-text("heard")');
    for (const socket of app.hub.sockets) socket.terminate();
    const second = ticket(app.hub, { author: { id: '2', name: 'Marco Bianchi', handle: null } });
    app.hub.say(second, { text: 'while you were away' });
    await app.page.waitForSelector('.ticket:has-text("while you were away")');
    await until('it resumed', () => app.hub.resumed.length === 1);
    expect(app.hub.resumed).toEqual([{ type: 'resume', cursor: 'cursor-41' }]);
  });

  test('an unknown queue, an unknown frame and a frame that is no JSON disturb nobody', async () => {
    await app.enter();
    app.hub.queues = [{ id: 'q-late', name: 'Late', priority: 1, counters: { created: 3 } }];
    app.hub.push({ type: 'something-new' });
    for (const socket of app.hub.sockets) socket.send('{');
    app.hub.push({ type: 'queue', id: 'q-late', counters: { created: 3 } });
    await app.page.waitForSelector('.queue:has-text("Late")');
    expect(app.page.faults).toEqual([]);
  });
});

describe('answering', () => {
  let first: FakeTicket;
  beforeEach(async () => {
    first = ticket(app.hub);
    app.hub.say(first, { text: 'Where is my parcel?' });
    await app.enter();
    await app.openFirst();
  });

  test('a reply is posted once with what was seen last, and its status follows', async () => {
    await app.page.fill('#reply', 'On its way!');
    await app.page.selectOption('.composer select', 'solved');
    await app.page.click('.composer .primary');
    await app.page.waitForSelector('.message.ours:has-text("On its way!")');
    const [post] = app.calls('POST /v1/tickets/th1.1/messages');
    expect(post?.body).toEqual({ kind: 'reply', text: 'On its way!', thenStatus: 'solved', lastSeenNumber: 1 });
    expect(post?.headers['idempotency-key']).toMatch(/^[0-9a-f]{32}$/);
    await app.page.waitForSelector('.status-button.solved');
    // The box is emptied when the hub has answered; the frame may come before.
    await until('the box is empty', async () => (await app.page.inputValue('#reply')) === '');
  });

  test('a message that could not be sent stays, and the second try has the same key', async () => {
    app.hub.instead.set('POST /v1/tickets/th1.1/messages', { status: 503, body: { code: 'unavailable', detail: 'Try again in a moment.' } });
    await app.page.fill('#reply', 'Patience');
    await app.page.keyboard.press('Control+Enter');
    await app.page.waitForSelector('.composer .form-error:has-text("Try again")');
    expect(await app.page.inputValue('#reply')).toBe('Patience');
    await app.page.keyboard.press('Control+Enter');
    await app.page.waitForSelector('.message.ours');
    const keys = app.calls('POST /v1/tickets/th1.1/messages').map((post) => post.headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  test('a note is a note, a skipped status is told, a draft stays with its ticket', async () => {
    await app.page.click('label[for=kind-note]');
    await app.page.fill('#reply', 'Ask the courier');
    app.hub.instead.set('POST /v1/tickets/th1.1/messages', { status: 201, body: { number: 2, statusSkipped: true } });
    await app.page.click('.composer .primary');
    await app.page.waitForSelector('.toast:has-text("written again")');
    expect(app.calls('POST /v1/tickets/th1.1/messages')[0]?.body['kind']).toBe('note');
    await app.page.fill('#reply', 'half a thought');
    const other = ticket(app.hub);
    app.hub.say(other, { text: 'Hello' });
    await app.page.click('.ticket:has-text("Hello")');
    expect(await app.page.inputValue('#reply')).toBe('');
    await app.page.click('.ticket:has-text("parcel")');
    expect(await app.page.inputValue('#reply')).toBe('half a thought');
  });

  test('delivery is shown, in words too', async () => {
    app.hub.say(first, { kind: 'reply', text: 'a', delivery: { state: 'read', error: null } });
    app.hub.say(first, { kind: 'reply', text: 'b', delivery: { state: 'failed', error: { code: 'sender_not_built', message: '…' } } });
    await app.page.waitForSelector('.delivery.failed');
    expect(await app.page.textContent('.delivery.read')).toContain('Read');
    expect(await app.page.textContent('.delivery.failed')).toContain('not built yet');
  });

  test('taking says when a colleague was faster, and shows the ticket as it is', async () => {
    app.hub.instead.set('POST /v1/tickets/th1.1/take', { status: 409, body: { code: 'already_taken' } });
    Object.assign(first, { owner: { agentId: 'u2', teamId: null } });
    await app.page.click('.take');
    await app.page.waitForSelector('.toast:has-text("faster")');
    await app.page.waitForSelector('.owner:has-text("Kenji Mori")');
  });

  test('a status is set against the version that was seen', async () => {
    await chooseStatus(app.page, 'Follow up tomorrow');
    await app.page.waitForSelector('.status-button.followup');
    const [patch] = await until('the hub was told', () => (app.calls('PATCH /v1/tickets/th1.1').length > 0 ? app.calls('PATCH /v1/tickets/th1.1') : undefined));
    expect(patch?.headers['if-match']).toBe('"1"');
    expect(Date.parse(String(patch?.body['followupAt']))).toBeGreaterThan(Date.now());
    await chooseStatus(app.page, 'Closed for good');
    expect(await app.page.isVisible('.composer')).toBe(true);
    await app.page.waitForSelector('.closed-line:visible');
    expect(await app.page.isVisible('.composer')).toBe(false);
  });

  test('the hub away: a banner, nothing lost, and on it goes', async () => {
    await app.page.fill('#reply', 'kept');
    await app.page.context().setOffline(true);
    await app.page.click('.composer .primary');
    await app.page.waitForSelector('.banner:visible');
    expect(await app.page.inputValue('#reply')).toBe('kept');
    await app.page.context().setOffline(false);
    await app.page.click('.composer .primary');
    await app.page.waitForSelector('.message.ours:has-text("kept")');
    // The frame may come before the answer that shows that the hub is back.
    await app.page.waitForSelector('.banner', { state: 'hidden' });
  });
});

describe('what the feed is asked for', () => {
  const last = () => app.hub.subscribed.at(-1);

  test('a queue’s list follows the queue, its rows and the open ticket; the list of all tickets follows everything', async () => {
    const first = ticket(app.hub);
    first.queueIds = ['q-new'];
    app.hub.say(first, { text: 'Where is my parcel?' });
    app.hub.queues = [{ id: 'q-new', name: 'Parcels', priority: 1, counters: { created: 1 } }];
    await app.enter();
    await app.openFirst();
    expect(app.hub.subscribed).toEqual([]);
    await app.page.click('.queue:has-text("Parcels")');
    await until('the queue is followed', () => last() !== undefined);
    expect(last()).toEqual({ type: 'subscribe', queueIds: ['q-new'], ticketIds: [first.id] });
    // A new connection begins with nothing narrowed.
    const said = app.hub.subscribed.length;
    for (const socket of app.hub.sockets) socket.terminate();
    await until('it is said again', () => app.hub.subscribed.length > said);
    expect(last()).toEqual({ type: 'subscribe', queueIds: ['q-new'], ticketIds: [first.id] });
    await app.page.fill('#search', 'parcel');
    await until('a search follows everything', () => JSON.stringify(last()) === '{"type":"subscribe"}');
    expect(app.page.faults).toEqual([]);
  });
});
