import * as fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { RECEIVES_ONLY } from '../../../domain/channels/capabilities.ts';
import { type Connection, silence } from '../../../domain/realtime/connection.ts';
import { deliverFeed } from '../../../domain/realtime/deliver-feed.ts';
import { serverFrames } from '../../../domain/realtime/frames.ts';
import { handleFrames } from '../../../domain/realtime/handle-frame.ts';
import { readFrames } from '../../../domain/realtime/read-frames.ts';
import { beginReplay } from '../../../domain/realtime/replay-turn.ts';
import { liveConnections } from '../../../domain/realtime/roster.ts';
import { closedOf, headOf, TENANT, threadOf, ticketOf } from '../search/threads.ts';
import { cursorOfBefore, type FeedWorld, feedWorld } from './world.ts';

let world: FeedWorld;
let anna: Connection;
beforeEach(async () => {
  world = await feedWorld();
  for (const id of ['anna', 'boris']) await world.agent(id, 'agent');
  await world.queue('hidden', { agentIds: ['boris'] });
  anna = await world.connect('anna');
});

const say = async (frame: unknown, who = anna) => {
  await handleFrames(world.deps, who, readFrames(typeof frame === 'string' ? frame : JSON.stringify(frame)));
  return world.framesOf(who.connectionId);
};
const cursor = cursorOfBefore(TENANT, 1_000);

