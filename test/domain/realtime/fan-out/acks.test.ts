import { describe, expect, test } from 'vitest';
import { acknowledge } from '../../../../domain/chat/acknowledge.ts';
import { openDirect } from '../../../../domain/chat/directs/directs.ts';
import { presentGroups, readGroup } from '../../../../domain/chat/groups/group.ts';
import { waitOf } from '../../../../domain/realtime/fan-out/await-acks.ts';
import { people, UUID } from '../../chat/groups/world.ts';
import { as } from '../../chat/world.ts';
import { fanOutWorld, GROUP_ID } from './world.ts';

const pushed = (world: ReturnType<typeof fanOutWorld>): string[] => world.pushes.map(({ userId }) => userId);

const readGroupRoom = async (world: ReturnType<typeof fanOutWorld>) =>
  presentGroups(world.table, [await readGroup(world.table, 't', UUID, 'bob')], world.deps.clock());

/** Ann and Bob are connected, Cid is away. */
const three = async () => {
  const world = fanOutWorld();
  await world.makeGroup(['bob', 'cid']);
  for (const person of ['ann', 'bob']) await world.connect(person);
  await world.deliver();
  world.forget();
  return world;
};

describe('messages that a device does not acknowledge', () => {
  test('are repeated to it twice, each time later, and then its person gets one push', async () => {
    const world = await three();
    await world.say('ann', 'one');
    await world.deliver();
    expect(pushed(world)).toEqual(['cid']);
    const waits: number[] = [];
    for (let look = 0; look < 3; look += 1) {
      waits.push(...world.later.map(({ seconds }) => seconds));
      await world.lookAgain();
    }
    expect(waits).toEqual([10, 20, 40]);
    expect([world.numbers('bob'), world.numbers('ann')]).toEqual([[1, 1, 1], [1]]);
    expect([pushed(world), world.later]).toEqual([['cid', 'bob'], []]);
    // The next message is told as if nothing had been.
    await world.say('ann', 'two');
    await world.deliver();
    expect(world.numbers('bob').at(-1)).toBe(2);
    expect(world.later).toHaveLength(1);
  });

  test('are not repeated once they are, even late, and nobody is asked for their own', async () => {
    const world = await three();
    await world.say('ann', 'one');
    await world.deliver();
    await world.lookAgain();
    await world.ack('bob', 1);
    await world.deliver();
    await world.lookAgain();
    expect([world.numbers('bob'), world.numbers('ann'), pushed(world), world.later]).toEqual([[1, 1], [1], ['cid'], []]);
  });

  test('are waited for once for a conversation, however many there are; each look starts the next', async () => {
    const world = await three();
    for (let n = 1; n <= 5; n += 1) {
      await world.say('ann', `${n}`);
      await world.deliver();
    }
    expect(world.later).toMatchObject([{ seconds: 10, fanOut: { work: [{ kind: 'wait', number: 1, late: {} }] } }]);
    await world.ack('bob', 3);
    await world.deliver();
    await world.lookAgain();
    expect(world.later).toMatchObject([{ seconds: 10, fanOut: { work: [{ kind: 'wait', number: 5, late: {} }] } }]);
    await world.lookAgain();
    expect(world.numbers('bob')).toEqual([1, 2, 3, 4, 5, 4, 5]);
    await world.ack('bob', 5);
    await world.lookAgain();
    expect(world.later).toEqual([]);
  });

  test('become a push when the device goes, and nothing when its person leaves', async () => {
    const world = await three();
    await world.say('ann', 'one');
    await world.deliver();
    await world.lookAgain();
    world.bad.set('bob', 'gone');
    await world.lookAgain();
    expect(pushed(world)).toEqual(['cid']);
    await world.lookAgain();
    expect([pushed(world), world.later]).toEqual([['cid', 'bob'], []]);
    world.bad.clear();
    await world.connect('bob', 'bob-2');
    await world.say('ann', 'two');
    await world.deliver();
    await world.change('ann', { remove: ['bob'] });
    await world.deliver();
    await world.lookAgain();
    expect(world.numbers('bob-2')).toEqual([2]);
    expect(pushed(world)).toEqual(['cid', 'bob', 'cid']);
  });

  test('start a new look if the last one was lost', async () => {
    const world = await three();
    await world.say('ann', 'one');
    await world.deliver();
    world.later.splice(0);
    world.pass(71_000);
    await world.say('ann', 'two');
    await world.deliver();
    expect(world.later).toMatchObject([{ fanOut: { work: [{ number: 2 }] } }]);
  });

  test('are repeated up to a hundred, the newest', async () => {
    const world = await three();
    for (let n = 1; n <= 130; n += 1) await world.say('ann', `${n}`);
    await world.deliver();
    world.forget();
    await world.lookAgain();
    expect(world.numbers('bob')).toEqual(Array.from({ length: 100 }, (_, at) => at + 31));
  });

  test('are not waited for in a large group', async () => {
    const world = fanOutWorld();
    await world.makeGroup(people(150));
    await world.connect('p1');
    await world.say('ann', 'one');
    await world.deliver();
    expect([world.numbers('p1'), world.later]).toEqual([[1], []]);
    const look = { tenantId: 't', conversationId: GROUP_ID, work: [{ kind: 'wait', number: 1, late: {} }] } as const;
    await world.work(look);
    expect([world.numbers('p1'), world.later]).toEqual([[1], []]);
  });

  test.each([
    [10, {}, 10],
    [10, { a: 1, b: 2 }, 40],
    [0.2, {}, 1],
    [600, { a: 2 }, 900],
  ])('%d seconds, late %j: %d', (seconds, late, expected) => expect(waitOf(seconds, late)).toBe(expected));
});

