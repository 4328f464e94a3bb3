import { afterAll, expect, test } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { recordUnits } from '../../../adapters/table/units.ts';
import type { Item, MergeQuery, Table } from '../../../domain/table/port.ts';
import { startTable } from '../../harness/table.ts';

const started = startTable();
afterAll(() => started.stop());

const fill = async (table: Table, items: readonly Item[]): Promise<void> => {
  for (let start = 0; start < items.length; start += 100) await table.transact(items.slice(start, start + 100).map((item) => ({ op: 'put', item })));
};
const itemOf = (n: number, more: object = {}): Item => ({
  pk: 'T#a#I',
  sk: String(n),
  aPk: 'T#a#P',
  aSk: String(n).padStart(5, '0'),
  origin: { id: 'common' },
  ...more,
});

test('what is rare is looked for in so many rows only: the page says where it came to, and the next one goes on there', async () => {
  const { table } = started;
  await fill(
    table,
    Array.from({ length: 5_200 }, (_, n) => itemOf(n, { origin: { id: n === 5_100 ? 'rare' : 'common' } })),
  );
  const query: MergeQuery = { index: 'byActivity', pks: ['T#a#P', 'T#a#Q'], where: { 'origin.id': ['rare'] }, limit: 2 };
  const first = await table.merge(query);
  expect(first).toMatchObject({ items: [], next: '04999' });
  expect(first.looked).toBeGreaterThan(100);
  const second = await table.merge({ ...query, from: first.next ?? '' });
  expect(second.items.map(({ position }) => position)).toEqual(['05100']);
  expect(second.next).toBeNull();
  await expect(table.merge({ ...query, where: { "origin'": ['x'] } })).rejects.toThrow('no path');
});

test('of many shards few keys each are read, and of those that are used up more', async () => {
  const inner = memoryTable();
  const { table, measured } = recordUnits(inner);
  // All of the newest 30 stand in one shard.
  await fill(
    inner,
    Array.from({ length: 400 }, (_, n) => itemOf(n, { aPk: `T#a#P${n >= 370 ? 0 : n % 40}` })),
  );
  const pks = Array.from({ length: 40 }, (_, shard) => `T#a#P${shard}`);
  const { result, report } = await measured(() => table.merge({ index: 'byActivity', pks, descending: true, limit: 50 }));
  expect(result.items.map(({ position }) => Number(position))).toEqual(Array.from({ length: 50 }, (_, n) => 399 - n));
  const queries = report.accesses.filter(({ op }) => op === 'query');
  expect(queries.length).toBeLessThan(45);
  expect(queries.every(({ readUnits }) => readUnits === 0.5)).toBe(true);
});

test('what an index still names and the table has elsewhere keeps its place, without an item', async () => {
  const inner = memoryTable();
  await fill(inner, [itemOf(1, { oPk: 'T#a#O', oSk: '1' }), itemOf(2, { oPk: 'T#a#O', oSk: '2' })]);
  const lagging: Table = { ...inner, get: async (keys) => (await inner.get(keys)).map((item) => (item?.sk === '2' ? { ...item, oPk: 'T#a#OTHER' } : item)) };
  const { table } = recordUnits(lagging);
  const found = await table.sorted({ index: 'byOwner', pk: 'T#a#O', by: 'byActivity', limit: 5, most: 5 });
  expect(found?.map(({ position, item }) => [position, item?.sk])).toEqual([
    ['00001', '1'],
    ['2', undefined],
  ]);
});

test('of an owner with many tickets, an engine without that order sorts none, and the embedded table reads only the page', async () => {
  const held = Array.from({ length: 300 }, (_, n) => itemOf(n, { pk: 'T#b#I', aPk: 'T#b#P', oPk: 'T#b#O', oSk: String(n % 7) }));
  const query = { index: 'byOwner', pk: 'T#b#O', by: 'byActivity', descending: true, limit: 3, most: 250 } as const;
  const memory = memoryTable();
  for (const table of [memory, started.table]) await fill(table, held);
  expect(await memory.sorted(query)).toBeNull();
  expect(await memory.sorted({ ...query, most: 300 })).toHaveLength(3);
  expect((await started.table.sorted(query))?.map(({ position }) => position)).toEqual(['00299', '00298', '00297']);
});
