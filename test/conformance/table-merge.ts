import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item, MergeQuery, Table } from '../../domain/table/port.ts';

/** Partitions of an index read as one list: what every table must answer. */
export const tableMerge = (open: () => Table, runs = 30): void => {
  describe('merge', () => {
    const filled = async (places: readonly (readonly [string, string])[]): Promise<{ table: Table; pk: (name: string) => string; items: Item[] }> => {
      const table = open();
      const tenant = `T#${randomUUID()}`;
      const pk = (name: string): string => `${tenant}#${name}`;
      const items = places.map(
        ([name, place], n): Item => ({ pk: pk('ITEM'), sk: `I#${String(n).padStart(3, '0')}`, n, whole: true, aPk: pk(name), aSk: place }),
      );
      for (let start = 0; start < items.length; start += 50) await table.transact(items.slice(start, start + 50).map((item) => ({ op: 'put', item })));
      return { table, pk, items };
    };
    const numbers = async (table: Table, query: MergeQuery): Promise<unknown[]> => (await table.merge(query)).map(({ item }) => item?.['n']);

    it('brings whole items of all partitions in one order, as many as asked for', async () => {
      const { table, pk, items } = await filled([
        ['A', '3'],
        ['B', '2'],
        ['A', '1'],
        ['C', '9'],
        ['B', '4'],
      ]);
      const query: MergeQuery = { index: 'byActivity', pks: [pk('A'), pk('none'), pk('B')], limit: 3 };
      expect(await numbers(table, query)).toEqual([2, 1, 0]);
      expect(await numbers(table, { ...query, descending: true })).toEqual([4, 0, 1]);
      expect(await numbers(table, { ...query, limit: 10 })).toEqual([2, 1, 0, 4]);
      const [first] = await table.merge({ ...query, limit: 1 });
      expect(first).toEqual({ place: '1', key: { pk: pk('ITEM'), sk: 'I#002' }, item: items[2] });
    });

    it('from here to there, both inclusive', async () => {
      const { table, pk } = await filled(['1', '2', '3', '4', '5'].map((place, n) => [n % 2 ? 'A' : 'B', place]));
      const query: MergeQuery = { index: 'byActivity', pks: [pk('A'), pk('B')], limit: 9 };
      expect(await numbers(table, { ...query, from: '2', to: '4' })).toEqual([1, 2, 3]);
      expect(await numbers(table, { ...query, from: '4', descending: true })).toEqual([4, 3]);
      expect(await numbers(table, { ...query, to: '1' })).toEqual([0]);
      expect(await numbers(table, { ...query, from: '6' })).toEqual([]);
    });

    it('is everything that the partitions hold in order, however it is spread and wherever it is cut', async () => {
      const place = fc.integer({ min: 0, max: 40 }).map((n) => String(n).padStart(2, '0'));
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C', 'D'), place), { maxLength: 120, size: 'max' }),
          fc.subarray(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'], { minLength: 1 }),
          fc.integer({ min: 1, max: 100 }),
          fc.boolean(),
          async (places, names, limit, descending) => {
            const { table, pk } = await filled(places);
            const found = (await table.merge({ index: 'byActivity', pks: names.map(pk), limit, descending })).map((one) => one.place);
            const all = places.flatMap(([name, at]) => (names.includes(name) ? [at] : [])).sort();
            expect(found).toEqual((descending ? all.reverse() : all).slice(0, limit));
          },
        ),
        { numRuns: runs },
      );
    });
  });
};
