import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Item, type Table, TableRejected, TransactionRefused, type Write } from '../../domain/table/port.ts';

const KB = 1024;
/** DynamoDB's largest item: names and values together ("Quotas", developer guide, November 2026). */
const LARGEST_ITEM = 400 * KB;
const text = (bytes: number): string => 'x'.repeat(bytes);

/** What the service takes and refuses permanently: TableRejected with a reason, neither a lost race nor an outage. */
export const tableLimits = (open: () => Table): void => {
  const fresh = (): { table: Table; pk: string } => ({ table: open(), pk: `T#${randomUUID()}` });
  const put = (item: Item): Write => ({ op: 'put', item });
  const wrong = async (promise: Promise<unknown>): Promise<void> => {
    const error = await promise.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(TableRejected);
    expect((error as Error).message.length).toBeGreaterThan(5);
  };

  describe('values', () => {
    it.each([0, -1, 0.1 + 0.2, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 1e21, 123456789012345680000, 1.7e-12, 9.9e125, -1e-129])(
      'the number %d keeps every digit',
      async (n) => {
        const { table, pk } = fresh();
        await table.write({ op: 'put', item: { pk, sk: 'A', n, deep: [{ n }] } });
        expect(await table.get([{ pk, sk: 'A' }], { consistent: true })).toEqual([{ pk, sk: 'A', n, deep: [{ n }] }]);
      },
    );

    it.each([
      ['a number that is none', Number.NaN],
      ['an infinite number', Number.POSITIVE_INFINITY],
      ['a number too large', 1e127],
      ['a number too small', 1e-131],
      ['a function', () => 1],
      ['a symbol in a list', [Symbol('x')]],
    ])('%s is refused', async (_what, value) => {
      const { table, pk } = fresh();
      await wrong((async () => table.write({ op: 'put', item: { pk, sk: 'A', value } }))());
      expect(await table.get([{ pk, sk: 'A' }], { consistent: true })).toEqual([undefined]);
    });

    it.each([
      ['lists', (inner: unknown) => [inner]],
      ['maps', (inner: unknown) => ({ a: inner })],
    ])('31 levels of %s are taken, 32 are refused', async (_what, around) => {
      const { table, pk } = fresh();
      const deep = (levels: number): unknown => Array.from({ length: levels }).reduce((inner: unknown) => around(inner), 'x');
      await table.write({ op: 'put', item: { pk, sk: 'A', value: deep(31) } });
      expect(await table.get([{ pk, sk: 'A' }], { consistent: true })).toEqual([{ pk, sk: 'A', value: deep(31) }]);
      await wrong(table.write({ op: 'put', item: { pk, sk: 'B', value: deep(32) } }));
      await wrong(table.write({ op: 'update', key: { pk, sk: 'B' }, set: { value: deep(32) } }));
      await wrong(table.transact([put({ pk, sk: 'C' }), put({ pk, sk: 'B', value: deep(32) })]));
      expect(await table.count({ pk, consistent: true })).toBe(1);
    });

    it('empty values stay empty', async () => {
      const { table, pk } = fresh();
      const item = { pk, sk: 'A', text: '', list: [], map: {}, deep: { text: '', list: [''] } };
      await table.write({ op: 'put', item: { ...item, bytes: new Uint8Array(0) } });
      const [found] = await table.get([item], { consistent: true });
      expect({ ...found, bytes: undefined }).toEqual(item);
      expect(Array.from(found?.['bytes'] as Uint8Array)).toEqual([]);
    });

    it('changing an item that was read does not change the table', async () => {
      const { table, pk } = fresh();
      const list = ['a'];
      await table.write({ op: 'put', item: { pk, sk: 'A', list } });
      list.push('b');
      const [found] = await table.get([{ pk, sk: 'A' }], { consistent: true });
      const own = found?.['list'] as string[];
      own.push('c');
      expect((await table.get([{ pk, sk: 'A' }], { consistent: true }))[0]?.['list']).toEqual(['a']);
    });
  });

  describe('text that is not well-formed', () => {
    it.each([
      ['half a pair at the end', 'half \ud83d'],
      ['the other half', '\udc00 half'],
      ['deep inside', { list: [{ text: 'a\ud800b' }] }],
      ['in a name', { 'half \ud83d': 1 }],
    ])('%s is refused, alone and in a transaction', async (_what, value) => {
      const { table, pk } = fresh();
      await wrong(table.write({ op: 'put', item: { pk, sk: 'A', value } }));
      await wrong(table.transact([put({ pk, sk: 'B' }), put({ pk, sk: 'A', value })]));
      await wrong(table.write({ op: 'update', key: { pk, sk: 'C' }, set: { value } }));
      expect(await table.get(['A', 'B', 'C'].map((sk) => ({ pk, sk })))).toEqual([undefined, undefined, undefined]);
    });

    it('a pair is whole', async () => {
      const { table, pk } = fresh();
      await table.write({ op: 'put', item: { pk, sk: 'A', value: 'whole \ud83d\ude00' } });
      expect(await table.get([{ pk, sk: 'A' }])).toEqual([{ pk, sk: 'A', value: 'whole 😀' }]);
    });

    it('is no key either', async () => {
      const { table, pk } = fresh();
      await wrong(
        table.get([
          { pk, sk: 'A' },
          { pk, sk: 'half \ud83d' },
        ]),
      );
      await wrong(table.write({ op: 'delete', key: { pk, sk: 'half \ud83d' } }));
    });
  });

  describe('keys', () => {
    it.each([
      ['too long', 'x'.repeat(2_049)],
      ['empty', ''],
    ])('a batch read with one that is %s is refused', async (_what, wrongPk) => {
      const { table, pk } = fresh();
      await wrong(
        table.get([
          { pk, sk: 'A' },
          { pk: wrongPk, sk: 'A' },
        ]),
      );
    });

    it('have a length: 2,048 bytes and 1,024', async () => {
      const { table, pk } = fresh();
      const longest = { pk: pk + text(2048 - pk.length), sk: text(1024) };
      await table.write({ op: 'put', item: longest });
      expect(await table.get([longest], { consistent: true })).toEqual([longest]);
      await wrong(table.write({ op: 'put', item: { ...longest, pk: `${longest.pk}x` } }));
      await wrong(table.write({ op: 'put', item: { ...longest, sk: `${longest.sk}x` } }));
    });

    it('are never empty', async () => {
      const { table, pk } = fresh();
      await wrong(table.write({ op: 'put', item: { pk, sk: '' } }));
      await wrong(table.write({ op: 'put', item: { pk: '', sk: 'A' } }));
    });

    it('are ordered by their bytes in UTF-8', async () => {
      const { table, pk } = fresh();
      const keys = ['!', 'A', 'a', 'ä', 'ｱ', '😀'];
      await table.transact(keys.toReversed().map((sk) => put({ pk, sk })));
      expect((await table.query({ pk, consistent: true })).items.map(({ sk }) => sk)).toEqual(keys);
      expect((await table.query({ pk, consistent: true, from: 'ä' })).items.map(({ sk }) => sk)).toEqual(['ä', 'ｱ', '😀']);
    });

    it.each([
      ['empty', ''],
      ['a number', 7],
      ['null', null],
    ])('of an index are strings: one that is %s is refused', async (_what, aSk) => {
      const { table, pk } = fresh();
      await wrong(table.write({ op: 'put', item: { pk, sk: 'A', aPk: pk, aSk } }));
      // DynamoDB Local lets an update set a number, which AWS refuses.
      if (typeof aSk !== 'number') await wrong(table.write({ op: 'update', key: { pk, sk: 'A' }, set: { aPk: pk, aSk } }));
      await wrong(table.transact([put({ pk, sk: 'B' }), put({ pk, sk: 'A', aPk: pk, aSk })]));
      expect(await table.count({ pk, consistent: true })).toBe(0);
    });

    it('of an item cannot be changed', async () => {
      const { table, pk } = fresh();
      await wrong(table.write({ op: 'update', key: { pk, sk: 'A' }, set: { sk: 'B' } }));
      expect(await table.count({ pk, consistent: true })).toBe(0);
    });
  });

  describe('updates', () => {
    it('nothing is added to what is no number', async () => {
      const { table, pk } = fresh();
      await table.write({ op: 'put', item: { pk, sk: 'A', n: 'one' } });
      await wrong(table.write({ op: 'update', key: { pk, sk: 'A' }, add: { n: 1 } }));
      expect((await table.get([{ pk, sk: 'A' }], { consistent: true }))[0]?.['n']).toBe('one');
    });

    it('one attribute is not set and removed at once', async () => {
      const { table, pk } = fresh();
      await wrong(table.write({ op: 'update', key: { pk, sk: 'A' }, set: { a: 1 }, remove: ['a'] }));
    });

    it('nothing to change makes the item all the same', async () => {
      const { table, pk } = fresh();
      expect(await table.write({ op: 'update', key: { pk, sk: 'A' }, set: { a: undefined } })).toEqual({ pk, sk: 'A' });
      expect(await table.count({ pk, consistent: true })).toBe(1);
    });

    it('fifty at once add up', async () => {
      const { table, pk } = fresh();
      await Promise.all(Array.from({ length: 50 }, () => table.write({ op: 'update', key: { pk, sk: 'A' }, add: { n: 1 } })));
      expect((await table.get([{ pk, sk: 'A' }], { consistent: true }))[0]?.['n']).toBe(50);
    });

    it('a bound holds against numbers only', async () => {
      const { table, pk } = fresh();
      await table.write({ op: 'put', item: { pk, sk: 'A', ttl: 'soon' } });
      const bounded = table.write({ op: 'put', item: { pk, sk: 'A' }, when: { absentOrLess: { attribute: 'ttl', than: 9 } } });
      await expect(bounded).rejects.toBeInstanceOf(TransactionRefused);
      const equal = table.write({ op: 'put', item: { pk, sk: 'A' }, when: { equals: { ttl: 9 } } });
      await expect(equal).rejects.toBeInstanceOf(TransactionRefused);
    });
  });

  describe('sizes', () => {
    /** An item of exactly so many bytes. */
    const sized = (pk: string, sk: string, bytes: number): Item => ({ pk, sk, t: text(bytes - pk.length - sk.length - 'pkskt'.length) });

    it('an item has at most 400 KB, names included', async () => {
      const { table, pk } = fresh();
      await table.write({ op: 'put', item: sized(pk, 'A', LARGEST_ITEM) });
      await wrong(table.write({ op: 'put', item: sized(pk, 'B', LARGEST_ITEM + 1) }));
      await wrong(table.write({ op: 'update', key: { pk, sk: 'A' }, set: { more: text(10) } }));
      await wrong(table.transact([put({ pk, sk: 'C' }), put(sized(pk, 'B', LARGEST_ITEM + 1))]));
      expect((await table.query({ pk, consistent: true })).items.map(({ sk, t }) => [sk, (t as string).length])).toEqual([
        ['A', LARGEST_ITEM - pk.length - 'Apkskt'.length],
      ]);
    });

    it('a transaction has at most 100 writes, 4 MB and each item once', async () => {
      const { table, pk } = fresh();
      await wrong(table.transact(Array.from({ length: 101 }, (_, n) => put({ pk, sk: `P#${n}` }))));
      await wrong(table.transact(Array.from({ length: 11 }, (_, n) => put(sized(pk, `P#${n}`, 390 * KB)))));
      await wrong(table.transact([put({ pk, sk: 'A' }), { op: 'delete', key: { pk, sk: 'A' } }]));
      expect(await table.count({ pk, consistent: true })).toBe(0);
      await table.transact(Array.from({ length: 10 }, (_, n) => put(sized(pk, `P#${n}`, 390 * KB))));
      expect(await table.count({ pk, consistent: true })).toBe(10);
    });

    it('more than an answer holds comes in several: 16 MB of a batch, 1 MB of a query', async () => {
      const { table, pk } = fresh();
      const keys = Array.from({ length: 44 }, (_, n) => ({ pk, sk: `P#${String(n).padStart(2, '0')}` }));
      for (let start = 0; start < keys.length; start += 10) {
        await table.transact(keys.slice(start, start + 10).map(({ sk }) => put(sized(pk, sk, 390 * KB))));
      }
      expect((await table.get(keys, { consistent: true })).map((item) => item?.sk)).toEqual(keys.map(({ sk }) => sk));
      for (const descending of [false, true]) {
        const seen: string[] = [];
        let pages = 0;
        let after: Readonly<Record<string, string>> | null | undefined;
        do {
          const page = await table.query({ pk, descending, consistent: true, ...(after ? { after } : {}) });
          seen.push(...page.items.map(({ sk }) => sk));
          pages += 1;
          after = page.next;
        } while (after);
        expect(seen).toEqual(keys.map(({ sk }) => sk)[descending ? 'toReversed' : 'slice']());
        expect(pages).toBeGreaterThan(10);
      }
      expect(await table.count({ pk, consistent: true })).toBe(44);
    });
  });
};
