import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { visitorItem, visitorKey, visitorOf } from '../../../domain/livechat/visitor.ts';
import { validConnection } from '../../../domain/realtime/close-connections.ts';
import type { Connection } from '../../../domain/realtime/connection.ts';
import { deliverFeed } from '../../../domain/realtime/deliver-feed.ts';
import { type FeedEntry, feedEntriesOf } from '../../../domain/realtime/feed-entry.ts';
import { serverFrames } from '../../../domain/realtime/frames.ts';
import { handleFrames } from '../../../domain/realtime/handle-frame.ts';
import { readFrames } from '../../../domain/realtime/read-frames.ts';
import { issueVisitorTicket, openConnection } from '../../../domain/realtime/socket-ticket.ts';
import { visitorFrames } from '../../../domain/realtime/visitor-frames.ts';
import { bodyKey } from '../../../domain/support/messages/bodies.ts';
import { MESSAGE_KINDS } from '../../../domain/support/messages/message.ts';
import { TableUnavailable } from '../../../domain/table/port.ts';
import { headOf, messageItem, TENANT, threadOf, ticketOf } from '../search/threads.ts';
import { type FeedWorld, feedWorld } from './world.ts';

const [MINE, OTHERS] = [threadOf(1), threadOf(2)];
const agent = { type: 'agent', id: 'anna', name: 'Anna', handle: 'anna@shop.example' } as const;
const reply = { kind: 'reply', author: agent, surface: 'chat', delivery: { state: 'queued', error: null } } as const;
const chat = { origin: { id: 'o', channel: 'livechat' } } as const;

let world: FeedWorld;
let mia: Connection;
const visitor = (connectionId: string, threadId = MINE): Promise<Connection> =>
  world.connect(connectionId, { personId: threadId, principal: 'visitor', role: 'user', sessionId: null });
beforeEach(async () => {
  world = await feedWorld();
  for (const id of ['anna', 'boris']) await world.agent(id, 'agent');
  for (const n of [1, 2]) await world.put(headOf(ticketOf(n, chat)));
  mia = await visitor('mia');
  await visitor('noah', OTHERS);
});

/** Writes a message and delivers what the projector tells of it. */
const write = async (number: number, given: Parameters<typeof messageItem>[2], threadId = MINE) => {
  const item = messageItem(threadId, number, given);
  await world.put(item);
  return deliver(...feedEntriesOf(undefined, item));
};
const deliver = (...entries: readonly FeedEntry[]) => deliverFeed(world.deps, entries);
const heard = (connectionId = 'mia') => world.framesOf(connectionId);

describe('a visitor is told', () => {
  test('a reply, on every device of theirs, and nobody else’s', async () => {
    await visitor('phone');
    const { sent, failed } = await write(2, { ...reply, text: 'good morning' });
    expect([sent, failed.size]).toEqual([2, 0]);
    const frame = { type: 'message', message: { number: 2, from: 'agent', name: 'Anna', text: 'good morning', status: 'sent' } };
    expect([heard(), heard('phone'), heard('noah')]).toMatchObject([[frame], [frame], []]);
    for (const one of heard()) visitorFrames.message.parse(one);
    expect(JSON.stringify(heard())).not.toMatch(/anna@|ticket|thread/);
  });

  test('while no agent is connected, and while agents are told too much', async () => {
    await world.connect('anna');
    for (let n = 2; n < 400; n += 1) await world.put(messageItem(MINE, n, { ...reply, text: `reply ${n}` }));
    const entries = Array.from({ length: 398 }, (_, n) => feedEntriesOf(undefined, messageItem(MINE, n + 2, reply))).flat();
    await deliver(...entries);
    expect(heard().at(-1)).toMatchObject({ message: { number: 399 } });
    expect(heard()).toHaveLength(100);
  });

  test.each(MESSAGE_KINDS)('of a message of kind %s only if it was said to them', async (kind) => {
    await write(2, { ...reply, kind, text: 'words' });
    expect(heard()).toHaveLength(['customer', 'reply', 'ai_message'].includes(kind) ? 1 : 0);
  });

  test('a message as it is now, not as it was when the entry was made', async () => {
    const entries = feedEntriesOf(undefined, messageItem(MINE, 2, { ...reply, text: 'before' }));
    await world.put(messageItem(MINE, 2, { ...reply, text: 'after', hidden: true }));
    await deliver(...entries);
    expect(heard()).toMatchObject([{ message: { deleted: true, text: null } }]);
    await world.table.write({ op: 'delete', key: messageItem(MINE, 2) });
    await deliver(...entries);
    expect(heard().filter(({ type }) => type === 'message')).toHaveLength(1);
  });

  test('a change of a message: its status, and that it is gone', async () => {
    const before = messageItem(MINE, 2, reply);
    for (const change of [{ delivery: { state: 'read', error: null } as const }, { hidden: true }, { deleted: true }]) {
      const after = messageItem(MINE, 2, { ...reply, ...change });
      await world.put(after);
      await deliver(...feedEntriesOf(before, after));
    }
    expect(heard()).toMatchObject([{ message: { status: 'read', deleted: false } }, { message: { deleted: true } }, { message: { deleted: true } }]);
  });

  test('a long text by its beginning', async () => {
    const text = 'x'.repeat(30_000);
    await world.put({ ...bodyKey(messageItem(MINE, 2).pk, 2), text, html: null });
    await write(2, { ...reply, text: 'x', aside: true });
    expect(heard()).toMatchObject([{ truncated: true, message: { text: text.slice(0, 20_000) } }]);
  });

  test('nothing of other channels', async () => {
    await write(2, { ...reply, surface: 'dm' });
    expect(heard()).toEqual([]);
  });
});

