import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { threadOf } from '../../search/threads.ts';
import { feedOf } from './feed-of.ts';

type Step =
  | { readonly do: 'change'; readonly n: number; readonly number: number | null }
  | { readonly do: 'project'; readonly shard: number; readonly count: number }
  | { readonly do: 'deliver'; readonly at: number; readonly count: number }
  | { readonly do: 'bulk'; readonly tickets: number }
  | { readonly do: 'trickle'; readonly n: number; readonly changes: number }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'lose' }
  | { readonly do: 'resume'; readonly change: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('change' as const), n: fc.constantFrom(1, 2, 3, 9), number: fc.option(fc.integer({ min: 1, max: 4 })) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('project' as const), shard: fc.integer({ min: 0, max: 1 }), count: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('deliver' as const), at: fc.nat(9), count: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('bulk' as const), tickets: fc.integer({ min: 30, max: 70 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('trickle' as const), n: fc.constantFrom(1, 9), changes: fc.integer({ min: 40, max: 200 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(300, 1_000, 20_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('resume' as const), change: fc.boolean() }) },
);

test('shards that lag, frames that overtake one another, edits of old messages, a resume in the middle of everything: nothing is missed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), fc.boolean(), async (steps, slow) => {
      const feed = await feedOf({ slow });
      let isConnected = true;
      await feed.connect();
      await feed.resume();
      for (const one of steps) {
        if (one.do === 'change') await feed.change(one.n, one.number);
        else if (one.do === 'project') await feed.project(one.shard, one.count);
        else if (one.do === 'deliver') await feed.deliver(one.at, one.count);
        else if (one.do === 'pass') feed.world.pass(one.ms);
        else if (one.do === 'bulk') {
          for (let n = 0; n < one.tickets; n += 1) await feed.change(100 + n, 1);
          for (const shard of [0, 1]) await feed.project(shard, 1_000);
        } else if (one.do === 'trickle') {
          // One by one: each a segment of its own, so that blocks of them become full.
          for (let n = 0; n < one.changes; n += 1) {
            await feed.change(n % 20 === 3 ? 1 : one.n, (n % 4) + 1);
            for (const shard of [0, 1]) await feed.project(shard, 10);
          }
        } else if (one.do === 'lose') {
          feed.disconnect();
          isConnected = false;
        } else if (!isConnected) {
          await feed.connect();
          isConnected = true;
          await feed.resume(async () => {
            if (one.change) await feed.change(1, 1);
            await feed.project(1, 2);
            await feed.deliver(0, 2);
          });
        }
      }
      // What lags comes, but nobody hears of it any more; and then all that is missing comes by one resume.
      feed.disconnect();
      for (const shard of [1, 0]) await feed.project(shard, 1_000);
      await feed.connect();
      await feed.resume();
      expect(Object.fromEntries(feed.known)).toEqual(Object.fromEntries(feed.truth()));
      expect(JSON.stringify([...feed.known.keys()])).not.toContain(threadOf(9));
    }),
    { numRuns: 120 },
  );
}, 60_000);

test('connected all the time, in quiet times and in busy ones, one hears of everything without ever resuming', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
      const feed = await feedOf();
      await feed.connect();
      await feed.resume();
      for (const one of steps) {
        if (one.do === 'change') await feed.change(one.n, one.number);
        else if (one.do === 'project') await feed.project(one.shard, one.count);
        else if (one.do === 'deliver') await feed.deliver(one.at, one.count);
        else if (one.do === 'pass') feed.world.pass(one.ms);
        else if (one.do === 'bulk') for (let n = 0; n < one.tickets; n += 1) await feed.change(100 + n, 1);
      }
      for (const shard of [1, 0]) await feed.project(shard, 1_000);
      // A pulse that finds another one under way puts its message back.
      for (let turns = 0; feed.bodies.length > 0 && turns < 500; turns += 1) {
        await feed.deliver(0);
        feed.world.pass(400);
      }
      feed.listen();
      expect(Object.fromEntries(feed.known)).toEqual(Object.fromEntries(feed.truth()));
    }),
    { numRuns: 80 },
  );
}, 60_000);