test.each<[string, unknown, Record<string, unknown>]>([
  ['broken JSON', '{"type":', { code: 'invalid_request' }],
  ['no object', '[1]', { code: 'invalid_request' }],
  ['an array of nothing', '[]', { code: 'invalid_request' }],
  ['an array in an array', [[{ type: 'resume' }]], { code: 'invalid_request' }],
  ['an array of too many', Array.from({ length: 101 }, () => ({ type: 'resume' })), { code: 'too_large' }],
  ['an array of a million', `[${'1,'.repeat(45_000)}1]`, { code: 'too_large' }],
  ['deep', '['.repeat(50_000) + ']'.repeat(50_000), { code: 'too_large' }],
  ['deep and broken', '['.repeat(90_000), { code: 'invalid_request' }],
  ['deep within', `{"type":"ack","cursor":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, { code: 'invalid_request' }],
  ['deep in an array', `[{"type":"ack","cursor":${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}}]`, { code: 'too_large' }],
  ['a member of many characters', { type: 'resume', ['k'.repeat(30_000)]: 1 }, { code: 'invalid_request' }],
  ['half a character', '{"type":"typing","id":"t","conversationId":"half \\ud83d"}', { code: 'invalid_request', id: 't' }],
  ['a megabyte', 'x'.repeat(1_000_000), { code: 'too_large' }],
  ['null', 'null', { code: 'invalid_request' }],
  ['nothing', '', { code: 'invalid_request' }],
  ['no type', { id: 'f1' }, { code: 'invalid_request', id: 'f1' }],
  ['an unknown type', { type: 'dance', id: 'f1' }, { code: 'invalid_request', id: 'f1' }],
  ['a name that every object has', { type: 'toString' }, { code: 'invalid_request' }],
  ['an unknown member', { type: 'resume', id: 'f1', since: 1 }, { code: 'invalid_request', id: 'f1' }],
  ['a wrong type', { type: 'typing', conversationId: 7 }, { code: 'invalid_request' }],
  ['an id that is no id', { type: 'resume', id: 7 }, { code: 'invalid_request' }],
  ['too much', { type: 'typing', conversationId: 'x'.repeat(40_000) }, { code: 'too_large' }],
  ['another tenant’s cursor', { type: 'resume', id: 'f1', cursor: cursorOfBefore('other', 1) }, { code: 'invalid_request', id: 'f1' }],
  ['an ack of nothing', { type: 'ack', id: 'a1' }, { code: 'unprocessable', id: 'a1' }],
  ['an ack of a conversation without a number', { type: 'ack', conversationId: 'c' }, { code: 'unprocessable' }],
  ['an ack of no conversation', { type: 'ack', conversationId: 'c', number: 3 }, { code: 'not_found' }],
  [
    'an ack of a conversation of users',
    { type: 'ack', conversationId: `g-${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}`, number: 3 },
    { code: 'not_found' },
  ],
  ['an ack of an unknown thread', { type: 'ack', conversationId: threadOf(77), number: 3 }, { code: 'not_found' }],
  ['an ack of message 0', { type: 'ack', conversationId: threadOf(1), number: 0 }, { code: 'invalid_request' }],
  [
    'a screen that shows too much',
    { type: 'subscribe', id: 's1', ticketIds: Array.from({ length: 101 }, (_, n) => `t${n}`) },
    { code: 'invalid_request', id: 's1' },
  ],
  ['an ack with a wrong cursor', { type: 'ack', cursor: 'nonsense' }, { code: 'invalid_request' }],
  ['a message to nowhere', { type: 'send', id: 'm1', conversationId: 'c', body: 'hi' }, { code: 'not_found', id: 'm1' }],
  ['a message to a thread', { type: 'send', id: 'm1', conversationId: threadOf(1), body: 'hi' }, { code: 'unprocessable', id: 'm1' }],
  ['a message without an id', { type: 'send', conversationId: 'c.c', body: 'hi' }, { code: 'invalid_request' }],
  ['a blank message', { type: 'send', id: 'm1', conversationId: 'c.c', body: ' \n' }, { code: 'invalid_request', id: 'm1' }],
  ['a message of 20,001 characters', { type: 'send', id: 'm1', conversationId: 'c.c', body: 'x'.repeat(20_001) }, { code: 'invalid_request', id: 'm1' }],
  ['a message in an unknown chat', { type: 'send', id: 'm1', conversationId: 'c.nothing', body: 'hi' }, { code: 'not_found', id: 'm1' }],
  ['a group without a name', { type: 'group.create', id: 'g1', name: ' ', memberIds: [] }, { code: 'invalid_request', id: 'g1' }],
  ['a group of strangers', { type: 'group.create', id: 'g1', name: 'Us', memberIds: ['nobody'] }, { code: 'unprocessable', id: 'g1' }],
  [
    'a group of too many',
    { type: 'group.create', id: 'g1', name: 'Us', memberIds: Array.from({ length: 1_001 }, (_, n) => `p${n}`) },
    { code: 'too_large', id: 'g1' },
  ],
  ['a change of no group', { type: 'group.update', id: 'g1', groupId: 'x', name: 'We' }, { code: 'not_found', id: 'g1' }],
  ['a change of a group that is not named', { type: 'group.update', id: 'g1', name: 'We' }, { code: 'unprocessable', id: 'g1' }],
  ['an ack of a chat with a cursor of nothing', { type: 'ack', id: 'a1', conversationId: 'c.c', cursor: 'nonsense' }, { code: 'unprocessable', id: 'a1' }],
  ['a broken second half of a cursor', { type: 'ack', id: 'a1', cursor: `${cursor}~nonsense` }, { code: 'invalid_request', id: 'a1' }],
  ['typing in no conversation', { type: 'typing', id: 't1', conversationId: 'nowhere' }, { code: 'not_found', id: 't1' }],
])('%s is answered by an error frame, and the connection stays', async (_, frame, expected) => {
  const [answer, ...others] = await say(frame);
  expect(answer).toMatchObject({ type: 'error', ...expected });
  if (!('id' in expected)) expect(answer).not.toHaveProperty('id');
  serverFrames.error.parse(answer);
  expect(others).toEqual([]);
  expect(world.closed).toEqual([]);
});

test('resume and ack do what they say', async () => {
  expect(await say({ type: 'ack', cursor, conversationId: 'any' })).toEqual([]);
  expect((await say({ type: 'resume', id: 'r' })).at(-1)).toMatchObject({ type: 'resumed', id: 'r' });
});

const readTo = (n: number, personId = 'anna') =>
  world.table.all().find(({ pk, sk }) => pk === `T#${TENANT}#U#${personId}` && sk === `R#${threadOf(n)}`)?.['number'];

test('an ack of messages is kept for the person, never moves back, and not beyond the last message', async () => {
  await world.put({ ...headOf(ticketOf(1)), lastNumber: 7 });
  for (const [number, kept] of [
    [3, 3],
    [2, 3],
    [3, 3],
    [5, 5],
    [900, 7],
    [6, 7],
  ]) {
    expect(await say({ type: 'ack', conversationId: threadOf(1), number })).toEqual([]);
    expect(readTo(1)).toBe(kept);
  }
});

test('an agent who may not see a conversation cannot acknowledge its messages: it looks unknown', async () => {
  await world.put({ ...headOf(ticketOf(1, { queueIds: ['hidden'] })), lastNumber: 7 });
  expect(await say({ type: 'ack', id: 'a', conversationId: threadOf(1), number: 3 })).toMatchObject([{ type: 'error', id: 'a', code: 'not_found' }]);
  const uli = await world.connect('uli', { role: 'user', principal: 'user' });
  expect(await say({ type: 'ack', conversationId: threadOf(1), number: 3 }, uli)).toMatchObject([{ type: 'error', code: 'not_found' }]);
  const boris = await world.connect('boris');
  expect(await say({ type: 'ack', conversationId: threadOf(1), number: 3 }, boris)).toEqual([]);
  expect([readTo(1), readTo(1, 'boris')]).toEqual([undefined, 3]);
});

test('between two tickets of a thread the last one says who may acknowledge', async () => {
  const { pk, sk } = headOf(ticketOf(1));
  await world.put({ pk, sk, revision: 4, lastNumber: 7 });
  expect(await say({ type: 'ack', conversationId: threadOf(1), number: 3 })).toMatchObject([{ type: 'error', code: 'not_found' }]);
  await world.put(closedOf(ticketOf(1)));
  world.forget();
  expect(await say({ type: 'ack', conversationId: threadOf(1), number: 3 })).toEqual([]);
  expect(readTo(1)).toBe(3);
});

test('a subscription narrows what the connection is told from the next delivery on, and ends when it names nothing', async () => {
  await world.queue('open');
  const tell = async (n: number, queueIds: readonly string[] = []) => {
    world.forget();
    await deliverFeed(world.deps, [{ kind: 'ticket', tenantId: TENANT, ticket: ticketOf(n, { queueIds: [...queueIds] }) }]);
    return world.framesOf('anna').length;
  };
  expect([await tell(1), await tell(2, ['open'])]).toEqual([1, 1]);
  expect(await say({ type: 'subscribe', ticketIds: [ticketOf(2).id] })).toEqual(world.framesOf('anna'));
  expect([await tell(1), await tell(2, ['open']), await tell(3, ['open'])]).toEqual([0, 1, 0]);
  await say({ type: 'subscribe', queueIds: ['open', 'hidden'] });
  expect([await tell(1), await tell(2, ['open']), await tell(3, ['open']), await tell(4, ['hidden'])]).toEqual([0, 1, 1, 0]);
  await say({ type: 'subscribe', queueIds: [] });
  expect([await tell(1), await tell(2, ['open'])]).toEqual([0, 0]);
  await say({ type: 'subscribe' });
  expect([await tell(1), await tell(2, ['open'])]).toEqual([1, 1]);
});

test('only agents subscribe to tickets, and a closed connection subscribes to nothing', async () => {
  const uli = await world.connect('uli', { role: 'user', principal: 'user' });
  expect(await say({ type: 'subscribe', id: 's', queueIds: [] }, uli)).toMatchObject([{ type: 'error', id: 's', code: 'forbidden' }]);
  await silence(world.table, anna);
  expect(await say({ type: 'subscribe', queueIds: [] })).toEqual([]);
  expect(await liveConnections(world.table, TENANT, world.deps.clock())).toEqual([]);
});

test('typing is heard by the others who see the ticket, on all their devices, and by nobody else', async () => {
  await world.agent('carla', 'agent');
  for (const [id, personId] of [
    ['boris1', 'boris'],
    ['boris2', 'boris'],
    ['anna2', 'anna'],
    ['carla', 'carla'],
  ] as const)
    await world.connect(id, { personId });
  await world.put(headOf(ticketOf(1, { queueIds: ['hidden'], owner: { agentId: 'anna', teamId: null } })));
  expect(await say({ type: 'typing', conversationId: threadOf(1) })).toEqual([]);
  const frame = { type: 'typing', conversationId: threadOf(1), ticketId: `${threadOf(1)}.1`, userId: 'anna', name: expect.anything() as unknown };
  expect([world.framesOf('boris1'), world.framesOf('boris2'), world.framesOf('anna2'), world.framesOf('carla')]).toEqual([[frame], [frame], [], []]);
  const carla = await world.connect('carla2', { personId: 'carla' });
  expect(await say({ type: 'typing', conversationId: threadOf(1) }, carla)).toMatchObject([{ type: 'error', code: 'not_found' }]);
  const uli = await world.connect('uli', { role: 'user', principal: 'user' });
  expect(await say({ type: 'typing', conversationId: threadOf(1) }, uli)).toMatchObject([{ type: 'error', code: 'not_found' }]);
});

test('a provider is told what was read and that an answer is being written, but not of a note, and not without a message of the customer', async () => {
  const signals = () => world.signals.splice(0).map(({ signal: { signal, number, originId, threadId } }) => [signal, number, originId, threadId]);
  const ticket = ticketOf(1, { lastCustomerNumber: 5 });
  await world.put({ ...headOf(ticket), lastNumber: 7 });
  await say({ type: 'ack', conversationId: threadOf(1), number: 3 });
  await say({ type: 'ack', conversationId: threadOf(1), number: 7 });
  await say({ type: 'typing', conversationId: threadOf(1) });
  const { origin } = ticket;
  expect(signals()).toEqual([
    ['markRead', 3, origin.id, threadOf(1)],
    ['markRead', 5, origin.id, threadOf(1)],
    ['typing', 5, origin.id, threadOf(1)],
  ]);
  await say({ type: 'typing', conversationId: threadOf(1), note: true });
  await say({ type: 'ack', conversationId: 'nowhere', number: 1 });
  await say({ type: 'typing', conversationId: 'nowhere' });
  await world.put({ ...headOf(ticketOf(1, { lastCustomerNumber: 0 })), lastNumber: 7 });
  await say({ type: 'typing', conversationId: threadOf(1) });
  await say({ type: 'ack', conversationId: threadOf(1), number: 7 });
  expect(signals()).toEqual([]);
});

test('on a channel without read marks and typing, no entry is made', async () => {
  Object.assign(world.deps, { capabilitiesOf: () => RECEIVES_ONLY });
  await world.put({ ...headOf(ticketOf(1, { lastCustomerNumber: 1 })), lastNumber: 1 });
  await say({ type: 'ack', conversationId: threadOf(1), number: 1 });
  await say({ type: 'typing', conversationId: threadOf(1) });
  expect(world.signals).toEqual([]);
});

test('no frame, whatever it is, breaks the connection', async () => {
  const anything = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({
        type: fc.constantFrom('resume', 'ack', 'typing', 'subscribe', 'send', 'group.create', 'group.update', 'x'),
        id: fc.anything(),
        cursor: fc.anything(),
      })
      .map((f) => JSON.stringify(f)),
  );
  await fc.assert(
    fc.asyncProperty(anything, async (text) => {
      world.forget();
      for (const answer of await say(text ?? '')) serverFrames[answer.type as keyof typeof serverFrames].parse(answer);
      expect(world.closed).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('an array is run frame by frame, in order: what is wrong with one harms no other', async () => {
  const frames = [
    { type: 'resume', id: 'a', cursor },
    { type: 'dance', id: 'b' },
    7,
    { type: 'ack', cursor },
    { type: 'typing', id: 'c', conversationId: 'nowhere' },
  ];
  const answers = await say(frames);
  expect(answers.filter(({ type }) => type !== 'queue').map(({ type, id, code }) => [type, id, code])).toEqual([
    ['resumed', 'a', undefined],
    ['error', 'b', 'invalid_request'],
    ['error', undefined, 'invalid_request'],
    ['error', 'c', 'not_found'],
  ]);
});

test('a frame that fails without its fault is told to come again, and those behind it are run', async () => {
  const { write } = world.table;
  world.table.write = (given) => (given.op === 'put' && given.item.sk === 'R#feed' ? Promise.reject(new Error('down')) : write(given));
  const text = JSON.stringify([
    { type: 'ack', id: 'a', cursor },
    { type: 'resume', id: 'r' },
  ]);
  expect((await handleFrames(world.deps, anna, readFrames(text))).map(String)).toEqual(['Error: down']);
  expect(world.framesOf('anna').filter(({ type }) => type !== 'queue')).toMatchObject([
    { type: 'error', code: 'unavailable', id: 'a' },
    { type: 'resumed', id: 'r' },
  ]);
});

test('a second replay on a connection is an error frame while the first runs', async () => {
  await beginReplay(world.table, anna, world.deps.clock());
  expect(await say({ type: 'resume', id: 'r2' })).toMatchObject([{ type: 'error', code: 'conflict', id: 'r2' }]);
});

test('an agent who types is not told that a colleague cannot be reached', async () => {
  await world.put(headOf(ticketOf(1)));
  await world.connect('boris1', { personId: 'boris' });
  world.bad.set('boris1', 'dead');
  expect(await say({ type: 'typing', conversationId: threadOf(1) })).toEqual([]);
});

test.each([
  ['a subscription', { type: 'subscribe', id: 'f', queueIds: [] }],
  ['an ack of messages', { type: 'ack', id: 'f', conversationId: threadOf(1), number: 1 }],
])('%s that the table does not take is told to come again', async (_, frame) => {
  await world.put({ ...headOf(ticketOf(1)), lastNumber: 7 });
  world.table.write = () => Promise.reject(new Error('down'));
  const failures = await handleFrames(world.deps, anna, readFrames(JSON.stringify(frame)));
  expect(failures.map(String)).toEqual(['Error: down']);
  expect(world.framesOf('anna')).toMatchObject([{ type: 'error', code: 'unavailable', id: 'f' }]);
});
