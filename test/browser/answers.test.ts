import { describe, expect, test } from 'vitest';
import type { FakeDirectory } from '../console/fake-hub.ts';
import { fill, ticket } from '../console/shop.ts';
import { until } from '../harness/until.ts';
import { deskOnFakeHub } from './desk.ts';

const desk = deskOnFakeHub();
const listed = () => desk.page.locator('.tickets .sequence').allTextContents();
const place = (id: string): FakeDirectory['origins'][number] => desk.hub.directory.origins.find((origin) => origin.id === id) as never;

describe('names', () => {
  test('come from the directory: colleagues, teams and places', async () => {
    desk.hub.say(ticket(desk.hub, { owner: { agentId: 'u2', teamId: 't1' } }), { text: 'Hello' });
    await desk.enter();
    await desk.openFirst();
    expect(await desk.page.textContent('.owner')).toBe('Owner: Kenji Mori');
    expect(await desk.page.textContent('.facts')).toBe('#1WhatsApp +39 051 000 000Orders');
    for (const route of ['GET /v1/agents', 'GET /v1/origins', 'GET /v1/teams']) expect(desk.calls(route)).toEqual([]);
  });

  test('without the directory the page goes on', async () => {
    desk.hub.instead.set('GET /v1/directory', { status: 503, body: { code: 'unavailable' } });
    desk.hub.say(ticket(desk.hub, { owner: { agentId: 'u2', teamId: 't1' } }), { text: 'Hello' });
    await desk.enter();
    await desk.openFirst();
    expect(await desk.page.isVisible('label[for=kind-reply]')).toBe(true);
    expect(desk.page.faults).toEqual([]);
  });
});

describe('where a reply can be sent', () => {
  test.each([
    ['a channel that cannot send', 'o2', null, 'Replies on Facebook cannot be sent yet'],
    ['a disabled place', 'o1', { state: 'disabled', canReply: false, cannotReplyBecause: 'disabled' }, 'disabled'],
    ['a place without credentials', 'o1', { canReply: false, receiveOnly: true, cannotReplyBecause: 'receive_only' }, 'only receives'],
  ] as const)('%s has no box for replies but one for notes, and says why', async (_, id, change, reason) => {
    Object.assign(place(id), change ?? {});
    desk.hub.say(ticket(desk.hub, { origin: { id, channel: place(id).channel } }), { text: 'Hello' });
    await desk.enter();
    await desk.openFirst();
    await desk.page.waitForSelector(`.no-reply:has-text("${reason}")`);
    expect(await desk.page.isVisible('label[for=kind-reply]')).toBe(false);
    expect(await desk.page.getAttribute('#reply', 'aria-label')).toBe('Internal note');
    await desk.page.fill('#reply', 'for us');
    await desk.page.keyboard.press('Control+Enter');
    await desk.page.waitForSelector('.bubble.note:has-text("for us")');
    expect(desk.calls('POST /v1/tickets/th1.1/messages').map(({ body }) => body['kind'])).toEqual(['note']);
  });

  test('another ticket has its reply box, with its own draft', async () => {
    desk.hub.say(ticket(desk.hub, { origin: { id: 'o2', channel: 'facebook' } }), { text: 'From the page' });
    desk.hub.say(ticket(desk.hub), { text: 'From the phone' });
    await desk.enter();
    await desk.page.click('.ticket:has-text("From the phone")');
    await desk.page.fill('#reply', 'half a reply');
    await desk.page.click('.ticket:has-text("From the page")');
    await desk.page.waitForSelector('.no-reply:visible');
    expect(await desk.page.inputValue('#reply')).toBe('');
    await desk.page.click('.ticket:has-text("From the phone")');
    await desk.page.waitForSelector('label[for=kind-reply]:visible');
    expect([await desk.page.inputValue('#reply'), await desk.page.getAttribute('#reply', 'aria-label')]).toEqual(['half a reply', 'Reply']);
  });
});

describe('a reply that was not sent', () => {
  test('is sent again at a press, once', async () => {
    const first = ticket(desk.hub);
    desk.hub.say(first, { text: 'Hello' });
    desk.hub.say(first, {
      kind: 'reply',
      text: 'lost',
      delivery: { state: 'failed', error: { code: '131047', message: 'The customer has not written for 24 hours.' } },
    });
    desk.hub.say(first, { kind: 'reply', text: 'unsure', delivery: { state: 'unknown', error: null } });
    desk.hub.say(first, { kind: 'reply', text: 'fine', delivery: { state: 'sent', error: null } });
    await desk.enter();
    await desk.openFirst();
    await until('the messages are there', async () => (await desk.page.locator('.message-foot .link').count()) === 2);
    expect(await desk.page.textContent('.delivery.failed')).toContain('has not written for 24 hours');
    await desk.page.click('.message:has-text("lost") .link:has-text("Send again")');
    await desk.page.waitForSelector('.message:has-text("lost") .delivery.sent');
    expect(desk.calls('POST /v1/tickets/th1.1/messages/2/retry')).toHaveLength(1);
    expect(await desk.page.locator('.message:has-text("lost") .link').count()).toBe(0);
  });

  test('that the hub refuses is said', async () => {
    const first = ticket(desk.hub);
    desk.hub.say(first, { kind: 'reply', text: 'lost', delivery: { state: 'failed', error: null } });
    await desk.enter();
    await desk.openFirst();
    desk.hub.instead.set('POST /v1/tickets/th1.1/messages/1/retry', { status: 409, body: { code: 'conflict', detail: 'The origin is disabled.' } });
    await desk.page.click('.link:has-text("Send again")');
    await desk.page.waitForSelector('.toast.error:has-text("disabled")');
    await until('it can be pressed again', () => desk.page.isEnabled('.link:has-text("Send again")'));
  });

  test('is not offered on a closed ticket, nor where nothing can be sent', async () => {
    const closed = ticket(desk.hub, { status: 'closed' });
    const page = ticket(desk.hub, { origin: { id: 'o2', channel: 'facebook' } });
    for (const one of [closed, page]) desk.hub.say(one, { kind: 'reply', text: `lost in ${one.status}`, delivery: { state: 'failed', error: null } });
    await desk.enter();
    await until('the directory is read', () => desk.calls('GET /v1/directory').length > 0);
    for (const status of ['closed', 'created']) {
      await desk.page.click(`.ticket:has-text("lost in ${status}")`);
      await desk.page.waitForSelector(`.message:has-text("lost in ${status}")`);
      expect(await desk.page.locator('.link:has-text("Send again")').count()).toBe(0);
    }
  });
});

