import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Condition, type Item, type Table, TransactionRefused, type Write } from '../../domain/table/port.ts';

/** Promises that hold whatever the data: for every mix of conditions, ties in an index, and items whose time is over. */
export const tablePromises = (open: () => Table, runs: number): void => {
  const fresh = (): { table: Table; pk: string } => ({ table: open(), pk: `T#${randomUUID()}` });

  it('each failed condition of a transaction is named, in order, with the item that exists, and nothing is written', async () => {
    const cases = fc.array(
      fc.record({
        stored: fc.boolean(),
        kind: fc.constantFrom('put', 'update', 'delete', 'check'),
        when: fc.constantFrom('absent', 'exists', 'equal', 'other'),
      }),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    await fc.assert(
      fc.asyncProperty(cases, async (given) => {
        const { table, pk } = fresh();
        const keys = given.map((_, n) => ({ pk, sk: `I#${String(n).padStart(2, '0')}` }));
        const stored = keys.flatMap((key, n) => (given[n]?.stored ? [{ ...key, v: n }] : []));
        if (stored.length > 0) await table.transact(stored.map((item) => ({ op: 'put', item })));
        const writes = given.map(({ kind, when }, n): Write => {
          const key = keys[n] as Item;
          const condition: Condition = { absent: { absent: true }, exists: { exists: true }, equal: { equals: { v: n } }, other: { equals: { v: -1 } } }[
            when
          ] as Condition;
          if (kind === 'put') return { op: 'put', item: { ...key, v: 'new' }, when: condition };
          if (kind === 'update') return { op: 'update', key, set: { v: 'new' }, when: condition };
          return { op: kind, key, when: condition } as Write;
        });
        const expected = given.flatMap(({ stored: there, when }, index) => {
          const holds = when === 'absent' ? !there : when === 'other' ? false : there;
          return holds ? [] : [{ index, reason: 'condition', ...(there ? { item: { ...keys[index], v: index } } : {}) }];
        });
        const outcome: unknown = await table.transact(writes).catch((error: unknown) => error);
        if (expected.length === 0) {
          expect(outcome).toBeUndefined();
          return;
        }
        expect(outcome).toBeInstanceOf(TransactionRefused);
        expect((outcome as TransactionRefused).refusals).toEqual(expected);
        expect((await table.query({ pk, consistent: true })).items).toEqual(stored);
      }),
      { numRuns: runs },
    );
  });

  it('items that stand at one place of an index page without gap or double', async () => {
    const { table, pk } = fresh();
    const names = Array.from({ length: 7 }, (_, n) => `I#${n}`);
    await table.transact(names.map((sk) => ({ op: 'put', item: { pk, sk, nPk: pk, nSk: 'same' } })));
    for (const descending of [false, true]) {
      const seen: string[] = [];
      let after: Readonly<Record<string, string>> | null | undefined;
      do {
        const page = await table.query({ pk, index: 'bySequence', limit: 2, descending, ...(after ? { after } : {}) });
        seen.push(...page.items.map(({ sk }) => sk));
        after = page.next;
      } while (after);
      expect(seen.toSorted()).toEqual(names);
    }
  });

  it('an item moves in an index with its attributes, and leaves it when it is deleted', async () => {
    const { table, pk } = fresh();
    const at = async (partition: string): Promise<string[]> =>
      (await table.query({ pk: `${pk}#${partition}`, index: 'byOwner' })).items.map((item) => `${item.sk}@${String(item['oSk'])}`);
    await table.write({ op: 'put', item: { pk, sk: 'A', oPk: `${pk}#anna`, oSk: '1' } });
    await table.write({ op: 'update', key: { pk, sk: 'A' }, set: { oSk: '2' } });
    expect(await at('anna')).toEqual(['A@2']);
    await table.transact([{ op: 'update', key: { pk, sk: 'A' }, set: { oPk: `${pk}#ben` } }]);
    expect([await at('anna'), await at('ben')]).toEqual([[], ['A@2']]);
    await table.write({ op: 'put', item: { pk, sk: 'A', oPk: `${pk}#ben` } });
    expect(await at('ben')).toEqual([]);
    await table.write({ op: 'update', key: { pk, sk: 'A' }, set: { oSk: '3' } });
    expect(await at('ben')).toEqual(['A@3']);
    await table.transact([{ op: 'delete', key: { pk, sk: 'A' } }]);
    expect(await at('ben')).toEqual([]);
  });

  describe('an item whose time is over', () => {
    const past = 1_600_000_000;

    it('is read as it stands until the service takes it away, so readers look at its time', async () => {
      const { table, pk } = fresh();
      const item = { pk, sk: 'A', text: 'over', ttl: past };
      await table.write({ op: 'put', item });
      const [found] = await table.get([item], { consistent: true });
      if (found) expect(found).toEqual(item);
      expect((await table.query({ pk, consistent: true })).items.every(({ ttl }) => ttl === past)).toBe(true);
    });

    it('gives its place to a new one, one that is not over does not', async () => {
      const { table, pk } = fresh();
      const now = Math.floor(Date.now() / 1000);
      const take = (ttl: number): Promise<unknown> =>
        table.write({ op: 'put', item: { pk, sk: 'A', ttl }, when: { absentOrLess: { attribute: 'ttl', than: now } } });
      await take(past);
      await take(now + 600);
      await expect(take(now + 900)).rejects.toBeInstanceOf(TransactionRefused);
    });
  });
};