describe('a visitor’s device that takes nothing', () => {
  test.each(['gone', 'stuck', 'dead'] as const)('(%s) is forgotten, and others are told', async (state) => {
    await visitor('phone');
    world.bad.set('mia', state);
    const { failed } = await write(2, { ...reply, text: 'hello' });
    expect(failed.size).toBe(0);
    expect(heard('phone')).toHaveLength(1);
    world.bad.delete('mia');
    await write(3, reply);
    expect(heard()).toEqual([]);
  });

  test('does not read the table in vain: what fails there is delivered again', async () => {
    const item = messageItem(MINE, 2, reply);
    await world.put(item);
    const table = { ...world.table, query: () => Promise.reject(new TableUnavailable('away')) };
    const entries = feedEntriesOf(undefined, item);
    const { failed } = await deliverFeed({ ...world.deps, table }, entries);
    expect(failed.size).toBe(entries.length);
  });
});

describe('typing', () => {
  const say = async (who: Connection, frame: object) => handleFrames(world.deps, who, readFrames(JSON.stringify(frame)));

  test('of an agent reaches the visitor by name, of a note it does not', async () => {
    const anna = await world.connect('anna');
    await say(anna, { type: 'typing', conversationId: MINE, note: true });
    expect(heard()).toEqual([]);
    await say(anna, { type: 'typing', conversationId: MINE });
    expect(heard()).toEqual([{ type: 'typing', name: 'name of anna' }].map((frame) => ({ ...frame, name: expect.anything() as string })));
    for (const one of heard()) visitorFrames.typing.parse(one);
    expect(heard('noah')).toEqual([]);
  });

  test('of an agent on another channel reaches no visitor', async () => {
    await world.put(headOf(ticketOf(1, { origin: { id: 'o', channel: 'whatsapp' } })));
    await say(await world.connect('anna'), { type: 'typing', conversationId: MINE });
    expect(heard()).toEqual([]);
  });

  test('of the visitor reaches the agents who see the ticket', async () => {
    await world.connect('anna');
    await say(mia, { type: 'typing', conversationId: MINE });
    expect(world.framesOf('anna')).toEqual([{ type: 'typing', conversationId: MINE, ticketId: `${MINE}.1`, userId: 'c1', name: 'Customer 1' }]);
    for (const one of world.framesOf('anna')) serverFrames.typing.parse(one);
    expect(heard()).toEqual([]);
  });

  test('of the visitor in another conversation, or before the first message, is a 404', async () => {
    await say(mia, { type: 'typing', id: 't', conversationId: OTHERS });
    const nobody = await visitor('early', threadOf(7));
    await say(nobody, { type: 'typing', conversationId: threadOf(7) });
    expect([heard(), heard('early'), heard('noah')]).toMatchObject([[{ type: 'error', id: 't', code: 'not_found' }], [{ code: 'not_found' }], []]);
  });

  test.each(['resume', 'ack', 'subscribe', 'presence', 'send', 'group.create', 'group.update'])(
    'is all that a visitor may send: %s is refused',
    async (type) => {
      const members = {
        ack: { cursor: 'c' },
        presence: { availability: 'online' },
        send: { conversationId: MINE, body: 'x' },
        'group.create': { name: 'g', memberIds: [] },
        'group.update': { groupId: 'g' },
      };
      await say(mia, { type, id: 'f', ...(members as Record<string, object>)[type] });
      expect(heard()).toMatchObject([{ type: 'error', id: 'f', code: 'forbidden' }]);
    },
  );

  test('no frame of a visitor makes an error of ours', async () => {
    const frame = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc
        .record({
          type: fc.constantFrom('typing', 'send', 'ack', 'resume', 'dance'),
          conversationId: fc.constantFrom(MINE, OTHERS, '', 'x'.repeat(300)),
          id: fc.anything(),
        })
        .map((one) => JSON.stringify(one)),
    );
    await fc.assert(
      fc.asyncProperty(frame, async (text) => {
        expect(await handleFrames(world.deps, mia, readFrames(text))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
    for (const one of heard()) visitorFrames.error.parse(one);
  });
});

describe('the socket of a visitor', () => {
  const of = {
    tenantId: TENANT,
    originId: 'o',
    visitorId: 'visitor-1',
    userHash: null,
    name: null,
    email: null,
    answers: {},
    delivered: 0,
    read: 0,
    seenAt: null,
    mailedTo: 0,
    mailToken: null,
    mailing: null,
  };
  const threadId = visitorOf(TENANT, { ...visitorKey(TENANT, ''), ...of }).threadId;

  test('opens once by its ticket, and stands while the conversation does', async () => {
    await world.put(visitorItem({ ...of, threadId }, '2026-11-01T09:00:00.000Z'));
    const { ticket } = await issueVisitorTicket(world.deps, { tenantId: TENANT, threadId });
    expect(await openConnection(world.deps, ticket, 'tab')).toMatchObject({ personId: threadId, principal: 'visitor', role: 'user' });
    await expect(openConnection(world.deps, ticket, 'other')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await validConnection(world.deps, 'tab')).toMatchObject({ connectionId: 'tab' });
    await write(2, reply, threadId);
    expect(heard('tab')).toHaveLength(1);
    await world.table.write({ op: 'delete', key: visitorKey(TENANT, threadId) });
    expect(await validConnection(world.deps, 'tab')).toBeUndefined();
    expect(world.closed).toEqual(['tab']);
  });

  test('does not open for a conversation that is gone', async () => {
    const { ticket } = await issueVisitorTicket(world.deps, { tenantId: TENANT, threadId });
    await expect(openConnection(world.deps, ticket, 'tab')).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
