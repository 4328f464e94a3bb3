import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { recordUnits } from '../../../../adapters/table/units.ts';
import { seeded } from '../../../../demo/random.ts';
import { append, type LogDeps, type LogJob } from '../../../../domain/conversations/log/append.ts';
import type { HeadStore, LogHead } from '../../../../domain/conversations/log/head.ts';
import { appendTogether } from '../../../../domain/conversations/log/together.ts';
import { type Table, TableRejected, TableUnavailable, TransactionRefused, type Write } from '../../../../domain/table/port.ts';
import { faultyTable } from './faulty-table.ts';

const PK = 'T#t#CV#busy';
const HEAD: HeadStore<LogHead> = {
  key: { pk: PK, sk: 'HEAD' },
  empty: () => ({ revision: 0, lastNumber: 0, lastAmendment: 0 }),
  parse: (item) => ({ revision: Number(item['revision']), lastNumber: Number(item['lastNumber']), lastAmendment: 0 }),
  item: (head) => ({ pk: PK, sk: 'HEAD', ...head }),
};

class Used extends Error {}

/** A message with a key of its own, which it may take once. */
const once = (id: string, text = id): LogJob<LogHead, number> => {
  const key = { pk: `T#t#I#${id}`, sk: 'POST' };
  return {
    head: HEAD,
    reads: [key],
    shares: true,
    decide(draft, [used]) {
      if (used) throw new Used(String(used['n']));
      const n = draft.append({ text });
      draft.put({ ...key, n }, { absent: true });
      return n;
    },
  };
};
const failing: LogJob<LogHead, number> = {
  head: HEAD,
  reads: [],
  shares: true,
  decide(draft) {
    draft.append({ text: 'never there' });
    draft.put({ pk: 'T#t#X', sk: 'never' });
    throw new Error('no member');
  },
};

let ids = 0;
const depsOver = (table: Table, random = seeded(1)): LogDeps => ({
  table,
  random,
  newId: () => (ids++).toString(36).padStart(8, '0'),
  sleep: () => new Promise((resolve) => setImmediate(resolve)),
});

/** A table that shows each transaction, and fails as `fault` says. */
const watched = (fault: (writes: readonly Write[]) => Error | undefined = () => undefined) => {
  const inner = memoryTable();
  const transactions: (readonly Write[])[] = [];
  const table: Table = {
    ...inner,
    transact: async (writes) => {
      transactions.push(writes);
      await new Promise((resolve) => setImmediate(resolve));
      const error = fault(writes);
      if (error) throw error;
      return inner.transact(writes);
    },
  };
  return { inner, table, transactions };
};
const textsOf = (writes: readonly Write[]): string[] =>
  writes.flatMap((write) => (write.op === 'put' && typeof write.item['text'] === 'string' ? [write.item['text']] : []));
