import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Condition, type Item, type Table, TransactionRefused, type Write } from '../../domain/table/port.ts';
import { tableLimits } from './table-limits.ts';
import { tableMerge } from './table-merge.ts';
import { tablePromises } from './table-promises.ts';

/** What every table must do; each test has a partition of its own. `runs`: how many cases a property tries. */
export const tableConformance = (open: () => Table, runs = 30): void => {
  const fresh = (): { table: Table; pk: string } => ({ table: open(), pk: `T#${randomUUID()}` });
  const refusal = async (promise: Promise<unknown>): Promise<TransactionRefused> => {
    const error = await promise.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error instanceof TransactionRefused) return error;
    throw new Error('the write was not refused', { cause: error });
  };

  describe('get', () => {
    it('answers in the order of the keys, undefined where there is nothing, the same key twice', async () => {
      const { table, pk } = fresh();
      await table.write({ op: 'put', item: { pk, sk: 'A', n: 1 } });
      await table.write({ op: 'put', item: { pk, sk: 'B', n: 2 } });
      const keys = ['B', 'none', 'A', 'B'].map((sk) => ({ pk, sk }));
      expect((await table.get(keys, { consistent: true })).map((item) => item?.['n'])).toEqual([2, undefined, 1, 2]);
      expect(await table.get([])).toEqual([]);
    });

    it('takes more keys than one batch', async () => {
      const { table, pk } = fresh();
      const items = Array.from({ length: 150 }, (_, n) => ({ pk, sk: `I#${n}`, n }));
      for (let start = 0; start < items.length; start += 50) await table.transact(items.slice(start, start + 50).map((item) => ({ op: 'put', item })));
      expect(await table.get(items, { consistent: true })).toEqual(items);
    });

    it('brings every kind of value back as it was', async () => {
      const { table, pk } = fresh();
      const item: Item = {
        pk,
        sk: 'A',
        text: 'ä€🫖',
        empty: '',
        whole: 12,
        minus: -0.5,
        yes: true,
        no: false,
        nothing: null,
        list: [1, 'two', null, { three: 3 }],
        map: { deep: { deeper: [] } },
        bytes: new Uint8Array([1, 2, 255]),
      };
      await table.write({ op: 'put', item: { ...item, left: undefined } });
      const [found] = await table.get([item], { consistent: true });
      expect({ ...found, bytes: Array.from((found?.['bytes'] ?? []) as Uint8Array) }).toEqual({ ...item, bytes: [1, 2, 255] });
      expect(Object.keys(found ?? {})).not.toContain('left');
    });
  });

  describe('query', () => {
    const filled = async (): Promise<{ table: Table; pk: string }> => {
      const { table, pk } = fresh();
      await table.transact(['M#1', 'M#2', 'M#3', 'N#1', 'N#2'].map((sk) => ({ op: 'put', item: { pk, sk } })));
      return { table, pk };
    };
    it.each<[string, object, string[]]>([
      ['a whole partition in order', {}, ['M#1', 'M#2', 'M#3', 'N#1', 'N#2']],
      ['backwards', { descending: true }, ['N#2', 'N#1', 'M#3', 'M#2', 'M#1']],
      ['by a prefix', { beginsWith: 'M#' }, ['M#1', 'M#2', 'M#3']],
      ['by an empty prefix', { beginsWith: '' }, ['M#1', 'M#2', 'M#3', 'N#1', 'N#2']],
      ['from, inclusive', { from: 'M#3' }, ['M#3', 'N#1', 'N#2']],
      ['up to, inclusive', { to: 'M#2' }, ['M#1', 'M#2']],
      ['between', { from: 'M#2', to: 'N#1' }, ['M#2', 'M#3', 'N#1']],
      ['some', { limit: 2 }, ['M#1', 'M#2']],
    ])('%s', async (_what, query, expected) => {
      const { table, pk } = await filled();
      expect((await table.query({ pk, consistent: true, ...query })).items.map(({ sk }) => sk)).toEqual(expected);
      if (!('limit' in query)) expect(await table.count({ pk, consistent: true, ...query })).toBe(expected.length);
    });

    it('page by page, forwards and backwards, without gap or double', async () => {
      const { table, pk } = await filled();
      for (const descending of [false, true]) {
        const seen: string[] = [];
        let after: Readonly<Record<string, string>> | null | undefined;
        do {
          const page = await table.query({ pk, limit: 2, descending, ...(after ? { after } : {}) });
          seen.push(...page.items.map(({ sk }) => sk));
          after = page.next;
        } while (after);
        expect(seen).toEqual(['M#1', 'M#2', 'M#3', 'N#1', 'N#2'][descending ? 'toReversed' : 'slice']());
      }
    });

    it('an index holds keys only, of the items that have its attributes, in its order, and pages', async () => {
      const { table, pk } = fresh();
      const put = (sk: string, aSk?: string): Write => ({ op: 'put', item: { pk, sk, text: 'not in the index', ...(aSk ? { aPk: `${pk}#S`, aSk } : {}) } });
      await table.transact([put('A', '2'), put('B', '1'), put('C'), put('D', '3')]);
      const query = { pk: `${pk}#S`, index: 'byActivity' } as const;
      expect((await table.query(query)).items).toEqual([
        { pk, sk: 'B', aPk: `${pk}#S`, aSk: '1' },
        { pk, sk: 'A', aPk: `${pk}#S`, aSk: '2' },
        { pk, sk: 'D', aPk: `${pk}#S`, aSk: '3' },
      ]);
      const first = await table.query({ ...query, limit: 2, descending: true });
      expect(first.items.map(({ sk }) => sk)).toEqual(['D', 'A']);
      const second = await table.query({ ...query, limit: 2, descending: true, ...(first.next ? { after: first.next } : {}) });
      expect(second.items.map(({ sk }) => sk)).toEqual(['B']);
      expect(await table.count({ ...query, from: '2' })).toBe(2);
      await table.write({ op: 'update', key: { pk, sk: 'A' }, remove: ['aPk', 'aSk'] });
      expect(await table.count(query)).toBe(2);
    });

    it.each(['moves to the end', 'leaves the index', 'is deleted'])('a page begins after the last one although the item there %s', async (deed) => {
      const { table, pk } = fresh();
      const put = (sk: string, aSk: string): Write => ({ op: 'put', item: { pk, sk, aPk: `${pk}#S`, aSk } });
      await table.transact(['A', 'B', 'C', 'D', 'E'].map((sk, n) => put(sk, String(n))));
      const query = { pk: `${pk}#S`, index: 'byActivity', limit: 2 } as const;
      const first = await table.query(query);
      expect(first.items.map(({ sk }) => sk)).toEqual(['A', 'B']);
      const key = { pk, sk: 'B' };
      if (deed === 'moves to the end') await table.write({ op: 'update', key, set: { aSk: '9' } });
      else if (deed === 'leaves the index') await table.write({ op: 'update', key, remove: ['aPk', 'aSk'] });
      else await table.write({ op: 'delete', key });
      const second = await table.query({ ...query, ...(first.next ? { after: first.next } : {}) });
      expect(second.items.map(({ sk }) => sk)).toEqual(['C', 'D']);
    });
  });

  describe('write', () => {
    it('an update adds, sets and removes, makes the item when there is none, and answers what stands there then', async () => {
      const { table, pk } = fresh();
      const key = { pk, sk: 'C' };
      expect(await table.write({ op: 'update', key, add: { n: 2 }, set: { a: 'x', b: 'y', left: undefined } })).toEqual({ ...key, n: 2, a: 'x', b: 'y' });
      expect(await table.write({ op: 'update', key, add: { n: -3 }, set: { a: 'z' }, remove: ['b', 'never'] })).toEqual({ ...key, n: -1, a: 'z' });
      expect(await table.get([key], { consistent: true })).toEqual([{ ...key, n: -1, a: 'z' }]);
    });

    it('a put replaces the whole item, a delete takes it away, also when there is none', async () => {
      const { table, pk } = fresh();
      await table.write({ op: 'put', item: { pk, sk: 'A', a: 1, b: 2 } });
      await table.write({ op: 'put', item: { pk, sk: 'A', a: 3 } });
      expect(await table.get([{ pk, sk: 'A' }], { consistent: true })).toEqual([{ pk, sk: 'A', a: 3 }]);
      for (let n = 0; n < 2; n += 1) await table.write({ op: 'delete', key: { pk, sk: 'A' } });
      expect(await table.get([{ pk, sk: 'A' }], { consistent: true })).toEqual([undefined]);
    });

    const present = { a: 'x', n: 5 };
    it.each<[string, Condition, boolean, boolean]>([
      ['absent', { absent: true }, false, true],
      ['exists', { exists: true }, true, false],
      ['equals', { equals: { a: 'x', n: 5 } }, true, false],
      ['equals another value', { equals: { a: 'y' } }, false, false],
      ['equals null: the attribute is missing', { equals: { never: null } }, true, true],
      ['exists and an attribute is missing', { exists: true, equals: { never: null } }, true, false],
      ['absent or less', { absentOrLess: { attribute: 'n', than: 6 } }, true, true],
      ['absent or less, but equal', { absentOrLess: { attribute: 'n', than: 5 } }, false, true],
      ['absent or less of an attribute that is missing', { absentOrLess: { attribute: 'never', than: 1 } }, true, true],
    ])('the condition %s', async (_what, when, onPresent, onAbsent) => {
      const { table, pk } = fresh();
      await table.write({ op: 'put', item: { pk, sk: 'A', ...present } });
      for (const [sk, holds] of [
        ['A', onPresent],
        ['B', onAbsent],
      ] as const) {
        const write = table.write({ op: 'update', key: { pk, sk }, set: { done: true }, when });
        if (holds) expect((await write)?.['done']).toBe(true);
        else expect((await refusal(write)).refusals).toEqual([{ index: 0, reason: 'condition', ...(sk === 'A' ? { item: { pk, sk, ...present } } : {}) }]);
      }
    });

    it('conditions guard puts and deletes too', async () => {
      const { table, pk } = fresh();
      await table.write({ op: 'put', item: { pk, sk: 'A', v: 1 } });
      await refusal(table.write({ op: 'put', item: { pk, sk: 'A', v: 2 }, when: { absent: true } }));
      await refusal(table.write({ op: 'delete', key: { pk, sk: 'A' }, when: { equals: { v: 2 } } }));
      expect(await table.get([{ pk, sk: 'A' }], { consistent: true })).toEqual([{ pk, sk: 'A', v: 1 }]);
    });
  });

  describe('transact', () => {
    it('writes all or nothing, and names each refusal by its place with what stood there', async () => {
      const { table, pk } = fresh();
      await table.write({ op: 'put', item: { pk, sk: 'A', v: 1 } });
      const { refusals } = await refusal(
        table.transact([
          { op: 'put', item: { pk, sk: 'NEW' }, when: { absent: true } },
          { op: 'put', item: { pk, sk: 'A', v: 2 }, when: { absent: true } },
          { op: 'check', key: { pk, sk: 'NONE' }, when: { exists: true } },
          { op: 'update', key: { pk, sk: 'COUNT' }, add: { n: 1 } },
        ]),
      );
      expect(refusals).toEqual([
        { index: 1, reason: 'condition', item: { pk, sk: 'A', v: 1 } },
        { index: 2, reason: 'condition' },
      ]);
      expect(await table.count({ pk, consistent: true })).toBe(1);
    });

    it('takes a hundred writes of every kind', async () => {
      const { table, pk } = fresh();
      await table.write({ op: 'put', item: { pk, sk: 'OLD' } });
      const puts = Array.from({ length: 97 }, (_, n): Write => ({ op: 'put', item: { pk, sk: `P#${n}` } }));
      await table.transact([
        ...puts,
        { op: 'delete', key: { pk, sk: 'OLD' }, when: { exists: true } },
        { op: 'update', key: { pk, sk: 'COUNT' }, add: { n: 97 } },
        { op: 'check', key: { pk, sk: 'NONE' }, when: { absent: true } },
      ]);
      expect(await table.count({ pk, consistent: true })).toBe(98);
    });

    it('of many that want the same place one wins, and nothing is half-done', async () => {
      const { table, pk } = fresh();
      const attempt = (n: number): Promise<boolean> =>
        table
          .transact([
            { op: 'put', item: { pk, sk: 'PLACE', n }, when: { absent: true } },
            { op: 'update', key: { pk, sk: 'COUNT' }, add: { n: 1 } },
          ])
          .then(
            () => true,
            (error: unknown) => {
              if (error instanceof TransactionRefused) return false;
              throw error;
            },
          );
      const won = await Promise.all(Array.from({ length: 20 }, (_, n) => attempt(n)));
      expect(won.filter(Boolean)).toEqual([true]);
      expect((await table.get([{ pk, sk: 'COUNT' }], { consistent: true }))[0]?.['n']).toBe(1);
    });
  });

  it('a scan brings every item once, page by page', async () => {
    const { table, pk } = fresh();
    await table.transact(Array.from({ length: 7 }, (_, n): Write => ({ op: 'put', item: { pk, sk: `S#${n}` } })));
    const seen: string[] = [];
    let after: Readonly<Record<string, string>> | null | undefined;
    do {
      const page = await table.scan({ limit: 3, ...(after ? { after } : {}) });
      seen.push(...page.items.filter((item) => item.pk === pk).map(({ sk }) => sk));
      after = page.next;
    } while (after);
    expect(seen.toSorted()).toEqual(Array.from({ length: 7 }, (_, n) => `S#${n}`));
  });

  tablePromises(open, runs);
  tableMerge(open, runs);
  tableLimits(open);
};
