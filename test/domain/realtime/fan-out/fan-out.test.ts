import { describe, expect, test } from 'vitest';
import { createApplication } from '../../../../domain/chat/applications.ts';
import { createChat } from '../../../../domain/chat/chats.ts';
import { changeDirect, openDirect } from '../../../../domain/chat/directs/directs.ts';
import { groupOf } from '../../../../domain/chat/groups/group.ts';
import { postChatMessage } from '../../../../domain/chat/messages.ts';
import { deleteInRoom, editInRoom } from '../../../../domain/chat/room-messages.ts';
import { decodePosition } from '../../../../domain/conversations/log/cursor.ts';
import { forgetConnection } from '../../../../domain/realtime/connection.ts';
import { listenToChats } from '../../../../domain/realtime/listening.ts';
import { Undeliverable } from '../../../../domain/realtime/post-frames.ts';
import { people, UUID } from '../../chat/groups/world.ts';
import { as } from '../../chat/world.ts';
import { fanOutWorld, GROUP_ID } from './world.ts';

const ROOM = groupOf('t', UUID);

describe('a group', () => {
  test('is told on every device of every member, in order, and nobody else is', async () => {
    const world = fanOutWorld();
    await world.makeGroup(['bob', 'cid']);
    for (const [person, device] of [
      ['ann', 'ann'],
      ['ann', 'ann-phone'],
      ['bob', 'bob'],
      ['eve', 'eve'],
    ] as const)
      await world.connect(person, device);
    await world.deliver();
    world.forget();
    for (const body of ['one', 'two']) await world.say('ann', body);
    const [{ sent, pushes } = { sent: 0, pushes: 0 }] = await world.deliver();
    expect([sent, pushes]).toEqual([6, 1]);
    for (const device of ['ann', 'ann-phone', 'bob'])
      expect(world.heard(device)).toMatchObject([
        { type: 'message', conversationId: GROUP_ID, number: 1, body: 'one', senderId: 'ann' },
        { type: 'message', number: 2, body: 'two' },
      ]);
    expect(world.posts.get('bob')).toBe(2);
    expect(world.heard('eve')).toEqual([]);
    expect(world.pushes).toEqual([{ tenantId: 't', userId: 'cid', conversationId: GROUP_ID }]);
  });

  test('is told of edits, deletions, joins and new names, each with a cursor over both logs', async () => {
    const world = fanOutWorld();
    await world.makeGroup(['bob']);
    await world.connect('bob');
    await world.say('ann', 'one');
    await editInRoom(world.chat, as('ann'), ROOM, 1, 'uno');
    await world.say('ann', 'two');
    await deleteInRoom(world.chat, as('ann'), ROOM, 2);
    await world.change('ann', { add: ['cid'], name: 'Others' });
    await world.deliver();
    const told = world.heard('bob').slice(-6);
    expect(told).toMatchObject([
      { type: 'message', number: 1, body: 'uno' },
      { type: 'amended', number: 1, body: 'uno', change: { type: 'edit', by: 'ann' } },
      { type: 'message', number: 2, body: null },
      { type: 'amended', number: 2, deleted: true, change: { type: 'tombstone' } },
      { type: 'amended', number: null, change: { type: 'describe', name: 'Others' } },
      { type: 'amended', number: null, change: { type: 'join', users: ['cid'] } },
    ]);
    const cursors = told.map(({ cursor }) => decodePosition(String(cursor)));
    const [first] = cursors.map((cursor) => cursor?.amendment ?? 0);
    expect(cursors.map((cursor) => [cursor?.number, (cursor?.amendment ?? 0) - (first ?? 0)])).toEqual([
      [1, 0],
      [1, 1],
      [2, 1],
      [2, 2],
      [2, 3],
      [2, 4],
    ]);
  });

  test('follows joins and leaves: nobody is told who is no member any more, and a new member what follows', async () => {
    const world = fanOutWorld();
    await world.makeGroup(['bob']);
    for (const person of ['bob', 'cid']) await world.connect(person);
    await world.say('ann', 'before');
    await world.deliver();
    await world.say('ann', 'between');
    await world.change('ann', { add: ['cid'] });
    await world.say('ann', 'after');
    await world.deliver();
    await world.change('ann', { remove: ['bob'] });
    await world.say('ann', 'without Bob');
    await world.deliver();
    expect([world.numbers('bob'), world.numbers('cid')]).toEqual([
      [1, 2, 3],
      [3, 4],
    ]);
  });

  test.each([100, 101, 250])('of %i members tells those who connected before and after it grew, and follows who comes and goes', async (size) => {
    const world = fanOutWorld();
    for (const person of ['p1', 'p2']) await world.connect(person);
    await world.makeGroup(people(size - 1));
    await world.deliver();
    await world.connect('p3');
    await world.connect('late');
    world.forget();
    await world.say('ann', 'one');
    await world.deliver();
    await world.change('ann', { remove: ['p1'], add: ['late'] });
    await world.say('p2', 'two');
    await world.deliver();
    expect(['p1', 'p2', 'p3', 'late'].map(world.numbers)).toEqual([[1], [1, 2], [1, 2], [2]]);
    expect(world.pushes.some(({ userId }) => userId === 'p50')).toBe(size <= 100);
  });

  test('that was large stays so, and a device that is away hears nothing', async () => {
    const world = fanOutWorld();
    await world.makeGroup(people(100));
    const phone = await world.connect('p1');
    await world.deliver();
    await world.change('ann', { remove: people(100).slice(50) });
    await world.connect('p2');
    await world.say('ann', 'one');
    await world.deliver();
    expect([world.numbers('p1'), world.numbers('p2')]).toEqual([[1], [1]]);
    await forgetConnection(world.table, phone);
    expect(world.engine.all().filter(({ pk, sk }) => pk.includes('#GS#') && sk === 'p1')).toEqual([]);
    await world.say('ann', 'two');
    await world.deliver();
    expect(world.numbers('p1')).toEqual([1]);
  });

  test('of many tells who is mentioned by a push if they are away, and nobody else', async () => {
    const world = fanOutWorld();
    await world.makeGroup(people(150));
    await world.connect('p1');
    await world.deliver();
    await world.say('ann', 'you two, @[p1] and @[p2], and me, @[ann]');
    await world.deliver();
    expect(world.pushes.map(({ userId }) => userId)).toEqual(['p2']);
  });

  test('whose member is removed while their device connects is not told to them', async () => {
    const world = fanOutWorld();
    await world.makeGroup(people(150));
    await world.deliver();
    // The index still names the membership, and the row is gone.
    const { query } = world.table;
    Object.assign(world.table, {
      query: async (given: Parameters<typeof query>[0]) => {
        const page = await query(given);
        if (given.index === 'byOwner') await world.change('ann', { remove: ['p1'] });
        return page;
      },
    });
    await world.connect('p1');
    expect(world.engine.all().filter(({ pk, sk }) => pk.includes('#GS#') && sk === 'p1')).toEqual([]);
  });
});

