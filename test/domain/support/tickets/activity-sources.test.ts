import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { INDEX_KEYS } from '../../../../adapters/table/indexes.ts';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import {
  closedMonths,
  type Entry,
  LAST,
  laterSource,
  mergedSource,
  partitionSource,
  type Range,
  reachedBy,
  type Source,
  sortedSource,
  takeMerged,
} from '../../../../domain/support/tickets/activity-sources.ts';
import type { Table } from '../../../../domain/table/port.ts';

const iso = (minute: number): string => new Date(Date.UTC(2026, 9, 1) + minute * 60_000).toISOString();
const positionOf = (n: number, minute: number): string => `${iso(minute)}#t${n}`;

/** Items of partitions `P#0` … `P#2`, one a minute of the list. */
const filled = async (minutes: readonly (readonly number[])[]): Promise<{ table: Table; positions: string[] }> => {
  const table = memoryTable();
  const positions: string[] = [];
  let n = 0;
  for (const [partition, own] of minutes.entries())
    for (const minute of own) {
      const position = positionOf(n, minute);
      positions.push(position);
      await table.write({ op: 'put', item: { pk: `T#${n}`, sk: 'HEAD', aPk: `P#${partition}`, aSk: position } });
      n += 1;
    }
  return { table, positions };
};

const expected = (positions: readonly string[], { ascending, after, since }: Range): string[] => {
  const sorted = positions.toSorted((a, b) => (a < b ? -1 : Number(a > b)));
  const wanted = sorted.filter((at) => (since === null || at >= since) && (after === null || (ascending ? at > after : at < after)));
  return ascending ? wanted : wanted.toReversed();
};

const pks = ['P#0', 'P#1', 'P#2'];
/** The same entries by each kind of source. */
const KINDS: Readonly<Record<string, (table: Table, range: Range) => Promise<readonly Source[]>>> = {
  'a source for each partition': async (table, range) =>
    pks.map((pk) => partitionSource(table, { index: 'byActivity', sk: 'aSk', pk }, range, range.ascending ? '' : LAST)),
  'a source for each partition, some of them read when the order comes to them': async (table, range) =>
    pks.map((pk) => {
      const bound = range.ascending ? '' : LAST;
      return laterSource(partitionSource(table, { index: 'byActivity', sk: 'aSk', pk }, range, bound), bound);
    }),
  'one source of all partitions': async (table, range) => [mergedSource(table, { index: 'byActivity', pks }, range, { count: 0 })],
};

const takeAll = async (sources: readonly Source[], ascending: boolean, page: number): Promise<string[]> => {
  const all: Entry[] = [];
  for (;;) {
    const taken = await takeMerged(sources, ascending, page);
    all.push(...taken);
    if (taken.length < page) return all.map(({ position }) => position);
  }
};

it.each(Object.entries(KINDS))('%s: every entry once, in order, in both directions, from any position and time', async (_, open) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.nat(5_000), { maxLength: 90 }), { minLength: 3, maxLength: 3 }),
      fc.boolean(),
      fc.option(fc.nat(), { nil: null }),
      fc.option(fc.nat(5_000), { nil: null }),
      fc.integer({ min: 1, max: 40 }),
      async (minutes, ascending, nth, sinceMinute, page) => {
        const { table, positions } = await filled(minutes);
        const since = sinceMinute === null ? null : iso(sinceMinute);
        // A list goes on after one of its own entries.
        const own = expected(positions, { ascending, after: null, since });
        const after = nth === null || own.length === 0 ? null : (own[nth % own.length] ?? null);
        const range: Range = { ascending, after, since };
        const sources = await open(table, range);
        expect(await takeAll(sources, ascending, page)).toEqual(expected(positions, range));
        expect(reachedBy(sources, ascending)).toBeNull();
      },
    ),
    { numRuns: 40 },
  );
});

it('tickets that may no longer be read end a list early, at a bound before which none is missing', async () => {
  const { table } = await filled([Array.from({ length: 130 }, (_, n) => n), [], []]);
  const range: Range = { ascending: true, after: null, since: null };
  const sources = await KINDS['a source for each partition']?.(table, range);
  let reads = 0;
  const taken = await takeMerged(sources ?? [], true, 1_000, () => (reads += 1) <= 2);
  expect(taken).toHaveLength(120);
  expect(await takeMerged(sources ?? [], true, 1_000, () => false)).toEqual([]);
});

it('one partition of another index comes in the order of activity, or not at all when it is too much', async () => {
  const { table, positions } = await filled([[5, 3, 9, 1], [], []]);
  const [pkName, skName] = INDEX_KEYS.byOwner;
  for (const n of positions.keys()) await table.write({ op: 'update', key: { pk: `T#${n}`, sk: 'HEAD' }, set: { [pkName]: 'O#1', [skName]: String(n) } });
  for (const ascending of [true, false]) {
    const range: Range = { ascending, after: null, since: null };
    const of = (most: number) => sortedSource(table, { index: 'byOwner', pk: 'O#1', most }, range, { count: 0 }, 2);
    expect(await of(3)).toBeNull();
    const source = await of(4);
    expect(await takeAll(source ? [source] : [], ascending, 2)).toEqual(expected(positions, range));
  }
});

it.each([
  { ascending: false, after: null, since: null, first: '2027-02', others: ['2026-11', '2026-12', '2027-01'] },
  { ascending: true, after: null, since: null, first: '2026-11', others: ['2026-12', '2027-01', '2027-02'] },
  { ascending: false, after: '2026-12-15T00:00:00.000Z#t', since: null, first: '2026-12', others: ['2026-11'] },
  { ascending: true, after: '2027-01-15T00:00:00.000Z#t', since: null, first: '2027-01', others: ['2027-02'] },
  { ascending: false, after: null, since: '2027-01-20T00:00:00.000Z', first: '2027-02', others: ['2027-01'] },
  { ascending: true, after: '2027-03-15T00:00:00.000Z#t', since: null, first: undefined, others: [] },
])('closed tickets are read by the months that a list can reach: %j', ({ first, others, ...range }) => {
  const found = closedMonths(range, { from: '2026-11-03T00:00:00.000Z', to: '2027-02-01T00:00:00.000Z' });
  expect(found.first).toBe(first);
  expect(found.others.map(({ month }) => month)).toEqual(others);
  for (const { month, bound } of found.others) expect(bound).toBe(range.ascending ? month : `${month}-${LAST}`);
});
