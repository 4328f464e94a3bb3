import { expect, test } from 'vitest';
import { acknowledge } from '../../../domain/chat/acknowledge.ts';
import { createGroup } from '../../../domain/chat/groups/create-group.ts';
import { groupOf } from '../../../domain/chat/groups/group.ts';
import { postToRoom } from '../../../domain/chat/room-messages.ts';
import { projectionsOf } from '../../../domain/projections/projections.ts';
import { unpackFanOut } from '../../../domain/realtime/fan-out/work.ts';
import { groupWorld, UUID } from '../chat/groups/world.ts';
import { as } from '../chat/world.ts';
import { projectorWorld } from './relay/world.ts';

const chatting = async () => {
  const world = await projectorWorld();
  const { deps } = groupWorld(world.b.table);
  await createGroup(deps, as('ann'), { id: UUID, name: 'Friends', memberIds: ['bob'] });
  await world.catchUp();
  const seen = world.bodies('fanout').length;
  const works = () =>
    world
      .bodies('fanout')
      .slice(seen)
      .flatMap((body) => unpackFanOut(body).work);
  return { ...world, chat: deps, works, say: (body: string) => postToRoom(deps, as('ann'), groupOf('t', UUID), body) };
};

test('entries and positions of a group go to its own group of the queue, once for a batch', async () => {
  const world = await chatting();
  for (const body of ['one', 'two']) await world.say(body);
  await acknowledge({ table: world.b.table }, as('bob'), { conversationId: UUID, number: 2 });
  await world.catchUp();
  expect(world.works().toSorted((a, b) => a.kind.localeCompare(b.kind))).toMatchObject([
    { kind: 'delivered', userId: 'bob', from: 0, to: 2 },
    { kind: 'entries', messages: 2, amendments: 0 },
  ]);
  expect(new Set(world.sent.filter(({ url }) => url === 'fanout').map(({ groupId }) => groupId))).toEqual(new Set([`t.g.${UUID}`]));
});

test('while its queue is away entries wait in order, and a position is told with the next', async () => {
  const world = await chatting();
  world.away.add('fanout');
  for (const body of ['one', 'two']) await world.say(body);
  await acknowledge({ table: world.b.table }, as('bob'), { conversationId: UUID, number: 1 });
  expect((await world.catchUp()).failed).toEqual([]);
  expect(world.works()).toEqual([]);
  // Members are listed by their rows, so that nothing else may be among them.
  expect(world.b.table.all().filter(({ pk, sk }) => pk.includes('#GM#') && sk.startsWith('R#'))).toEqual([]);
  world.away.delete('fanout');
  world.later(120_000);
  await world.retry();
  const works = world.works();
  const [first] = works.flatMap((work) => (work.kind === 'entries' ? [work.from] : []));
  expect(works).toEqual([0, 1].map((at) => ({ kind: 'entries', from: (first ?? 0) + at, to: (first ?? 0) + at, messages: 1, amendments: 0 })));
  expect(world.marks()).toEqual([]);
  await acknowledge({ table: world.b.table }, as('bob'), { conversationId: UUID, number: 2 });
  await world.catchUp();
  expect(world.works().at(-1)).toEqual({ kind: 'delivered', userId: 'bob', from: 1, to: 2 });
});

test('a rebuild tells nothing again: what was not told is owed', async () => {
  const world = await chatting();
  const giveUp = async () => undefined;
  const run = { tenantId: 't', startedAt: '', until: 0, table: world.b.table, clock: world.projector.clock, shards: 1, giveUp };
  const own = projectionsOf(world.projector).filter(({ name }) => ['fanout', 'receipts'].includes(name));
  expect(own).toHaveLength(2);
  for (const projection of own) expect(await projection.rebuild(run, projection, null)).toMatchObject({ state: 'done', carried: 0 });
  const item = { pk: `T#t#CV#g.${UUID}`, sk: 'M#0000000001' };
  expect(own.map(({ again }) => [again(item, false).before, again(item, true).before])).toEqual([
    [undefined, item],
    [undefined, undefined],
  ]);
});
