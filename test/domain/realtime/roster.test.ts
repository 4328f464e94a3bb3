import { beforeEach, expect, test } from 'vitest';
import { recordUnits } from '../../../adapters/table/units.ts';
import { forgetConnection } from '../../../domain/realtime/connection.ts';
import { LIVE_SHARDS, liveKey, markShard, marksKey, shardOf } from '../../../domain/realtime/live-keys.ts';
import { liveConnections, rosterOf } from '../../../domain/realtime/roster.ts';
import { TENANT } from '../search/threads.ts';
import { type FeedWorld, feedWorld } from './world.ts';

let world: FeedWorld;
beforeEach(async () => {
  world = await feedWorld();
});
const live = async () => liveConnections(world.table, TENANT, world.deps.clock());
const ids = async () => (await live()).map(({ connectionId }) => connectionId).toSorted();

test('connections are spread over shards, and all are found', async () => {
  const many = Array.from({ length: 300 }, (_, n) => `c${n}`);
  for (const id of many) await world.connect(id);
  expect(new Set(many.map(shardOf)).size).toBe(LIVE_SHARDS);
  expect(await ids()).toEqual(many.toSorted());
});

test('nobody came or went: the same list, for one read unit', async () => {
  for (let n = 0; n < 300; n += 1) await world.connect(`c${n}`);
  const recorder = recordUnits(world.table);
  const read = () => liveConnections(recorder.table, TENANT, world.deps.clock());
  const first = await read();
  recorder.reset();
  expect(await read()).toBe(first);
  expect(recorder.report()).toMatchObject({ readUnits: 1, calls: 1 });
  const gone = first[0];
  if (gone) await forgetConnection(world.table, gone);
  recorder.reset();
  const second = await read();
  expect([second.length, second.includes(first.at(-1) as never)]).toEqual([299, true]);
  expect(recorder.report().calls).toBe(2);
});

test('a connection of a hub from before, in the one partition there was, is found', async () => {
  const { pk, sk, ...rest } = (await world.table.get([liveKey(TENANT, (await world.connect('old')).connectionId)]))[0] as { pk: string; sk: string };
  await world.table.write({ op: 'delete', key: { pk, sk } });
  await world.table.write({ op: 'delete', key: marksKey(TENANT) });
  await world.put({ ...rest, pk: `T#${TENANT}#CX`, sk });
  expect(await ids()).toEqual(['old']);
});

test('a change whose count was lost shows after a minute', async () => {
  await world.connect('a');
  await ids();
  await world.put({ ...(await live())[0], ...liveKey(TENANT, 'b'), connectionId: 'b', ttl: Math.floor(world.deps.clock() / 1000) + 7200 });
  expect(await ids()).toEqual(['a']);
  world.pass(60_000);
  expect(await ids()).toEqual(shardOf('b') === 0 || shardOf('a') === shardOf('b') ? ['a', 'b'] : ['a']);
  await world.table.write(markShard(TENANT, 'b'));
  expect(await ids()).toEqual(['a', 'b']);
});

test('whose time is over is not asked any more, without anybody telling', async () => {
  await world.connect('a', {}, 0);
  expect(await ids()).toEqual(['a']);
  world.pass(2 * 3600_000 + 599_000);
  await world.connect('b');
  expect(await ids()).toEqual(['a', 'b']);
  world.pass(1_000);
  expect(await ids()).toEqual(['b']);
});

test('a read that took longer does not replace a newer one', async () => {
  await world.connect('a');
  const [before] = await world.table.get([marksKey(TENANT)]);
  const { query } = world.table;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  world.table.query = async (given) => {
    const found = await query(given);
    await held;
    return found;
  };
  const slow = rosterOf(world.table).of(TENANT, before, world.deps.clock());
  world.table.query = query;
  await world.connect('b');
  const newest = await live();
  release();
  expect((await slow).map(({ connectionId }) => connectionId)).toEqual(['a']);
  expect(await live()).toBe(newest);
});

test('a shard of several pages is read to its end', async () => {
  for (const id of ['a', 'b', 'c']) await world.connect(id);
  const { query } = world.table;
  world.table.query = (given) => query({ ...given, limit: 1 });
  expect(await ids()).toEqual(['a', 'b', 'c']);
});
