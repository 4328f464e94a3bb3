import { randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { createApplication } from '../../../domain/chat/applications.ts';
import { createChat } from '../../../domain/chat/chats.ts';
import { openDirect } from '../../../domain/chat/directs/directs.ts';
import { changeGroup } from '../../../domain/chat/groups/change-group.ts';
import { groupOf } from '../../../domain/chat/groups/group.ts';
import { showGroup } from '../../../domain/chat/groups/read-groups.ts';
import { deleteInRoom } from '../../../domain/chat/room-messages.ts';
import { decodePosition, encodePosition } from '../../../domain/conversations/log/cursor.ts';
import { contextOf } from '../../../domain/realtime/chat-frames.ts';
import type { Connection } from '../../../domain/realtime/connection.ts';
import { serverFrames } from '../../../domain/realtime/frames.ts';
import { handleFrames } from '../../../domain/realtime/handle-frame.ts';
import { enter } from '../../../domain/realtime/live-people.ts';
import { decodeResumeCursor } from '../../../domain/realtime/positions/resume-cursor.ts';
import { readFrames } from '../../../domain/realtime/read-frames.ts';
import { TENANT } from '../search/threads.ts';
import { type FeedWorld, type Frame, feedWorld } from './world.ts';

const UUID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const GROUP = `g.${UUID}`;
let world: FeedWorld;
let [ann, bob, anna] = [] as unknown as [Connection, Connection, Connection];
beforeEach(async () => {
  world = await feedWorld();
  await world.agent('anna', 'agent');
  [ann, bob] = [await world.connect('ann', { principal: 'user', role: 'user' }), await world.connect('bob', { principal: 'user', role: 'user' })];
  anna = await world.connect('anna');
});

/** What the connection is answered. */
const say = async (who: Connection, frame: unknown): Promise<readonly Frame[]> => {
  world.forget();
  expect(await handleFrames(world.deps, who, readFrames(JSON.stringify(frame)))).toEqual([]);
  const frames = world.framesOf(who.connectionId);
  for (const one of frames) serverFrames[one.type as keyof typeof serverFrames].parse(one);
  return frames;
};
const short = (frames: readonly Frame[]) =>
  frames.filter(({ type }) => type !== 'queue').map(({ type, number, body }) => [type, ...(type === 'resumed' ? [] : [number, body])].join(' '));
const cursorOf = (frames: readonly Frame[]) => String(frames.at(-1)?.['cursor']);
const makeGroup = () => say(ann, { type: 'group.create', id: 'g', groupId: UUID, name: 'Us', memberIds: ['bob', 'anna'] });
const send = (who: Connection, id: string, body = id, conversationId = GROUP) => say(who, { type: 'send', id, conversationId, body });

test('a message, a group and its change are accepted, once for each id; an array is answered in order', async () => {
  expect(await makeGroup()).toEqual([{ type: 'accepted', id: 'g', conversationId: GROUP }]);
  const [one, two] = await say(ann, [
    { type: 'send', id: 'm', conversationId: GROUP, body: 'hi' },
    { type: 'send', id: 'n', conversationId: UUID, body: 'ho' },
  ]);
  expect([one, two]).toEqual([
    { type: 'accepted', id: 'm', conversationId: GROUP, number: 1 },
    { type: 'accepted', id: 'n', conversationId: GROUP, number: 2 },
  ]);
  expect(await send(ann, 'm', 'other')).toEqual([one]);
  expect(await say(ann, { type: 'group.update', id: 'u', conversationId: GROUP, remove: ['anna'], name: 'We' })).toMatchObject([{ type: 'accepted', id: 'u' }]);
  expect(await send(anna, 'x')).toMatchObject([{ type: 'error', id: 'x', code: 'not_found' }]);
});

test('a resume sends what is owed, from the last ack or from a cursor, and ends with a cursor that repeats nothing', async () => {
  await makeGroup();
  for (const [id, who] of [
    ['one', ann],
    ['mine', bob],
    ['three', ann],
  ] as const)
    await send(who, id);
  for (const who of [bob, anna]) {
    const owed = who === bob ? ['message 1 one', 'message 3 three'] : ['message 1 one', 'message 2 mine', 'message 3 three'];
    const first = await say(who, { type: 'resume', id: 'r' });
    expect(short(first)).toEqual([...owed, 'resumed']);
    expect(first.at(-1)).toMatchObject({ id: 'r', more: false });
    expect(short(await say(who, { type: 'resume', cursor: cursorOf(first) }))).toEqual(['resumed']);
    // Without a cursor: from the ack, and there is none yet.
    expect(short(await say(who, { type: 'resume' }))).toEqual([...owed, 'resumed']);
    // The cursor of one message is one, too.
    expect(short(await say(who, { type: 'resume', cursor: first[0]?.['cursor'] }))).toEqual([...owed.slice(1), 'resumed']);
    expect(short(await say(who, { type: 'resume', cursor: encodePosition({ number: 1, amendment: 0 }) }))).toEqual([...owed, 'resumed']);
  }
  const seen = await say(bob, { type: 'resume' });
  await send(ann, 'four');
  await deleteInRoom(world.deps, contextOf(ann), groupOf(TENANT, UUID), 1);
  expect(short(await say(bob, { type: 'resume', cursor: cursorOf(seen) }))).toEqual(['message 4 four', 'amended 1 ', 'resumed']);
});

test('an ack of a conversation, of a message’s cursor or of the cursor of `resumed` moves the position for all devices, and never back', async () => {
  await makeGroup();
  for (const id of ['1', '2', '3']) await send(ann, id);
  expect(await say(bob, { type: 'ack', conversationId: GROUP, number: 1 })).toEqual([]);
  const owed = await say(bob, { type: 'resume' });
  expect(short(owed)).toEqual(['message 2 2', 'message 3 3', 'resumed']);
  expect(await say(bob, { type: 'ack', conversationId: UUID.toUpperCase(), cursor: owed[0]?.['cursor'] })).toEqual([]);
  expect(short(await say(bob, { type: 'resume' }))).toEqual(['message 3 3', 'resumed']);
  expect(await say(bob, { type: 'ack', cursor: cursorOf(owed) })).toEqual([]);
  expect(await say(bob, { type: 'ack', conversationId: GROUP, number: 1 })).toEqual([]);
  expect(short(await say(bob, { type: 'resume' }))).toEqual(['resumed']);
  // An agent's cursor is of tickets and of conversations.
  const [first] = await say(anna, { type: 'resume' });
  expect(await say(anna, { type: 'ack', cursor: first?.['cursor'] })).toEqual([]);
  expect(short(await say(anna, { type: 'resume' }))).toEqual(['message 2 2', 'message 3 3', 'resumed']);
  // A cursor of a group that they have left acknowledges nothing there.
  await changeGroup(world.deps, contextOf(ann), UUID, { remove: ['bob'] });
  expect(await say(bob, { type: 'ack', cursor: cursorOf(owed) })).toEqual([]);
  expect(await say(bob, { type: 'ack', id: 'a', conversationId: GROUP, number: 1 })).toMatchObject([{ type: 'error', id: 'a', code: 'not_found' }]);
  expect(await showGroup(world.deps, contextOf(anna), UUID)).toMatchObject({ unreadCount: 2 });
});

test('an ack that says `read` is the person’s, another only the device’s', async () => {
  await makeGroup();
  for (const id of ['1', '2', '3']) await send(ann, id);
  expect(await say(bob, { type: 'ack', conversationId: GROUP, number: 1, read: true })).toEqual([]);
  expect(await say(bob, { type: 'ack', conversationId: GROUP, number: 3 })).toEqual([]);
  expect(await showGroup(world.deps, contextOf(bob), UUID)).toMatchObject({ unreadCount: 2 });
  expect(await say(bob, { type: 'ack', conversationId: GROUP, number: 3, read: true })).toEqual([]);
  expect(await showGroup(world.deps, contextOf(bob), UUID)).toMatchObject({ unreadCount: 0 });
});

test('a message says which one it answers', async () => {
  await makeGroup();
  await send(ann, '1');
  expect(await say(bob, { type: 'send', id: 'r', conversationId: GROUP, body: 're', inReplyTo: 1 })).toMatchObject([{ type: 'accepted', number: 2 }]);
  expect(await say(bob, { type: 'send', id: 's', conversationId: GROUP, body: 're', inReplyTo: 9 })).toMatchObject([{ type: 'error', code: 'unprocessable' }]);
  expect(await say(anna, { type: 'resume' })).toMatchObject([{ number: 1 }, { number: 2, inReplyTo: 1 }, { type: 'resumed' }]);
  expect((await say(anna, { type: 'resume' }))[0]).not.toHaveProperty('inReplyTo');
});

test('a person who has left between the index and the row, or whose table is away, is told so', async () => {
  await makeGroup();
  await send(ann, '1');
  const cursor = cursorOf(await say(bob, { type: 'resume' }));
  const { get, write } = world.table;
  world.table.get = async (keys, options) => (await get(keys, options)).map((item) => (item?.sk === 'bob' && item.pk.includes('#GM#') ? undefined : item));
  expect(await say(bob, { type: 'ack', cursor })).toEqual([]);
  world.table.get = get;
  world.table.write = () => Promise.reject(new Error('down'));
  expect((await handleFrames(world.deps, bob, readFrames(JSON.stringify({ type: 'ack', id: 'a', cursor })))).map(String)).toEqual(['Error: down']);
  world.table.write = write;
});

test('a long replay comes in turns, without a gap and without a double', { timeout: 30_000 }, async () => {
  await makeGroup();
  const context = contextOf(ann);
  const direct = (await openDirect(world.deps, context, 'bob')).id;
  for (let n = 1; n <= 620; n += 1) await send(ann, `${n}`, `${n}`, n % 2 ? GROUP : direct);
  const turns: (readonly Frame[])[] = [];
  for (let cursor: string | undefined; ; cursor = cursorOf(turns.at(-1) ?? [])) {
    turns.push(await say(bob, { type: 'resume', ...(cursor === undefined ? {} : { cursor }) }));
    if (turns.at(-1)?.at(-1)?.['more'] !== true) break;
  }
  expect(turns.length).toBe(2);
  const bodies = turns
    .flat()
    .filter(({ type }) => type === 'message')
    .map(({ body }) => Number(body));
  expect(bodies.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 620 }, (_, at) => at + 1));
  const { from, ahead } = decodeResumeCursor(TENANT, cursorOf(turns[0] ?? [])) ?? {};
  expect([from?.conversationId, ahead?.size]).toEqual([GROUP, 2]);
});