const numbersIn = (inner: ReturnType<typeof memoryTable>): number[] => inner.all().flatMap(({ sk, number }) => (sk.startsWith('M#') ? [Number(number)] : []));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('changes of one conversation that wait for each other', () => {
  it('have dense numbers and happen once, whatever is lost, repeated, raced by another process or wrong', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 8 }), async (...given) => {
        const [seed, processes, writers, each] = given;
        const inner = memoryTable();
        const random = seeded(seed);
        const accepted = new Map<string, number>();
        const say = async (deps: LogDeps, id: string): Promise<void> => {
          for (let tries = 0; ; tries += 1) {
            if (tries > 300) throw new Error('never accepted');
            try {
              const n = await append(deps, once(id));
              // A process that came later may have found it first.
              expect(accepted.get(id) ?? n).toBe(n);
              return void accepted.set(id, n);
            } catch (error) {
              // It was there before, with this number: an answer was lost, or another writer has the same id.
              if (error instanceof Used) {
                expect(accepted.get(id) ?? Number(error.message)).toBe(Number(error.message));
                return void accepted.set(id, Number(error.message));
              }
              if (!(error instanceof TableUnavailable) && !(error instanceof Error && 'code' in error)) throw error;
            }
          }
        };
        await Promise.all(
          Array.from({ length: processes }, async () => {
            const deps = depsOver(faultyTable(inner, random), random);
            await Promise.all(
              Array.from({ length: writers }, async (_, writer) => {
                for (let n = 0; n < each; n += 1) {
                  // Every process has the same writers, and two writers share an id.
                  await say(deps, `${Math.floor(writer / 2)}-${n}`);
                  if (writer % 3 === 0) await expect(append(deps, failing)).rejects.toThrow();
                }
              }),
            );
          }),
        );
        expect(numbersIn(inner)).toEqual(upTo(accepted.size));
        for (const item of inner.all().filter(({ sk }) => sk.startsWith('M#'))) expect(accepted.get(String(item['text']))).toBe(item['number']);
        expect(inner.all().some(({ sk }) => sk === 'never')).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  it('share one transaction, and one write of the head', async () => {
    const { table, transactions } = watched();
    const { table: counted, report } = recordUnits(table);
    const deps = depsOver(counted);
    const numbers = await Promise.all(upTo(17).map((n) => append(deps, once(`m${n}`))));
    expect(numbers).toEqual(upTo(17));
    expect(transactions.map((writes) => textsOf(writes).length)).toEqual([1, 16]);
    // 2 transactions: a head each, and for each message itself and its key; each write of a transaction counts twice.
    expect(report().writeUnits).toBe(2 * (2 + 17 * 2));
  });

  it('wait for nobody if they are alone', async () => {
    const { table, transactions } = watched();
    const deps = depsOver(table);
    for (const n of upTo(3)) expect(await append(deps, once(`m${n}`))).toBe(n);
    expect(transactions).toHaveLength(3);
  });

  it('fail alone, and see what earlier ones of the same transaction write', async () => {
    const { inner, table, transactions } = watched();
    const deps = depsOver(table);
    const all = [once('first'), once('a'), failing, once('b'), once('a'), once('c')];
    const outcomes = await Promise.allSettled(all.map((job) => append(deps, job)));
    expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([1, 2, 'Error: no member', 3, 'Error: 2', 4]);
    expect(numbersIn(inner)).toEqual(upTo(4));
    expect(transactions).toHaveLength(2);
    expect(inner.all().some(({ sk }) => sk === 'never')).toBe(false);
  });

  it('are written apart if the transaction would be too large: 100 items, or 4 MB', async () => {
    for (const [count, text] of [
      [120, 'short'],
      [40, 'x'.repeat(100_000)],
    ] as const) {
      const { inner, table, transactions } = watched();
      const deps = depsOver(table);
      const numbers = await Promise.all(upTo(count).map((n) => append(deps, once(`m${n}`, text))));
      expect(numbers).toEqual(upTo(count));
      expect(numbersIn(inner)).toEqual(upTo(count));
      expect(transactions.length).toBeLessThan(6);
      for (const writes of transactions) expect(writes.length).toBeLessThanOrEqual(100);
    }
  });

  it.each([
    ['an item over 400 KB', 'x'.repeat(500_000)],
    ['half a surrogate pair', 'half \ud83d'],
  ])('a bad one (%s) shares no transaction with the others', async (_what, poison) => {
    const { table, transactions } = watched();
    const deps = depsOver(table);
    const all = [once('first'), once('a'), once('bad', poison), once('b'), once('c')];
    const outcomes = await Promise.allSettled(all.map((job) => append(deps, job)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(outcomes[2]).toMatchObject({ reason: expect.any(TableRejected) as unknown });
    expect(transactions.map((writes) => textsOf(writes).length)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it.each([
    ['rejects', () => new TableRejected('SerializationException')],
    ['refuses', () => new TransactionRefused([{ index: 2, reason: 'condition' }])],
    ['fails', () => new Error('unknown')],
  ])('are tried alone if the engine %s all of them', async (_what, error) => {
    const { inner, table } = watched((writes) => (textsOf(writes).includes('poison') ? error() : undefined));
    const deps = depsOver(table);
    const all = [once('first'), once('a'), once('poison'), once('b')];
    const outcomes = await Promise.allSettled(all.map((job) => append(deps, job)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(numbersIn(inner)).toEqual(upTo(3));
  });

  it('are not tried again alone if nobody knows whether they are written', async () => {
    let isDown = false;
    const { inner, table, transactions } = watched(() => (isDown ? new TableUnavailable(new Error('down')) : undefined));
    const deps = depsOver({
      ...table,
      get: async (keys, options) => (isDown && keys.length === 1 ? Promise.reject(new TableUnavailable(null)) : inner.get(keys, options)),
    });
    await append(deps, once('first'));
    isDown = true;
    const outcomes = await appendTogether(deps, [once('a'), once('b')]);
    expect(outcomes.map((outcome) => outcome?.ok === false && outcome.error instanceof TableUnavailable)).toEqual([true, true]);
    expect(transactions).toHaveLength(2);
  });

  it('wait for the next transaction if they read what an earlier one updates; a deletion they see', async () => {
    const { table, transactions } = watched();
    const deps = depsOver(table);
    const row = { pk: 'T#t#GM#g#0', sk: 'ann' };
    await table.transact([{ op: 'put', item: { ...row, n: 1 } }]);
    const change = (write: Write): LogJob<LogHead, string> => ({
      head: HEAD,
      reads: [row],
      shares: true,
      decide: (draft, [found]) => (draft.append({}), draft.write(write), String(found?.['n'])),
    });
    const read: LogJob<LogHead, string> = { head: HEAD, reads: [row], shares: true, decide: (draft, [found]) => (draft.append({}), String(found?.['n'])) };
    const seen = await Promise.all(
      [
        once('first'),
        change({ op: 'check', key: row, when: { exists: true } }),
        read,
        change({ op: 'update', key: row, set: { n: 2 } }),
        read,
        change({ op: 'delete', key: row }),
        read,
      ].map((job: LogJob<LogHead, string | number>) => append(deps, job)),
    );
    expect(seen).toEqual([1, '1', '1', '1', '2', '2', 'undefined']);
    expect(transactions.slice(1).map(({ length }) => length)).toHaveLength(3);
  });

  it('that read for themselves take turns one by one, in the order in which they come', async () => {
    const { table, transactions } = watched();
    const deps = depsOver(table);
    const { shares: _shares, ...own } = once('own');
    const numbers = await Promise.all([once('first'), once('a'), own, once('b'), once('c')].map((job) => append(deps, job)));
    expect(numbers).toEqual(upTo(5));
    expect(transactions.map((writes) => textsOf(writes))).toEqual([['first'], ['a'], ['own'], ['b', 'c']]);
  });

  it('are answered if the machinery itself fails, and the next one works', async () => {
    const { table } = watched();
    let broken = true;
    const deps: LogDeps = {
      ...depsOver(table),
      newId: () => {
        if (broken) throw new Error('no id');
        return 'id';
      },
    };
    await expect(append(deps, once('a'))).rejects.toThrow('no id');
    broken = false;
    expect(await append(deps, once('b'))).toBe(1);
    expect(await appendTogether(deps, [])).toEqual([]);
  });
});