describe('a direct', () => {
  test('is told to both, and is quiet while one has blocked the other', async () => {
    const world = fanOutWorld();
    for (const person of ['ann', 'bob']) await world.connect(person);
    const { id } = await openDirect(world.chat, as('ann'), 'bob');
    await world.sayTo('ann', id, 'hello');
    await world.deliver();
    expect([world.numbers('ann'), world.numbers('bob')]).toEqual([[1], [1]]);
    await world.sayTo('ann', id, 'again');
    await changeDirect(world.chat, as('bob'), id, { blocked: true });
    await world.deliver();
    expect([world.numbers('ann'), world.numbers('bob'), world.pushes]).toEqual([[1], [1], []]);
  });
});

test('a chat is told to the connections that ask for it, and to no other', async () => {
  const world = fanOutWorld();
  const { token } = await createApplication(world.chat, as('ann'), { name: 'App' });
  const chats = [await createChat(world.chat, as('ann'), token, {}), await createChat(world.chat, as('ann'), token, {})];
  const ids = chats.map(({ conversationId }) => conversationId);
  const [bob] = [await world.connect('bob'), await world.connect('cid')];
  await listenToChats(world.table, bob, [ids[0] ?? '', 'c.unknown', GROUP_ID], world.deps.clock());
  for (const number of [1, 2]) await postChatMessage(world.chat, as('ann'), { token, number }, `in ${number}`);
  await world.deliver();
  expect(world.heard('bob')).toMatchObject([{ conversationId: ids[0], body: 'in 1' }]);
  expect([world.heard('cid'), world.pushes]).toEqual([[], []]);
  await listenToChats(world.table, bob, [ids[1] ?? ''], world.deps.clock());
  for (const number of [1, 2]) await postChatMessage(world.chat, as('ann'), { token, number }, `more in ${number}`);
  await world.deliver();
  expect(world.heard('bob').at(-1)).toMatchObject({ body: 'more in 2' });
  expect(world.heard('bob')).toHaveLength(2);
  await forgetConnection(world.table, bob);
  expect(world.engine.all().filter(({ pk }) => pk.includes('#GS#'))).toEqual([]);
  await listenToChats(world.table, { ...bob, personId: 'nobody' }, ids, world.deps.clock());
  expect(world.engine.all().filter(({ pk }) => pk.includes('#GS#'))).toEqual([]);
});

describe('a device', () => {
  test('that has ended, takes nothing, or cannot even be closed is forgotten, and holds up nobody', async () => {
    const world = fanOutWorld();
    await world.makeGroup(['bob', 'cid', 'dan', 'eve']);
    for (const person of ['bob', 'cid', 'dan', 'eve']) await world.connect(person);
    await world.deliver();
    world.forget();
    world.bad.set('bob', 'gone').set('cid', 'stuck').set('dan', 'dead');
    await world.say('ann', 'one');
    expect(await world.deliver()).toMatchObject([{ sent: 1, abandoned: 1 }]);
    world.bad.clear();
    await world.say('ann', 'two');
    await world.deliver();
    expect(['bob', 'cid', 'dan', 'eve'].map(world.numbers)).toEqual([[], [], [], [1, 2]]);
    // Nobody is waited for who is not connected.
    expect(new Set(world.pushes.map(({ userId }) => userId))).toEqual(new Set(['bob', 'cid', 'dan']));
  });

  test('is told when the gateway is back', async () => {
    const world = fanOutWorld();
    await world.makeGroup(['bob']);
    await world.connect('bob');
    await world.deliver();
    world.bad.set('bob', 'dead');
    await world.say('ann', 'one');
    world.project();
    const [one] = world.queue.splice(0);
    if (!one) throw new Error('no work');
    await expect(world.work(one)).rejects.toThrow(Undeliverable);
    world.bad.clear();
    for (let n = 0; n < 2; n += 1) await world.work(one);
    expect(world.numbers('bob')).toEqual([1]);
  });

  test('of a conversation that does not exist, or of a thread, asks for nothing', async () => {
    const world = fanOutWorld();
    const work = [{ kind: 'entries', from: 1, to: 1, messages: 1, amendments: 0 }] as const;
    for (const conversationId of ['g.unknown', 'abcdefghijklmnop', '?'])
      expect(await world.work({ tenantId: 't', conversationId, work })).toMatchObject({ sent: 0, pushes: 0 });
  });
});
