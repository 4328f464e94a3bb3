import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { seeded } from '../../../../demo/random.ts';
import { appendAll, type LogDeps, type LogJob } from '../../../../domain/conversations/log/append-all.ts';
import type { HeadStore, LogHead } from '../../../../domain/conversations/log/head.ts';
import { type Key, type Table, TableRejected, TableUnavailable, type Write } from '../../../../domain/table/port.ts';

const headOf = (tenant: string, name: string): HeadStore<LogHead> => {
  const key = { pk: `T#${tenant}#CV#${name}`, sk: 'HEAD' };
  return {
    key,
    empty: () => ({ revision: 0, lastNumber: 0, lastAmendment: 0 }),
    parse: (item) => ({ revision: Number(item['revision']), lastNumber: Number(item['lastNumber']), lastAmendment: 0 }),
    item: (head) => ({ ...key, ...head }),
  };
};
const job = (name: string, text: string, { tenant = 't', reads = [] }: { tenant?: string; reads?: readonly Key[] } = {}): LogJob<LogHead, number> => ({
  head: headOf(tenant, name),
  reads,
  decide: (draft) => draft.append({ text }),
});

/** A table that tells which transactions were asked for, and fails as `fault` says. */
const watched = (fault: (writes: readonly Write[]) => Error | undefined = () => undefined) => {
  const inner = memoryTable();
  const transactions: (readonly Write[])[] = [];
  const table: Table = {
    ...inner,
    transact: async (writes) => {
      transactions.push(writes);
      const error = fault(writes);
      if (error) throw error;
      return inner.transact(writes);
    },
  };
  return { inner, table, transactions };
};
let ids = 0;
const depsOver = (table: Table): LogDeps => ({ table, random: seeded(1), newId: () => String(ids++).padStart(8, '0'), sleep: async () => undefined });
const textOf = (writes: readonly Write[]): string[] =>
  writes.flatMap((write) => (write.op === 'put' && typeof write.item['text'] === 'string' ? [write.item['text']] : []));
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const LIMITS = { width: 25, attempts: 12 };

describe('a change that the table refuses for good', () => {
  it.each([
    ['half a surrogate pair', 'half \ud83d'],
    ['an item over 400 KB', 'x'.repeat(500_000)],
  ])('(%s) fails alone: the 24 around it are written at once, in one transaction', async (_what, poison) => {
    const { inner, table, transactions } = watched();
    const jobs = Array.from({ length: 25 }, (_, n) => job(`c${n}`, n === 12 ? poison : `good ${n}`));
    const outcomes = await appendAll(depsOver(table), jobs, LIMITS);
    expect(outcomes.map(({ ok }) => ok)).toEqual(jobs.map((_, n) => n !== 12));
    expect(outcomes[12]).toMatchObject({ error: expect.any(TableRejected) as unknown });
    expect(inner.all().filter(({ sk }) => sk.startsWith('M#'))).toHaveLength(24);
    expect(transactions.map((writes) => textOf(writes).length).toSorted((a, b) => a - b)).toEqual([1, 24]);
  });

  it('is decided alone when nobody saw it coming and the engine names nothing', async () => {
    const { inner, table } = watched((writes) => (textOf(writes).includes('poison') ? new TableRejected('SerializationException') : undefined));
    const outcomes = await appendAll(
      depsOver(table),
      NAMES.map((name) => job(name, name === 'e' ? 'poison' : name)),
      LIMITS,
    );
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true, true, false, true, true, true]);
    expect(inner.all().filter(({ sk }) => sk.startsWith('M#'))).toHaveLength(7);
  });

  it('costs its neighbours one more transaction when the engine names it', async () => {
    const { table, transactions } = watched((writes) => {
      const at = writes.findIndex((write) => write.op === 'put' && write.item['text'] === 'poison');
      return at >= 0 ? new TableRejected('write: ValidationError', { indexes: [at] }) : undefined;
    });
    const outcomes = await appendAll(
      depsOver(table),
      NAMES.map((name) => job(name, name === 'e' ? 'poison' : name)),
      LIMITS,
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(7);
    expect(transactions.map((writes) => textOf(writes).length).toSorted((a, b) => a - b)).toEqual([1, 7, 8]);
  });

  it('an error that nobody foresaw is blamed on whoever brings it alone', async () => {
    const { table } = watched((writes) => (textOf(writes).includes('odd') ? new RangeError('odd') : undefined));
    const outcomes = await appendAll(depsOver(table), [job('a', 'a'), job('b', 'odd'), job('c', 'c')], LIMITS);
    expect(outcomes).toMatchObject([{ ok: true }, { ok: false, error: { message: 'odd' } }, { ok: true }]);
  });

  it('one change that makes the engine fall over keeps no neighbour from being written', async () => {
    const { table } = watched((writes) => (textOf(writes).includes('crash') ? new TableUnavailable(new Error('500')) : undefined));
    const outcomes = await appendAll(depsOver(table), [job('a', 'a'), job('b', 'crash'), job('c', 'c')], LIMITS);
    expect(outcomes).toMatchObject([{ ok: true }, { ok: false, error: { name: 'TableUnavailable' } }, { ok: true }]);
  });

  it('a table that takes no writes although it can be read is asked twice, because somebody waits for the answer', async () => {
    const { inner, table, transactions } = watched(() => new TableUnavailable(new Error('locked')));
    const outcomes = await appendAll(depsOver(table), [job('a', 'a'), job('b', 'b')], LIMITS);
    expect(outcomes).toMatchObject(['a', 'b'].map(() => ({ ok: false, error: { name: 'TableUnavailable' } })));
    expect(transactions.map((writes) => textOf(writes))).toEqual([['a', 'b'], ['a'], ['b']]);
    expect(inner.all()).toEqual([]);
  });
});

describe('a key that the table does not take', () => {
  it('in a batch read fails its own job, not the reads of the others', async () => {
    const { table } = watched();
    const bad = { pk: `T#t#${'x'.repeat(3_000)}`, sk: 'ADD' };
    const outcomes = await appendAll(depsOver(table), [job('a', 'a'), job('b', 'b', { reads: [bad] }), job('c', 'c')], LIMITS);
    expect(outcomes).toMatchObject([{ ok: true }, { ok: false, error: { name: 'TableRejected' } }, { ok: true }]);
  });
});

describe('tenants', () => {
  it('never share a transaction, so that the poison of one costs the other nothing', async () => {
    const { inner, table, transactions } = watched((writes) => (textOf(writes).some((text) => text.startsWith('poison')) ? new Error('odd') : undefined));
    const jobs = Array.from({ length: 80 }, (_, n) => [
      job(`c${n}`, n % 4 === 0 ? `poison ${n}` : `a ${n}`, { tenant: 'a' }),
      job(`c${n}`, `b ${n}`, { tenant: 'b' }),
    ]).flat();
    const outcomes = await appendAll(depsOver(table), jobs, LIMITS);
    const messages = (tenant: string) => inner.all().filter(({ pk, sk }) => pk.startsWith(`T#${tenant}#`) && sk.startsWith('M#'));
    expect([messages('a').length, messages('b').length, outcomes.filter(({ ok }) => !ok).length]).toEqual([60, 80, 20]);
    const tenantsOf = (writes: readonly Write[]) => new Set(writes.map((write) => (write.op === 'put' ? write.item.pk : write.key.pk).split('#')[1]));
    for (const writes of transactions) expect(tenantsOf(writes).size).toBe(1);
    expect(transactions.filter((writes) => tenantsOf(writes).has('b')).map((writes) => textOf(writes).length)).toEqual([25, 25, 25, 5]);
  });
});
