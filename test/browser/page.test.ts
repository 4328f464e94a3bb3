import { beforeEach, describe, expect, test } from 'vitest';
import type { FakeTicket } from '../console/fake-hub.ts';
import { ticket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { chooseStatus, signIn } from './chromium.ts';
import { deskOnFakeHub, ME } from './desk.ts';

const desk = deskOnFakeHub();

describe('signing in', () => {
  test('a wrong password is told, a right one goes on', async () => {
    await desk.visit();
    await desk.page.fill('#tenant', ME.tenant);
    await desk.page.fill('#email', ME.email);
    await desk.page.fill('#password', 'wrong');
    await desk.page.click('button[type=submit]');
    await desk.page.waitForSelector('.form-error:not(:empty)');
    expect(await desk.page.textContent('.form-error')).toContain('Check workspace');
    await signIn(desk.page, ME);
    expect(desk.page.faults).toEqual([]);
  });

  test('the form is filled in when the laptop’s gateway knows the demo, and only then', async () => {
    await desk.visit();
    await desk.page.waitForSelector('#email');
    expect(await desk.page.inputValue('#email')).toBe('');
    desk.hub.demo = ME;
    await desk.page.reload();
    await desk.page.waitForFunction(`document.querySelector('#password')?.value !== ''`);
    await desk.page.click('button[type=submit]');
    await desk.page.waitForSelector('.desk');
  });

  test('signing out ends the session at the hub and forgets it here', async () => {
    await desk.enter();
    await desk.page.click('.quiet');
    await desk.page.waitForSelector('.sign-in');
    expect(desk.calls('DELETE /v1/sessions')).toHaveLength(1);
    await desk.page.reload();
    await desk.page.waitForSelector('.sign-in');
  });

  test('an access token that ran out is renewed unseen, a session that is over leads back to sign-in', async () => {
    await desk.enter();
    desk.hub.access.clear();
    ticket(desk.hub);
    await desk.page.fill('#search', 'x');
    await until('the token was renewed', () => desk.calls('POST /v1/sessions/refresh').length === 1 && desk.calls('GET /v1/tickets').length >= 3);
    expect(await desk.page.isVisible('.desk')).toBe(true);
    desk.hub.access.clear();
    desk.hub.refreshToken = null;
    await desk.page.fill('#search', 'y');
    await desk.page.waitForSelector('.sign-in');
    expect(await desk.page.textContent('#toasts')).toContain('session has ended');
  });
});

describe('live', () => {
  test('tickets and counters arrive without a reload, and what is unread stands out', async () => {
    desk.hub.queues = [{ id: 'q-new', name: 'New', priority: 1, counters: { created: 1 } }];
    await desk.enter();
    const first = ticket(desk.hub);
    desk.hub.say(first, { text: 'Buongiorno!' });
    desk.hub.push({ type: 'queue', id: 'q-new', counters: { created: 7, working: 2 } });
    await desk.page.waitForSelector('.ticket.unread');
    expect(await desk.page.textContent('.ticket-text')).toBe('Buongiorno!');
    await until('the counter moved', async () => (await desk.page.textContent('.queue:has-text("New") .queue-total'))?.startsWith('9'));
    expect(await desk.page.textContent('.queue:has-text("New") .queue-detail')).toBe('7 new2 working');
    expect(await desk.page.title()).toBe('(1) Parley');
    await desk.openFirst();
    await desk.page.waitForSelector('.ticket:not(.unread)');
    desk.hub.say(first, { text: 'Ancora io' });
    await desk.page.waitForSelector('.text:has-text("Ancora io")');
  });

  test('a broken socket is opened again, resumed from the last cursor, and nothing is missed', async () => {
    const first = ticket(desk.hub);
    desk.hub.say(first, { text: 'one' });
    await desk.enter();
    desk.hub.push({ type: 'ticket', ticket: first, cursor: 'cursor-41' });
    await until('the socket is there', () => desk.hub.sockets.size === 1);
    for (const socket of desk.hub.sockets) socket.terminate();
    const second = ticket(desk.hub, { author: { id: '2', name: 'Marco Bianchi', handle: null } });
    desk.hub.say(second, { text: 'while you were away' });
    await desk.page.waitForSelector('.ticket:has-text("while you were away")');
    await until('it resumed', () => desk.hub.resumed.length === 1);
    expect(desk.hub.resumed).toEqual([{ type: 'resume', cursor: 'cursor-41' }]);
  });

  test('an unknown queue, an unknown frame and a frame that is no JSON disturb nobody', async () => {
    await desk.enter();
    desk.hub.queues = [{ id: 'q-late', name: 'Late', priority: 1, counters: { created: 3 } }];
    desk.hub.push({ type: 'something-new' });
    for (const socket of desk.hub.sockets) socket.send('{');
    desk.hub.push({ type: 'queue', id: 'q-late', counters: { created: 3 } });
    await desk.page.waitForSelector('.queue:has-text("Late")');
    expect(desk.page.faults).toEqual([]);
  });
});

describe('answering', () => {
  let first: FakeTicket;
  beforeEach(async () => {
    first = ticket(desk.hub);
    desk.hub.say(first, { text: 'Where is my parcel?' });
    await desk.enter();
    await desk.openFirst();
  });

  test('a reply is posted once with what was seen last, and its status follows', async () => {
    await desk.page.fill('#reply', 'On its way!');
    await desk.page.selectOption('.composer select', 'solved');
    await desk.page.click('.composer .primary');
    await desk.page.waitForSelector('.message.ours:has-text("On its way!")');
    const [post] = desk.calls('POST /v1/tickets/th1.1/messages');
    expect(post?.body).toEqual({ kind: 'reply', text: 'On its way!', thenStatus: 'solved', lastSeenNumber: 1 });
    expect(post?.headers['idempotency-key']).toMatch(/^[0-9a-f]{32}$/);
    await desk.page.waitForSelector('.status-button.solved');
    expect(await desk.page.inputValue('#reply')).toBe('');
  });

  test('what could not be sent stays, and the second try carries the same key', async () => {
    desk.hub.instead.set('POST /v1/tickets/th1.1/messages', { status: 503, body: { code: 'unavailable', detail: 'Try again in a moment.' } });
    await desk.page.fill('#reply', 'Patience');
    await desk.page.keyboard.press('Control+Enter');
    await desk.page.waitForSelector('.composer .form-error:has-text("Try again")');
    expect(await desk.page.inputValue('#reply')).toBe('Patience');
    await desk.page.keyboard.press('Control+Enter');
    await desk.page.waitForSelector('.message.ours');
    const keys = desk.calls('POST /v1/tickets/th1.1/messages').map((post) => post.headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  test('a note is a note, a skipped status is told, a draft stays with its ticket', async () => {
    await desk.page.click('label[for=kind-note]');
    await desk.page.fill('#reply', 'Ask the courier');
    desk.hub.instead.set('POST /v1/tickets/th1.1/messages', { status: 201, body: { number: 2, statusSkipped: true } });
    await desk.page.click('.composer .primary');
    await desk.page.waitForSelector('.toast:has-text("written again")');
    expect(desk.calls('POST /v1/tickets/th1.1/messages')[0]?.body['kind']).toBe('note');
    await desk.page.fill('#reply', 'half a thought');
    const other = ticket(desk.hub);
    desk.hub.say(other, { text: 'Hello' });
    await desk.page.click('.ticket:has-text("Hello")');
    expect(await desk.page.inputValue('#reply')).toBe('');
    await desk.page.click('.ticket:has-text("parcel")');
    expect(await desk.page.inputValue('#reply')).toBe('half a thought');
  });

  test('delivery is shown, in words too', async () => {
    desk.hub.say(first, { kind: 'reply', text: 'a', delivery: { state: 'read', error: null } });
    desk.hub.say(first, { kind: 'reply', text: 'b', delivery: { state: 'failed', error: { code: 'sender_not_built', message: '…' } } });
    await desk.page.waitForSelector('.delivery.failed');
    expect(await desk.page.textContent('.delivery.read')).toContain('Read');
    expect(await desk.page.textContent('.delivery.failed')).toContain('not built yet');
  });

  test('taking says when a colleague was faster, and shows the ticket as it is', async () => {
    desk.hub.instead.set('POST /v1/tickets/th1.1/take', { status: 409, body: { code: 'already_taken' } });
    Object.assign(first, { owner: { agentId: 'u2', teamId: null } });
    await desk.page.click('.take');
    await desk.page.waitForSelector('.toast:has-text("faster")');
    await desk.page.waitForSelector('.owner:has-text("Kenji Mori")');
  });

  test('a status is set against the version that was seen', async () => {
    await chooseStatus(desk.page, 'Follow up tomorrow');
    await desk.page.waitForSelector('.status-button.followup');
    const [patch] = await until('the hub was told', () =>
      desk.calls('PATCH /v1/tickets/th1.1').length > 0 ? desk.calls('PATCH /v1/tickets/th1.1') : undefined,
    );
    expect(patch?.headers['if-match']).toBe('"1"');
    expect(Date.parse(String(patch?.body['followupAt']))).toBeGreaterThan(Date.now());
    await chooseStatus(desk.page, 'Closed for good');
    expect(await desk.page.isVisible('.composer')).toBe(true);
    await desk.page.waitForSelector('.closed-line:visible');
    expect(await desk.page.isVisible('.composer')).toBe(false);
  });

  test('the hub away: a banner, nothing lost, and on it goes', async () => {
    await desk.page.fill('#reply', 'kept');
    await desk.page.context().setOffline(true);
    await desk.page.click('.composer .primary');
    await desk.page.waitForSelector('.banner:visible');
    expect(await desk.page.inputValue('#reply')).toBe('kept');
    await desk.page.context().setOffline(false);
    await desk.page.click('.composer .primary');
    await desk.page.waitForSelector('.message.ours:has-text("kept")');
    expect(await desk.page.isVisible('.banner')).toBe(false);
  });
});