describe('a queue', () => {
  test('shows its own order, and live changes keep it', async () => {
    const at = (minute: number) => new Date(Date.now() - (60 - minute) * 60_000).toISOString();
    const one = (priority: string, minute: number) => {
      const made = ticket(desk.hub, { priority, waitingSince: at(minute), queueIds: ['q'] });
      desk.hub.say(made, { text: `${priority} ${minute}` });
      return made;
    };
    // Numbers 1 to 4; the last to write is the first of the newest.
    const [low, , urgent] = [one('normal', 30), one('normal', 10), one('urgent', 40), one('high', 50)];
    desk.hub.queues = [{ id: 'q', name: 'Care', priority: 1, counters: { created: 4 } }];
    await desk.enter();
    expect(await listed()).toEqual(['#4', '#3', '#2', '#1']);
    await desk.page.click('.queue:has-text("Care")');
    await until('the queue’s order', async () => (await listed()).join() === '#3,#4,#2,#1');
    expect(desk.calls('GET /v1/queues/q/tickets').length).toBeGreaterThan(0);
    Object.assign(low as object, { priority: 'urgent', waitingSince: at(5) });
    desk.hub.say(low as never, { text: 'at once!' });
    await until('it moved up', async () => (await listed()).join() === '#1,#3,#4,#2');
    Object.assign(urgent as object, { status: 'closed' });
    desk.hub.push({ type: 'ticket', ticket: { ...urgent, updatedAt: new Date().toISOString() } });
    await until('a closed one leaves', async () => (await listed()).join() === '#1,#4,#2');
    await desk.page.selectOption('.tools select', 'closed');
    await until('unless it is asked for', async () => (await listed()).join() === '#3');
    await desk.page.selectOption('.tools select', '');
    await desk.page.click('.queue:has-text("All tickets")');
    await until('all tickets, newest first', async () => (await listed())[0] === '#1' && (await listed()).length === 4);
  });
});

describe('frames', () => {
  test('come alone or in arrays, and one that says it was cut is read whole', async () => {
    await desk.enter();
    const first = ticket(desk.hub);
    desk.hub.say(first, { text: 'Hello' });
    Object.assign(first, { tags: ['found'] });
    const { id, sequence, status, version } = first;
    for (const socket of desk.hub.sockets)
      socket.send(JSON.stringify([null, 7, { type: 'ticket', ticket: { id, sequence, status, version }, truncated: true, cursor: 'c9' }]));
    await desk.page.waitForSelector('.ticket:has-text("found")');
    expect(desk.page.faults).toEqual([]);
  });

  test('that come before a replay has ended do not move the cursor', async () => {
    const first = ticket(desk.hub);
    desk.hub.say(first, { text: 'one' });
    await desk.enter();
    desk.hub.push({ type: 'ticket', ticket: first, cursor: 'c1' });
    const breakOff = async (times: number): Promise<void> => {
      await until('the socket is there', () => desk.hub.sockets.size === 1);
      for (const socket of desk.hub.sockets) socket.terminate();
      await until('it resumed', () => desk.hub.resumed.length === times);
    };
    await breakOff(1);
    desk.hub.push({ type: 'ticket', ticket: first, cursor: 'c7' });
    await breakOff(2);
    desk.hub.push({ type: 'resumed', cursor: 'c4', more: true });
    await until('it asks for the rest', () => desk.hub.resumed.length === 3);
    desk.hub.push({ type: 'resumed', cursor: 'c8', more: false });
    desk.hub.push({ type: 'ticket', ticket: first, cursor: 'c9' });
    await breakOff(4);
    expect(desk.hub.resumed.map((frame) => (frame as { cursor: string }).cursor)).toEqual(['c1', 'c1', 'c4', 'c9']);
  });
});

test('the demo’s places are named as they are, and their tickets can be told apart', async () => {
  fill(desk.hub);
  await desk.enter();
  await desk.page.click('.ticket:has(.badge.facebook)');
  await desk.page.waitForSelector('.facts:has-text("Bottega Luna’s Page")');
});
