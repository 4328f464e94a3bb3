import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { seeded } from '../../../../demo/random.ts';
import { append, type LogDeps, type LogJob } from '../../../../domain/conversations/log/append.ts';
import { appendAll } from '../../../../domain/conversations/log/append-all.ts';
import { decodePosition, encodePosition, type LogPosition, laterOf, readAfter, START } from '../../../../domain/conversations/log/cursor.ts';
import type { HeadStore, LogHead } from '../../../../domain/conversations/log/head.ts';
import type { Table } from '../../../../domain/table/port.ts';
import { faultyTable } from './faulty-table.ts';

const headOf = (name: string): HeadStore<LogHead> => ({
  key: { pk: `T#t#CV#${name}`, sk: 'HEAD' },
  empty: () => ({ revision: 0, lastNumber: 0, lastAmendment: 0 }),
  parse: (item) => ({
    revision: item['revision'] as number,
    lastNumber: item['lastNumber'] as number,
    lastAmendment: (item['lastAmendment'] as number | undefined) ?? 0,
  }),
  item: (head) => ({ pk: `T#t#CV#${name}`, sk: 'HEAD', ...head }),
});

let ids = 0;
const depsOver = (table: Table, random: () => number): LogDeps => ({
  table,
  random,
  newId: () => (ids++).toString(36).padStart(8, '0'),
  sleep: () => new Promise((resolve) => setImmediate(resolve)),
});

/** Appends `text` once, by an identity item; answers its number, or that of the first time. */
const job = (conversation: string, id: string, table: Table): LogJob<LogHead, number> => {
  const identity = { pk: `T#t#P#o#${id}`, sk: 'ADD' };
  return {
    head: headOf(conversation),
    reads: [identity],
    decide(draft, [present]) {
      if (present) return present['n'] as number;
      void table;
      const number = draft.append({ text: id });
      if (id.endsWith('0')) draft.amend({ of: number, type: 'edit' });
      draft.put({ ...identity, n: number }, { absent: true });
      return number;
    },
  };
};

const numbers = (table: ReturnType<typeof memoryTable>, conversation: string, prefix: string) =>
  table
    .all()
    .filter((item) => item.pk === `T#t#CV#${conversation}` && item.sk.startsWith(prefix))
    .map((item) => item['number'] as number);

describe('the log', () => {
  it('keeps numbers dense and each entry once, whatever is lost, repeated or raced', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 25 }), async (seed, writers, each) => {
        const inner = memoryTable();
        const random = seeded(seed);
        const table = faultyTable(inner, random);
        const accepted = new Map<string, number>();
        await Promise.all(
          Array.from({ length: writers }, async (_, writer) => {
            const deps = depsOver(table, random);
            for (let n = 0; n < each; n += 1) {
              // Two writers share every id: a duplicate delivered to both.
              const id = `${Math.floor(writer / 2)}-${n}`;
              for (let tries = 0; ; tries += 1) {
                const [outcome] = await appendAll(deps, [job(n % 2 === 0 ? 'a' : 'b', id, table)]);
                if (outcome?.ok) {
                  expect(accepted.get(id) ?? outcome.value).toBe(outcome.value);
                  accepted.set(id, outcome.value);
                  break;
                }
                if (tries > 200) throw new Error('never accepted');
              }
            }
          }),
        );
        for (const conversation of ['a', 'b']) {
          const found = numbers(inner, conversation, 'M#');
          expect(found).toEqual(found.map((_, index) => index + 1));
          const amendments = numbers(inner, conversation, 'A#');
          expect(amendments).toEqual(amendments.map((_, index) => index + 1));
        }
        const texts = inner.all().filter((item) => item.sk.startsWith('M#'));
        expect(new Set(texts.map((item) => item['text']))).toEqual(new Set(accepted.keys()));
        expect(texts).toHaveLength(accepted.size);
        for (const item of texts) expect(accepted.get(item['text'] as string)).toBe(item['number']);
      }),
      { numRuns: 60 },
    );
  });

  it('writes many conversations in few transactions and lets a failing one fail alone', async () => {
    const inner = memoryTable();
    let transactions = 0;
    const table: Table = { ...inner, transact: (writes) => ((transactions += 1), inner.transact(writes)) };
    const deps = depsOver(table, seeded(1));
    const jobs = Array.from({ length: 20 }, (_, index) => job(`c${index}`, `m${index}x`, table));
    const failing: LogJob<LogHead, number> = {
      head: headOf('bad'),
      reads: [],
      decide() {
        throw new Error('poison');
      },
    };
    const outcomes = await appendAll(deps, [...jobs.slice(0, 10), failing, ...jobs.slice(10)]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(20);
    expect(outcomes[10]).toMatchObject({ ok: false, error: { message: 'poison' } });
    expect(transactions).toBe(1);
  });

  it('settles a lost answer by reading the entry back instead of appending again', async () => {
    const inner = memoryTable();
    let first = true;
    const table = faultyTable(inner, () => (first ? ((first = false), 0.19) : 0.99));
    const number = await append(depsOver(table, seeded(2)), { head: headOf('x'), reads: [], decide: (draft) => draft.append({ text: 'once' }) });
    expect(number).toBe(1);
    expect(numbers(inner, 'x', 'M#')).toEqual([1]);
  });

  it('a reader who resumes from any position misses neither a message nor a change', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('message', 'amendment'), { maxLength: 40 }), fc.integer({ min: 1, max: 7 }), async (steps, limit) => {
        const table = memoryTable();
        const deps = depsOver(table, seeded(3));
        const written: string[] = [];
        for (const step of steps) {
          await append(deps, { head: headOf('r'), reads: [], decide: (draft) => (step === 'message' ? draft.append({}) : draft.amend({})) });
          written.push(step);
        }
        const read: string[] = [];
        let position: LogPosition = START;
        for (;;) {
          const page = await readAfter(table, 'T#t#CV#r', position, limit);
          if (page.length === 0) break;
          read.push(...page.map((entry) => entry.type));
          position = decodePosition(encodePosition((page.at(-1) as (typeof page)[number]).position)) as LogPosition;
        }
        expect(read).toEqual(written);
      }),
      { numRuns: 100 },
    );
  });

  it('a position never moves back, and nonsense is no position', () => {
    expect(laterOf({ number: 3, amendment: 1 }, { number: 2, amendment: 5 })).toEqual({ number: 3, amendment: 5 });
    expect(decodePosition('nonsense')).toBeNull();
  });
});
