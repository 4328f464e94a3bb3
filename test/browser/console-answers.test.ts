import { describe, expect, test } from 'vitest';
import type { FakeDirectory, FakeTicket } from '../console/fake-hub.ts';
import { ticket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { newConsole } from './console-hub.ts';

let first: FakeTicket;
const at = newConsole((hub) => {
  first = ticket(hub);
  hub.say(first, { text: 'Where is my parcel?' });
});
const POST = 'POST /v1/tickets/th1.1/messages';
const origin = (id: string): FakeDirectory['origins'][number] => at.hub.directory.origins.find((one) => one.id === id) as never;
const open = async (): Promise<void> => {
  await at.enter({ path: '/inbox/all/th1.1', width: 1440, height: 900 });
  await at.page.waitForSelector('article:has-text("Where is my parcel?")');
};
const notice = (words: string) => at.page.waitForSelector(`[role=alertdialog]:has-text("${words}")`);

describe('answering', () => {
  test('a reply is posted once with what was seen last, and its status follows', async () => {
    await open();
    await at.page.fill('textarea', 'On its way!');
    await at.page.keyboard.press('Control+Shift+Enter');
    await at.page.waitForSelector('article:has-text("On its way!"):has-text("Sending…")');
    await at.page.waitForSelector('article:has-text("On its way!"):not(:has-text("Sending…"))');
    expect(at.calls(POST).map(({ body }) => body)).toEqual([{ kind: 'reply', text: 'On its way!', thenStatus: 'solved', lastSeenNumber: 1 }]);
    expect(at.calls(POST)[0]?.headers['idempotency-key']).toMatch(/^[\w-]{32,}$/);
    expect(await at.page.inputValue('textarea')).toBe('');
    at.hub.push({ type: 'ticket', ticket: { ...first, version: 2 } });
    await at.page.waitForSelector('button[aria-label="Status: Solved"]');
  });

  test('a message that the hub cannot take now is sent again by itself, with the same key', async () => {
    await open();
    at.hub.instead.set(POST, { status: 503, body: { code: 'unavailable', detail: 'Try again in a moment.' } });
    await at.page.click('[role=radio]:has-text("Note")');
    await at.page.fill('textarea', 'Patience');
    await at.page.keyboard.press('Control+Enter');
    await at.page.waitForSelector('article:has-text("Patience"):not(:has-text("Sending…"))');
    const keys = at.calls(POST).map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  test('a note that is sent leaves the next text a note, whatever was suggested or answered before', async () => {
    at.hub.say(first, { kind: 'ai_suggestion', text: 'Tomorrow.', suggestion: { state: 'open' } });
    await open();
    await at.page.click('article:has-text("Tomorrow.") button:has-text("Use")');
    await at.page.waitForSelector('textarea[aria-label="Reply"]:focus');
    await at.page.hover('article:has-text("Where is my parcel?")');
    await at.page.click('article:has-text("Where is my parcel?") button[aria-label="This message"]');
    await at.page.click('[role=menuitem]:has-text("Answer this message")');
    await at.page.click('[role=radio]:has-text("Note")');
    await at.page.fill('textarea', 'only for us');
    await at.page.keyboard.press('Control+Enter');
    await at.page.waitForSelector('article:has-text("only for us"):not(:has-text("Sending…"))');
    expect(await at.page.getAttribute('textarea', 'aria-label')).toBe('Note');
    expect(at.calls(POST).map(({ body }) => body['kind'])).toEqual(['note']);
  });

  test('a message that the hub refuses comes back with the reason', async () => {
    await open();
    at.hub.instead.set(POST, { status: 422, body: { code: 'unprocessable', detail: 'This is too long for the channel.' } });
    await at.page.click('[role=radio]:has-text("Note")');
    await at.page.fill('textarea', 'Too much');
    await at.page.keyboard.press('Control+Enter');
    await notice('This is too long for the channel.');
    await until('the text is back', async () => (await at.page.inputValue('textarea')) === 'Too much');
  });

  test('a status that was not set, because the customer wrote, is told', async () => {
    await open();
    at.hub.instead.set(POST, { status: 201, body: { conversationId: 'th1', ticketId: 'th1.1', number: 2, kind: 'reply', text: 'x', statusSkipped: true } });
    await at.page.fill('textarea', 'x');
    await at.page.keyboard.press('Control+Enter');
    await notice('Giulia Ferri wrote meanwhile, so the status stays as it is');
  });

  test('taking says who was faster, and shows the ticket as it is', async () => {
    await open();
    at.hub.instead.set('POST /v1/tickets/th1.1/take', { status: 409, body: { code: 'already_taken' } });
    Object.assign(first, { owner: { agentId: 'u2', teamId: 't1' }, version: 2 });
    await at.page.keyboard.press('t');
    await notice('Kenji Mori took this ticket before you');
    await at.page.waitForSelector('aside button:has-text("Kenji Mori · Orders")');
    expect(await at.page.isVisible('main header button:has-text("Take")')).toBe(false);
    await at.page.waitForSelector('[role=option]:has-text("Kenji Mori")');
  });

  test('the hub away: it is said, nothing is lost, and on it goes', async () => {
    await open();
    await at.page.click('[role=radio]:has-text("Note")');
    await at.page.fill('textarea', 'kept');
    await at.page.context().setOffline(true);
    for (const socket of at.hub.sockets) socket.terminate();
    await at.page.keyboard.press('Control+Enter');
    await at.page.waitForSelector('[role=status]:has-text("Offline. 1 change waits.")');
    await at.page.context().setOffline(false);
    await at.page.waitForSelector('article:has-text("kept"):not(:has-text("Sending…"))');
    await at.page.waitForSelector('[role=status]:has-text("Offline")', { state: 'detached' });
    expect(at.hub.messages.get('th1.1')?.map(({ text }) => text)).toEqual(['Where is my parcel?', 'kept']);
  });
});

describe('where a reply can be sent', () => {
  test.each([
    ['a channel that cannot send', 'o2', null, 'Replies cannot be sent on this channel'],
    ['a disabled place', 'o1', { state: 'disabled', canReply: false, cannotReplyBecause: 'disabled' }, 'This place is disabled'],
    ['a place without credentials', 'o1', { canReply: false, receiveOnly: true, cannotReplyBecause: 'receive_only' }, 'A credential for sending is missing'],
  ] as const)('%s takes no replies but notes, and says why', async (_, id, change, reason) => {
    Object.assign(origin(id), change ?? {});
    first.origin = { id, channel: origin(id).channel };
    await open();
    await at.page.waitForSelector(`#composer-hint:has-text("${reason}")`);
    expect(await at.page.isDisabled('textarea')).toBe(true);
    expect(await at.page.isDisabled('button:has-text("Send & wait")')).toBe(true);
    await at.page.click('[role=radio]:has-text("Note")');
    await at.page.fill('textarea', 'for us');
    await at.page.keyboard.press('Control+Enter');
    await at.page.waitForSelector('article:has-text("for us"):not(:has-text("Sending…"))');
    expect(at.calls(POST).map(({ body }) => body['kind'])).toEqual(['note']);
  });
});

describe('a reply that was not sent', () => {
  test('says why in words, and is sent again at a press, once', async () => {
    const failed = (code: string, message: string) => ({ state: 'failed', error: { code, message } });
    at.hub.say(first, { kind: 'reply', text: 'lost', delivery: failed('131047', 'The customer has not written for 24 hours.') });
    at.hub.say(first, { kind: 'reply', text: 'cut', delivery: failed('no_connection', 'connect ECONNREFUSED 10.0.0.1:443') });
    at.hub.say(first, { kind: 'reply', text: 'unsure', delivery: { state: 'unknown', error: null } });
    at.hub.say(first, { kind: 'reply', text: 'seen', delivery: { state: 'read', error: null } });
    await open();
    await at.page.waitForSelector('article:has-text("seen"):has-text("Read")');
    expect(await at.page.textContent('article:has-text("lost")')).toContain('has not written for 24 hours');
    expect(await at.page.textContent('article:has-text("cut")')).toContain('The provider could not be reached.');
    expect(await at.page.textContent('[role=log]')).not.toContain('ECONNREFUSED');
    expect(await at.page.locator('article button:has-text("Send again")').count()).toBe(3);
    await at.page.click('article:has-text("lost") button:has-text("Send again")');
    await at.page.waitForSelector('article:has-text("lost"):not(:has-text("Send again"))');
    expect(at.calls('POST /v1/tickets/th1.1/messages/2/retry')).toHaveLength(1);
  });

  test('that the hub refuses is said, and can be tried again', async () => {
    at.hub.say(first, { kind: 'reply', text: 'lost', delivery: { state: 'failed', error: null } });
    await open();
    const RETRY = 'POST /v1/tickets/th1.1/messages/2/retry';
    at.hub.instead.set(RETRY, { status: 409, body: { code: 'conflict', detail: 'The origin is disabled.' } });
    await at.page.click('article button:has-text("Send again")');
    await notice('The origin is disabled.');
    await at.page.click('article button:has-text("Send again")');
    await until('it is tried again', () => at.calls(RETRY).length === 2);
  });

  test('is not offered on a closed ticket, nor where nothing can be sent', async () => {
    const closed = ticket(at.hub, { status: 'closed' });
    const elsewhere = ticket(at.hub, { origin: { id: 'o2', channel: 'facebook' } });
    for (const one of [closed, elsewhere]) at.hub.say(one, { kind: 'reply', text: 'lost', delivery: { state: 'failed', error: null } });
    await open();
    for (const [{ id }, place] of [
      [closed, 'WhatsApp +39 051 000 000'],
      [elsewhere, 'Bottega Luna’s Page'],
    ] as const) {
      await at.page.goto(`${at.hub.url}/inbox/all/${id}`);
      // The page knows its places.
      await at.page.waitForSelector(`main header:has-text("${place}")`);
      await at.page.waitForSelector('article:has-text("Not delivered")');
      expect(await at.page.locator('article button:has-text("Send again")').count()).toBe(0);
    }
  });
});
