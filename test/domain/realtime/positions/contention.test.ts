import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import type { Connection } from '../../../../domain/realtime/connection.ts';
import { NO_LOAD } from '../../../../domain/realtime/pace.ts';
import { acknowledged, acknowledgeFeed } from '../../../../domain/realtime/positions/acknowledged.ts';
import { type Delivered, deliveredOf, doneKeys, markDelivered, withDelivered } from '../../../../domain/realtime/positions/delivered.ts';
import { encodeFeedCursor } from '../../../../domain/realtime/positions/position.ts';
import { covers, firstMissing, holes, type Ranges, through } from '../../../../domain/realtime/positions/ranges.ts';
import { appendSegment, firstSince, readTails, readUnseen, SEGMENT_DAYS } from '../../../../domain/realtime/positions/segments.ts';
import { TableUnavailable } from '../../../../domain/table/port.ts';
import { conflict, faultyTable } from '../../faulty-table.ts';

const NOW = Date.parse('2026-11-01T09:00:00Z');
const none: Delivered = { ranges: [], gapSince: null, load: NO_LOAD, version: 0 };
const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { maxLength: 120 });
const world = (counterShards = 1) => {
  const table = faultyTable();
  let at = 0;
  return { table, counterShards, clock: () => NOW, random: () => ((at += 1) % 10) / 10, sleep: async () => {} };
};
const change = { ticketId: 't.1', appended: [1], amended: [], wall: null };
const told = { tickets: 1, frames: 1 };

test('at most 32 ranges are kept, the lowest; what is left out counts as not delivered and nothing counts that was not', () => {
  fc.assert(
    fc.property(numbers, (given) => {
      const { ranges } = withDelivered(none, given, NOW);
      expect(ranges.length).toBeLessThanOrEqual(32);
      for (let number = 1; number <= 300; number += 1) if (covers(ranges, number)) expect(given).toContain(number);
      // Nothing below the first one that is missing is lost by the cap.
      const first = Array.from({ length: 301 }, (_, n) => n + 1).find((number) => !given.includes(number));
      expect(firstMissing(ranges)).toBe(first);
    }),
  );
  const every2nd = Array.from({ length: 100 }, (_, n) => 2 * n + 1);
  const capped = withDelivered(none, every2nd, NOW);
  expect([capped.ranges.length, capped.ranges.at(-1)]).toEqual([32, [63, 63]]);
  // Filled up, it takes what comes again.
  expect(withDelivered(capped, [2, 4, 65], NOW).ranges.slice(0, 2)).toEqual([
    [1, 5],
    [7, 7],
  ]);
});

test('a gap that is older than any connection closes, the first one only, and a younger one never', () => {
  const gap = 2 * 3600_000 + 600_000;
  const broken = withDelivered(none, [1, 2, 5, 9], NOW);
  expect(broken).toMatchObject({
    ranges: [
      [1, 2],
      [5, 5],
      [9, 9],
    ],
    gapSince: NOW,
  });
  const young = withDelivered(broken, [10], NOW + gap);
  expect([young.ranges[0], young.gapSince]).toEqual([[1, 2], NOW]);
  const old = withDelivered(young, [11], NOW + gap + 1);
  // The next gap begins to age now.
  expect([old.ranges, old.gapSince]).toEqual([
    [
      [1, 5],
      [9, 11],
    ],
    NOW + gap + 1,
  ]);
  expect(withDelivered(old, [6, 7, 8], NOW + gap + 2)).toMatchObject({ ranges: [[1, 11]], gapSince: null });
  // Of a shard whose first numbers never came.
  const late = withDelivered(none, [4], NOW);
  expect(withDelivered(late, [6], NOW + gap + 1).ranges).toEqual([
    [1, 4],
    [6, 6],
  ]);
});

test('the holes of ranges are what they do not cover', () => {
  fc.assert(
    fc.property(numbers, (given) => {
      const { ranges } = withDelivered(none, given, NOW);
      const missing = holes(ranges);
      for (let number = 1; number <= 310; number += 1) expect(missing.some(([first, last]) => first <= number && number <= last)).toBe(!covers(ranges, number));
      expect(missing.at(-1)?.[1]).toBe(Number.POSITIVE_INFINITY);
    }),
  );
});

test('deliveries that meet at one row each leave their mark, and add up what they told', async () => {
  const deps = world(2);
  const known = [none, none];
  await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      markDelivered(deps, 'acme', { segments: [{ shard: 0, number: n + 1 }, ...(n % 2 ? [{ shard: 1, number: (n + 1) / 2 }] : [])], told }, known),
    ),
  );
  const [first, second] = (await deps.table.get(doneKeys('acme', 2))).map(deliveredOf) as [Delivered, Delivered];
  expect([first.ranges, second.ranges]).toEqual([[[1, 8]], [[1, 4]]]);
  expect([first.load.tickets, second.load.tickets]).toEqual([8, 0]);
  deps.table.nextWrites.push(...Array.from({ length: 12 }, () => conflict));
  await expect(markDelivered(deps, 'acme', { segments: [{ shard: 0, number: 9 }], told }, known)).rejects.toBeInstanceOf(TableUnavailable);
  deps.table.nextWrites.push({ fail: new TableUnavailable(new Error('down')), written: false });
  await expect(markDelivered(deps, 'acme', { segments: [{ shard: 0, number: 9 }], told }, known)).rejects.toThrow('unavailable');
});