test('a client with the last cursor gets nothing twice, even after many batches out of order', async () => {
  const feed = await feedOf();
  await feed.connect();
  await feed.resume();
  for (let n = 1; n <= 40; n += 1) {
    await feed.change(n % 4, n);
    await feed.project(n % 2, 10);
  }
  while (feed.bodies.length > 0) await feed.deliver(7);
  feed.disconnect();
  await feed.connect();
  expect((await feed.resume()).map(({ type }) => type)).toEqual(['queue', 'resumed']);
  expect(feed.cursor()?.length).toBeLessThan(100);
});

test('changes in transit when the connection was lost come again, and nothing else', async () => {
  const feed = await feedOf();
  await feed.connect();
  await feed.resume();
  for (const n of [1, 2, 3]) {
    await feed.change(n, 1);
    await feed.project(n % 2, 10);
  }
  await feed.deliver(2);
  await feed.deliver(1);
  feed.disconnect();
  await feed.deliver(0);
  await feed.connect();
  const frames = await feed.resume();
  expect(frames.filter(({ type }) => type === 'message').map((frame) => frame['conversationId'])).toEqual([threadOf(1)]);
});

test('a long absence comes in pages, each from where the last one ended', async () => {
  const feed = await feedOf({ slow: true });
  await feed.connect();
  await feed.resume();
  feed.disconnect();
  for (let n = 1; n <= 60; n += 1) {
    await feed.change(n % 8, n);
    await feed.project(n % 2, 10);
  }
  await feed.connect();
  const frames = await feed.resume(async () => feed.world.pass(15_000));
  const messages = frames.filter(({ type }) => type === 'message').map((frame) => `${String(frame['conversationId'])} ${String(frame['number'])}`);
  expect(messages).toHaveLength(60);
  expect(new Set(messages).size).toBe(60);
});

test('a client that was away until the segments expired gets `stale`, and continues from the end', async () => {
  const feed = await feedOf();
  await feed.connect();
  await feed.resume();
  feed.disconnect();
  for (const n of [2, 4, 6, 8]) {
    await feed.change(n, 1);
    await feed.project(0, 10);
  }
  const segments = feed.world.table.all().filter(({ sk }) => sk.startsWith('S#'));
  for (const own of Map.groupBy(segments, ({ pk }) => pk).values())
    for (const { pk, sk } of own.toSorted((one, other) => one.sk.localeCompare(other.sk)).slice(0, -1))
      await feed.world.table.write({ op: 'delete', key: { pk, sk } });
  await feed.connect();
  const frames = await feed.resume();
  expect(frames.map(({ type }) => type)).toEqual(['stale', 'queue', 'resumed']);
  expect(frames[0]).toMatchObject({ queueIds: ['open'] });
  expect((await feed.resume()).map(({ type }) => type)).toEqual(['queue', 'resumed']);
});

test('a queue that becomes visible, and an owner who is given a ticket, count for what was missed before', async () => {
  const feed = await feedOf();
  await feed.connect();
  await feed.resume();
  feed.disconnect();
  for (let n = 0; n < 300; n += 1) {
    await feed.change(n % 97 === 50 ? 3 : 9, (n % 4) + 1);
    for (const shard of [0, 1]) await feed.project(shard, 10);
  }
  expect(feed.world.table.all().filter(({ sk }) => sk.startsWith('B#')).length).toBeGreaterThan(2);
  await feed.connect();
  const start = feed.cursor();
  const conversations = async (): Promise<unknown[]> =>
    [...new Set((await feed.resume()).filter(({ type }) => type === 'message').map((frame) => String(frame['conversationId'])))].sort((a, b) =>
      a < b ? -1 : 1,
    );
  expect(await conversations()).toEqual([threadOf(3)]);
  await feed.world.queue('secret', { agentIds: ['anna'] });
  feed.rewind(start);
  expect(await conversations()).toEqual([threadOf(3), threadOf(9)]);
});