test('a connection that has ended is sent nothing else', async () => {
  await makeGroup();
  await send(ann, '1');
  world.bad.set('bob', 'gone');
  expect(await say(bob, { type: 'resume' })).toEqual([]);
  const slow = { ...world.deps, clock: () => (world.pass(30_000), world.deps.clock()) };
  expect(await handleFrames(slow, anna, readFrames('{"type":"resume"}'))).toEqual([]);
  expect(short(world.framesOf('anna'))).toEqual(['message 1 1', 'resumed']);
});

test('typing is heard by the devices of the others in the conversation', async () => {
  await makeGroup();
  const second = await world.connect('ann-2', { principal: 'user', role: 'user', personId: 'ann' });
  for (const one of [ann, second, bob]) await enter(world.table, one, Math.floor(world.deps.clock() / 1000) + 60);
  expect(await say(ann, { type: 'typing', conversationId: GROUP })).toEqual([]);
  expect(world.framesOf('bob')).toEqual([{ type: 'typing', conversationId: GROUP, userId: 'ann', name: 'The ann' }]);
  expect([world.framesOf('ann-2'), world.framesOf('anna')]).toEqual([[], []]);
  const eve = await world.connect('eve', { principal: 'user', role: 'user' });
  expect(await say(eve, { type: 'typing', id: 't', conversationId: GROUP })).toMatchObject([{ type: 'error', id: 't', code: 'not_found' }]);
  const { token } = await createApplication({ ...world.deps, newSecret: () => randomBytes(32).toString('base64url') }, contextOf(ann), { name: 'App' });
  const { conversationId } = await createChat(world.deps, contextOf(ann), token, {});
  Object.assign(world.deps, { namesOf: async () => new Map() });
  await say(bob, { type: 'subscribe', conversationIds: [conversationId] });
  world.framesOf('bob');
  expect(await say(eve, { type: 'typing', conversationId })).toEqual([]);
  expect(
    world
      .framesOf('bob')
      .filter(({ type }) => type === 'typing')
      .at(-1),
  ).toMatchObject({ conversationId, name: null });
  expect(await say(eve, { type: 'typing', conversationId: 'c.nothing' })).toMatchObject([{ code: 'not_found' }]);
});

