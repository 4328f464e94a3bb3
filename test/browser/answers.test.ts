import { describe, expect, test } from 'vitest';
import type { FakeDirectory } from '../console/fake-hub.ts';
import { fill, ticket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { consoleOnFakeHub } from './console-on-fake-hub.ts';

const app = consoleOnFakeHub();
const listed = () => app.page.locator('.tickets .sequence').allTextContents();
const place = (id: string): FakeDirectory['origins'][number] => app.hub.directory.origins.find((origin) => origin.id === id) as never;

describe('names', () => {
  test('come from the directory: colleagues, teams and places', async () => {
    app.hub.say(ticket(app.hub, { owner: { agentId: 'u2', teamId: 't1' } }), { text: 'Hello' });
    await app.enter();
    await app.openFirst();
    // The directory may be read after the ticket has been opened.
    await until('the names are there', async () => (await app.page.textContent('.owner')) === 'Owner: Kenji Mori');
    expect(await app.page.textContent('.facts')).toBe('#1WhatsApp +39 051 000 000Orders');
    for (const route of ['GET /v1/agents', 'GET /v1/origins', 'GET /v1/teams']) expect(app.calls(route)).toEqual([]);
  });

  test('without the directory the page goes on', async () => {
    app.hub.instead.set('GET /v1/directory', { status: 503, body: { code: 'unavailable' } });
    app.hub.say(ticket(app.hub, { owner: { agentId: 'u2', teamId: 't1' } }), { text: 'Hello' });
    await app.enter();
    await app.openFirst();
    expect(await app.page.isVisible('label[for=kind-reply]')).toBe(true);
    expect(app.page.faults).toEqual([]);
  });
});

describe('where a reply can be sent', () => {
  test.each([
    ['a channel that cannot send', 'o2', null, 'Replies on Facebook cannot be sent yet'],
    ['a disabled place', 'o1', { state: 'disabled', canReply: false, cannotReplyBecause: 'disabled' }, 'disabled'],
    ['a place without credentials', 'o1', { canReply: false, receiveOnly: true, cannotReplyBecause: 'receive_only' }, 'only receives'],
  ] as const)('%s has no box for replies but one for notes, and says why', async (_, id, change, reason) => {
    Object.assign(place(id), change ?? {});
    app.hub.say(ticket(app.hub, { origin: { id, channel: place(id).channel } }), { text: 'Hello' });
    await app.enter();
    await app.openFirst();
    await app.page.waitForSelector(`.no-reply:has-text("${reason}")`);
    expect(await app.page.isVisible('label[for=kind-reply]')).toBe(false);
    expect(await app.page.getAttribute('#reply', 'aria-label')).toBe('Internal note');
    await app.page.fill('#reply', 'for us');
    await app.page.keyboard.press('Control+Enter');
    await app.page.waitForSelector('.bubble.note:has-text("for us")');
    expect(app.calls('POST /v1/tickets/th1.1/messages').map(({ body }) => body['kind'])).toEqual(['note']);
  });

  test('another ticket has its reply box, with its own draft', async () => {
    app.hub.say(ticket(app.hub, { origin: { id: 'o2', channel: 'facebook' } }), { text: 'From the page' });
    app.hub.say(ticket(app.hub), { text: 'From the phone' });
    await app.enter();
    await app.page.click('.ticket:has-text("From the phone")');
    await app.page.fill('#reply', 'half a reply');
    await app.page.click('.ticket:has-text("From the page")');
    await app.page.waitForSelector('.no-reply:visible');
    expect(await app.page.inputValue('#reply')).toBe('');
    await app.page.click('.ticket:has-text("From the phone")');
    await app.page.waitForSelector('label[for=kind-reply]:visible');
    expect([await app.page.inputValue('#reply'), await app.page.getAttribute('#reply', 'aria-label')]).toEqual(['half a reply', 'Reply']);
  });
});

describe('a reply that was not sent', () => {
  test('is sent again at a press, once', async () => {
    const first = ticket(app.hub);
    app.hub.say(first, { text: 'Hello' });
    app.hub.say(first, {
      kind: 'reply',
      text: 'lost',
      delivery: { state: 'failed', error: { code: '131047', message: 'The customer has not written for 24 hours.' } },
    });
    app.hub.say(first, { kind: 'reply', text: 'unsure', delivery: { state: 'unknown', error: null } });
    app.hub.say(first, { kind: 'reply', text: 'fine', delivery: { state: 'sent', error: null } });
    await app.enter();
    await app.openFirst();
    await until('the messages are there', async () => (await app.page.locator('.message-foot .link').count()) === 2);
    expect(await app.page.textContent('.delivery.failed')).toContain('has not written for 24 hours');
    await app.page.click('.message:has-text("lost") .link:has-text("Send again")');
    await app.page.waitForSelector('.message:has-text("lost") .delivery.sent');
    expect(app.calls('POST /v1/tickets/th1.1/messages/2/retry')).toHaveLength(1);
    expect(await app.page.locator('.message:has-text("lost") .link').count()).toBe(0);
  });

  test('that the hub refuses is said', async () => {
    const first = ticket(app.hub);
    app.hub.say(first, { kind: 'reply', text: 'lost', delivery: { state: 'failed', error: null } });
    await app.enter();
    await app.openFirst();
    app.hub.instead.set('POST /v1/tickets/th1.1/messages/1/retry', { status: 409, body: { code: 'conflict', detail: 'The origin is disabled.' } });
    await app.page.click('.link:has-text("Send again")');
    await app.page.waitForSelector('.toast.error:has-text("disabled")');
    await until('it can be pressed again', () => app.page.isEnabled('.link:has-text("Send again")'));
  });

  test('is not offered on a closed ticket, nor where nothing can be sent', async () => {
    const closed = ticket(app.hub, { status: 'closed' });
    const page = ticket(app.hub, { origin: { id: 'o2', channel: 'facebook' } });
    for (const one of [closed, page]) app.hub.say(one, { kind: 'reply', text: `lost in ${one.status}`, delivery: { state: 'failed', error: null } });
    await app.enter();
    for (const [status, name] of [
      ['closed', 'WhatsApp +39 051 000 000'],
      ['created', 'Bottega Luna’s Page'],
    ] as const) {
      await app.page.click(`.ticket:has-text("lost in ${status}")`);
      await app.page.waitForSelector(`.message:has-text("lost in ${status}")`);
      // The page knows its places before the second ticket is opened.
      await app.page.waitForSelector(`.facts:has-text("${name}")`);
      expect(await app.page.locator('.link:has-text("Send again")').count()).toBe(0);
    }
  });
});

describe('a queue', () => {
  test('shows its own order, and live changes keep it', async () => {
    const at = (minute: number) => new Date(Date.now() - (60 - minute) * 60_000).toISOString();
    const one = (priority: string, minute: number) => {
      const made = ticket(app.hub, { priority, waitingSince: at(minute), queueIds: ['q'] });
      app.hub.say(made, { text: `${priority} ${minute}` });
      return made;
    };
    // Numbers 1 to 4; the last to write is the first of the newest.
    const [low, , urgent] = [one('normal', 30), one('normal', 10), one('urgent', 40), one('high', 50)];
    app.hub.queues = [{ id: 'q', name: 'Care', priority: 1, counters: { created: 4 } }];
    await app.enter();
    await until('the newest first', async () => (await listed()).join() === '#4,#3,#2,#1');
    await app.page.click('.queue:has-text("Care")');
    await until('the queue’s order', async () => (await listed()).join() === '#3,#4,#2,#1');
    expect(app.calls('GET /v1/queues/q/tickets').length).toBeGreaterThan(0);
    Object.assign(low as object, { priority: 'urgent', waitingSince: at(5) });
    app.hub.say(low as never, { text: 'at once!' });
    await until('it moved up', async () => (await listed()).join() === '#1,#3,#4,#2');
    Object.assign(urgent as object, { status: 'closed' });
    app.hub.push({ type: 'ticket', ticket: { ...urgent, updatedAt: new Date().toISOString() } });
    await until('a closed one leaves', async () => (await listed()).join() === '#1,#4,#2');
    await app.page.selectOption('.tools select', 'closed');
    await until('unless it is asked for', async () => (await listed()).join() === '#3');
    await app.page.selectOption('.tools select', '');
    await app.page.click('.queue:has-text("All tickets")');
    await until('all tickets, newest first', async () => (await listed())[0] === '#1' && (await listed()).length === 4);
  });
});

describe('frames', () => {
  test('come alone or in arrays, and one that says it was cut is read whole', async () => {
    await app.enter();
    const first = ticket(app.hub);
    app.hub.say(first, { text: 'Hello' });
    Object.assign(first, { tags: ['found'] });
    const { id, sequence, status, version } = first;
    for (const socket of app.hub.sockets)
      socket.send(JSON.stringify([null, 7, { type: 'ticket', ticket: { id, sequence, status, version }, truncated: true, cursor: 'c9' }]));
    await app.page.waitForSelector('.ticket:has-text("found")');
    expect(app.page.faults).toEqual([]);
  });

  test('that come before a replay has ended do not move the cursor', async () => {
    const first = ticket(app.hub);
    app.hub.say(first, { text: 'one' });
    await app.enter();
    /** A frame that the page has heard. */
    const tell = async (cursor: string): Promise<void> => {
      Object.assign(first, { tags: [cursor], updatedAt: new Date().toISOString() });
      app.hub.push({ type: 'ticket', ticket: first, cursor });
      await app.page.waitForSelector(`.ticket:has-text("${cursor}")`);
    };
    await tell('c1');
    const breakOff = async (times: number): Promise<void> => {
      await until('the socket is there', () => app.hub.sockets.size === 1);
      for (const socket of app.hub.sockets) socket.terminate();
      await until('it resumed', () => app.hub.resumed.length === times);
    };
    await breakOff(1);
    await tell('c7');
    await breakOff(2);
    app.hub.push({ type: 'resumed', cursor: 'c4', more: true });
    await until('it asks for the rest', () => app.hub.resumed.length === 3);
    app.hub.push({ type: 'resumed', cursor: 'c8', more: false });
    await tell('c9');
    await breakOff(4);
    expect(app.hub.resumed.map((frame) => (frame as { cursor: string }).cursor)).toEqual(['c1', 'c1', 'c4', 'c9']);
  });
});

test('the demo’s places are named as they are, and their tickets can be told apart', async () => {
  fill(app.hub);
  await app.enter();
  await app.page.click('.ticket:has(.badge.facebook)');
  await app.page.waitForSelector('.facts:has-text("Bottega Luna’s Page")');
});
