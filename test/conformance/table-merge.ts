import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item, MergeQuery, SortQuery, Table } from '../../domain/table/port.ts';

/** Partitions of an index read as one list: what every table must answer. */
export const tableMerge = (open: () => Table, runs = 30): void => {
  describe('merge', () => {
    const filled = async (positions: readonly (readonly [string, string])[]): Promise<{ table: Table; pk: (name: string) => string; items: Item[] }> => {
      const table = open();
      const tenant = `T#${randomUUID()}`;
      const pk = (name: string): string => `${tenant}#${name}`;
      const items = positions.map(
        ([name, position], n): Item => ({ pk: pk('ITEM'), sk: `I#${String(n).padStart(3, '0')}`, n, whole: true, aPk: pk(name), aSk: position }),
      );
      for (let start = 0; start < items.length; start += 50) await table.transact(items.slice(start, start + 50).map((item) => ({ op: 'put', item })));
      return { table, pk, items };
    };
    const numbers = async (table: Table, query: MergeQuery): Promise<unknown[]> => (await table.merge(query)).items.map(({ item }) => item?.['n']);

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
      expect(await table.merge({ ...query, limit: 1 })).toEqual({
        items: [{ position: '1', key: { pk: pk('ITEM'), sk: 'I#002' }, item: items[2] }],
        next: '1',
        looked: 1,
      });
      expect((await table.merge({ ...query, limit: 10 })).next).toBeNull();
    });

    it('from here to there, both inclusive', async () => {
      const { table, pk } = await filled(['1', '2', '3', '4', '5'].map((position, n) => [n % 2 ? 'A' : 'B', position]));
      const query: MergeQuery = { index: 'byActivity', pks: [pk('A'), pk('B')], limit: 9 };
      expect(await numbers(table, { ...query, from: '2', to: '4' })).toEqual([1, 2, 3]);
      expect(await numbers(table, { ...query, from: '4', descending: true })).toEqual([4, 3]);
      expect(await numbers(table, { ...query, to: '1' })).toEqual([0]);
      expect(await numbers(table, { ...query, from: '6' })).toEqual([]);
    });

    it('is everything that the partitions hold in order, however it is spread and wherever it is cut', async () => {
      const position = fc.integer({ min: 0, max: 40 }).map((n) => String(n).padStart(2, '0'));
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C', 'D'), position), { maxLength: 120, size: 'max' }),
          fc.subarray(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'], { minLength: 1 }),
          fc.integer({ min: 1, max: 100 }),
          fc.boolean(),
          async (positions, names, limit, descending) => {
            const { table, pk } = await filled(positions);
            const found = (await table.merge({ index: 'byActivity', pks: names.map(pk), limit, descending })).items.map((one) => one.position);
            const all = positions.flatMap(([name, at]) => (names.includes(name) ? [at] : [])).sort();
            expect(found).toEqual((descending ? all.reverse() : all).slice(0, limit));
          },
        ),
        { numRuns: runs },
      );
    });

    it('picks items by what they say, at one of several texts, and tells where it came to', async () => {
      const { table, pk } = await filled(['1', '2', '3', '4', '5', '6'].map((position) => ['A', position]));
      const items = ['a', 'b', 'c', 'a', 'b', 'c'].map((kind, n): Item => {
        const item: Item = { pk: pk('ITEM'), sk: `I#00${n}`, n, aPk: pk('A'), aSk: String(n + 1), origin: { id: kind, channel: 'x' } };
        return n % 2 ? { ...item, oPk: pk('O'), oSk: 'x' } : item;
      });
      await table.transact(items.map((item) => ({ op: 'put', item })));
      const query: MergeQuery = { index: 'byActivity', pks: [pk('A'), pk('B')], limit: 9 };
      expect(await numbers(table, { ...query, where: { 'origin.id': ['b'] } })).toEqual([1, 4]);
      expect(await numbers(table, { ...query, where: { 'origin.id': ['a', 'c'], oPk: [pk('O')] } })).toEqual([3, 5]);
      expect(await numbers(table, { ...query, where: { 'origin.name': ['b'] } })).toEqual([]);
      expect(await table.merge({ ...query, limit: 1, where: { 'origin.id': ['b'] } })).toMatchObject({ items: [{ position: '2' }], next: '2' });
      expect((await table.merge({ ...query, limit: 3, where: { 'origin.id': ['b'] } })).next).toBeNull();
    });
  });

  describe('sorted', () => {
    const held = async (): Promise<{ table: Table; pk: (name: string) => string; query: SortQuery }> => {
      const table = open();
      const tenant = `T#${randomUUID()}`;
      const pk = (name: string): string => `${tenant}#${name}`;
      const positions = ['5', '2', '4', '1', '3'];
      const items = positions.map(
        (position, n): Item => ({ pk: pk(`ITEM${n}`), sk: 'I', n, oPk: pk('ann'), oSk: `h${n}`, aPk: pk(n % 2 ? 'odd' : 'even'), aSk: position }),
      );
      await table.transact(
        [...items, { pk: pk('ITEM9'), sk: 'I', n: 9, oPk: pk('bob'), oSk: 'h', aPk: pk('odd'), aSk: '9' }].map((item) => ({ op: 'put', item })),
      );
      return { table, pk, query: { index: 'byOwner', pk: pk('ann'), by: 'byActivity', limit: 9, most: 5 } };
    };
    const numbers = async (table: Table, query: SortQuery): Promise<unknown[] | undefined> => (await table.sorted(query))?.map(({ item }) => item?.['n']);

    it('brings a partition in the order of another index, both ways, from here to there', async () => {
      const { table, query } = await held();
      expect(await numbers(table, query)).toEqual([3, 1, 4, 2, 0]);
      expect(await numbers(table, { ...query, descending: true, limit: 2 })).toEqual([0, 2]);
      expect(await numbers(table, { ...query, from: '2', to: '4' })).toEqual([1, 4, 2]);
      expect((await table.sorted(query))?.map(({ position }) => position)).toEqual(['1', '2', '3', '4', '5']);
    });

    it('picks items by what they say', async () => {
      const { table, pk, query } = await held();
      expect(await numbers(table, { ...query, where: { aPk: [pk('odd'), pk('none')] } })).toEqual([3, 1]);
    });

    it('of more than it may sort answers nothing, unless its engine has that order', async () => {
      const { table, pk, query } = await held();
      expect([undefined, [3, 1, 4, 2, 0]]).toContainEqual(await numbers(table, { ...query, most: 4 }));
      expect(await table.sorted({ ...query, pk: pk('nobody'), most: 0 })).toEqual([]);
    });
  });
};