test('a visitor sends nothing into chats', async () => {
  const visitor = await world.connect('v', { principal: 'visitor', role: 'user', personId: '0123456789abcdef', sessionId: null });
  expect(await say(visitor, { type: 'send', id: 's', conversationId: GROUP, body: 'x' })).toMatchObject([{ type: 'error', code: 'forbidden' }]);
  expect(contextOf(visitor).actor).toMatchObject({ type: 'user', id: '0123456789abcdef' });
});

test('a cursor holds so many conversations, the newest; what it does not hold starts from its ack', async () => {
  const feed = cursorOf(await say(bob, { type: 'resume' }));
  for (let n = 0; n < 95; n += 1) {
    const conversationId = `g.0f8fad5b-d9cb-469f-a165-${String(n).padStart(12, '0')}`;
    await say(ann, { type: 'group.create', id: `g${n}`, groupId: conversationId.slice(2), name: 'Us', memberIds: ['bob'] });
    await send(ann, `m${n}`, 'x', conversationId);
  }
  const first = await say(bob, { type: 'resume', cursor: feed });
  expect([short(first).length, cursorOf(first).length < 4_000]).toEqual([96, true]);
  expect(short(await say(bob, { type: 'resume', cursor: cursorOf(first) })).length).toBe(6);
  for (const wrong of [
    'x',
    `${feed}~${feed}~${feed}`,
    `${feed}~${Buffer.from('nonsense').toString('base64url')}`,
    `${feed}~${Buffer.from(';a,b').toString('base64url')}`,
  ])
    expect(await say(bob, { type: 'resume', cursor: wrong })).toMatchObject([{ type: 'error', code: 'invalid_request' }]);
  expect(decodePosition(String(first[0]?.['cursor']))).toEqual({ number: 1, amendment: 2 });
});