test('writers that meet at a number go on, and numbers stay dense', async () => {
  const deps = world(2);
  // Yields between read and write, so that they do meet.
  const { query } = deps.table;
  deps.table.query = async (given) => {
    const found = await query(given);
    await new Promise((resolve) => setImmediate(resolve));
    return found;
  };
  const refs = await Promise.all(Array.from({ length: 10 }, () => appendSegment(deps, 'acme', [change])));
  for (const shard of [0, 1]) {
    const own = refs.filter((ref) => ref.shard === shard).map(({ number }) => number);
    expect(own.sort((a, b) => a - b)).toEqual(Array.from({ length: own.length }, (_, n) => n + 1));
  }
  deps.table.nextWrites.push(...Array.from({ length: 12 }, () => conflict));
  await expect(appendSegment(deps, 'acme', [change])).rejects.toBeInstanceOf(TableUnavailable);
  deps.table.nextWrites.push({ fail: new TableUnavailable(new Error('down')), written: false });
  await expect(appendSegment(deps, 'acme', [change])).rejects.toThrow('unavailable');
});

test('a segment expires; when all of a shard have, numbers go on far behind the last that was delivered, and whoever has an older cursor is told', async () => {
  const deps = world(1);
  for (let n = 1; n <= 3; n += 1) await appendSegment(deps, 'acme', [change]);
  const items = deps.table.inner.all().filter(({ sk }) => sk.startsWith('S#'));
  for (const item of items) expect(item).toMatchObject({ at: NOW, ttl: NOW / 1000 + SEGMENT_DAYS * 86_400 });
  await markDelivered(deps, 'acme', { segments: [1, 2].map((number) => ({ shard: 0, number })), told }, [none]);
  for (const { pk, sk } of items) await deps.table.write({ op: 'delete', key: { pk, sk } });
  expect(await appendSegment(deps, 'acme', [change])).toEqual({ shard: 0, number: 1_000_002 });
  const unseen = (seen: Ranges) => readUnseen(deps.table, { tenantId: 'acme', shard: 0, seen, limit: 10 });
  expect(await unseen(through(3))).toMatchObject({ expired: true });
  expect(await unseen([...through(2), [4, 1_000_002]])).toMatchObject({ expired: true, segments: [] });
  expect(await unseen(through(1_000_001))).toMatchObject({ expired: false, segments: [{ number: 1_000_002 }] });
});

test('the first segment since a time is found by halving, however many there are and whatever has expired', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }), fc.integer({ min: -5, max: 70 }), async (count, gone, since) => {
      const deps = world(1);
      for (let n = 1; n <= count; n += 1) await appendSegment({ ...deps, clock: () => NOW + n }, 'acme', [change]);
      for (let n = 1; n <= gone; n += 1) await deps.table.write({ op: 'delete', key: { pk: 'T#acme#FD#0', sk: `S#${String(n).padStart(10, '0')}` } });
      const [tail = 0] = await readTails(deps, 'acme');
      const left = count > gone ? Array.from({ length: count - gone }, (_, n) => gone + 1 + n) : [];
      const expected = left.find((n) => n >= since) ?? tail + 1;
      const at = (most: number) => firstSince(deps.table, { tenantId: 'acme', shard: 0, tail, since: NOW + since, most });
      expect(await at(1_000)).toBe(expected);
      const inTime = left.filter((n) => n >= since).length;
      expect(await at(10)).toBe(inTime > 10 ? null : expected);
    }),
    { numRuns: 100 },
  );
});

const anna = { tenantId: 'acme', personId: 'anna' } as Connection;
test('acks of several devices at once end with everything that any of them has seen, and never beyond the end', async () => {
  const deps = { ...world(2), table: faultyTable(memoryTable()) };
  for (let n = 0; n < 20; n += 1) await appendSegment({ ...deps, random: () => (n % 2) / 2 }, 'acme', [change]);
  const cursor = (last: number, at: number) => encodeFeedCursor('acme', { seen: [through(last), [[5, 5 + last]]], at });
  await Promise.all([3, 9, 99, 1, 7].map((last) => acknowledgeFeed(deps, anna, cursor(last, last))));
  expect(await acknowledged(deps.table, anna)).toMatchObject({ seen: [[[1, 10]], [[5, 10]]], at: 99 });
  deps.table.nextWrites.push(...Array.from({ length: 8 }, () => conflict));
  await expect(acknowledgeFeed(deps, anna, cursor(4, 4))).rejects.toBeInstanceOf(TableUnavailable);
  deps.table.nextWrites.push({ fail: new TableUnavailable(new Error('down')), written: false });
  await expect(acknowledgeFeed(deps, anna, cursor(4, 4))).rejects.toThrow('unavailable');
  // As hubs before kept it: a time alone.
  await deps.table.write({ op: 'put', item: { pk: 'T#acme#U#boris', sk: 'R#feed', at: 5 } });
  expect(await acknowledged(deps.table, { ...anna, personId: 'boris' })).toEqual({ seen: [], at: 5, since: 5 });
});