describe('an author', () => {
  test('is told how far others have got with their own messages, on every device', async () => {
    const world = await three();
    await world.connect('ann', 'ann-2');
    for (const [by, body] of [
      ['ann', 'one'],
      ['bob', 'two'],
      ['ann', 'three'],
      ['bob', 'four'],
    ] as const)
      await world.say(by, body);
    await world.deliver();
    world.forget();
    await world.ack('bob', 2);
    await world.ack('cid', 4);
    await world.deliver();
    const told = { type: 'delivered', conversationId: GROUP_ID };
    const forAnn = [
      { ...told, number: 1, userId: 'bob' },
      { ...told, number: 3, userId: 'cid' },
    ];
    expect([world.heard('ann'), world.heard('ann-2'), world.heard('bob')]).toEqual([forAnn, forAnn, [{ ...told, number: 4, userId: 'cid' }]]);
    // Nothing is new.
    world.forget();
    await world.ack('cid', 1);
    await world.deliver();
    expect(world.heard('ann')).toEqual([]);
  });

  test('is told what is read, apart from what is received, and so are the reader’s own devices', async () => {
    const world = await three();
    for (const body of ['one', 'two', 'three']) await world.say('ann', body);
    await world.deliver();
    world.forget();
    const read = { conversationId: GROUP_ID, number: 2, read: true };
    await acknowledge({ table: world.table }, as('bob'), read);
    await world.deliver();
    const told = { conversationId: GROUP_ID, number: 2, userId: 'bob' };
    expect(world.heard('ann').toSorted((a, b) => a.type.localeCompare(b.type))).toEqual([
      { type: 'delivered', ...told },
      { type: 'read', ...told },
    ]);
    expect(world.heard('bob')).toEqual([{ type: 'read', ...told }]);
    // Received, and not read; then an older device says that it is read.
    world.forget();
    await world.ack('bob', 3);
    await acknowledge({ table: world.table }, as('bob'), { ...read, number: 1 });
    await world.deliver();
    expect(world.heard('ann')).toEqual([{ type: 'delivered', conversationId: GROUP_ID, number: 3, userId: 'bob' }]);
    const [room] = await readGroupRoom(world);
    expect(room?.unreadCount).toBe(1);
  });

  test('is not told of nothing that is read', async () => {
    const world = await three();
    await acknowledge({ table: world.table }, as('bob'), { conversationId: GROUP_ID, number: 5, read: true });
    expect(await world.deliver()).toEqual([]);
  });

  test('of a direct likewise, and of one that is blocked not', async () => {
    const world = fanOutWorld();
    await world.connect('ann');
    const { id } = await openDirect(world.chat, as('ann'), 'bob');
    await world.sayTo('ann', id, 'hello');
    await world.deliver();
    world.forget();
    await world.ack('bob', 1, id);
    await world.deliver();
    expect(world.heard('ann')).toMatchObject([{ type: 'delivered', conversationId: id, number: 1, userId: 'bob' }]);
  });

  test('of a large group is told nothing, and one who has left neither', async () => {
    const world = fanOutWorld();
    await world.makeGroup(people(150));
    await world.connect('ann');
    await world.say('ann', 'one');
    await world.deliver();
    world.forget();
    for (const id of ['p1', 'p99']) await world.ack(id, 1);
    world.project();
    // The rows of the first hundred do not say so, but the worker knows.
    expect(world.queue.flatMap(({ work }) => work)).toHaveLength(1);
    for (const one of world.queue.splice(0)) await world.work(one);
    expect(world.heard('ann')).toEqual([]);

    const small = await three();
    await small.say('bob', 'one');
    await small.change('ann', { remove: ['bob'] });
    await small.deliver();
    small.forget();
    await small.ack('ann', 1);
    await small.deliver();
    expect(small.heard('bob')).toEqual([]);
  });
});
