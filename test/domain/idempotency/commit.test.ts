import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answeredBefore, commit, KEPT_SECONDS, onceWrite, Replayed } from '../../../domain/idempotency/commit.ts';
import { TableUnavailable, type Write } from '../../../domain/table/port.ts';
import { conflict, type FaultyTable, faultyTable, refuse } from '../faulty-table.ts';

const NOW = 1_000_000;
const once = (requestHash = 'h', now = NOW) => ({ once: { pk: 'T#t#I#agent:a#k', sk: 'POST /v1/things', requestHash, expiresAt: now + KEPT_SECONDS } });
const effect = (id: string): Write => ({ op: 'put', item: { pk: `T#t#X#${id}`, sk: 'X' }, when: { absent: true } });
const effects = (table: FaultyTable): string[] =>
  table.inner
    .all()
    .filter((item) => item.sk === 'X')
    .map((item) => item.pk);

describe('a commit', () => {
  it('without a key is the plain write, or the plain transaction', async () => {
    const table = faultyTable();
    await commit(table, {}, [effect('1')], { status: 201 });
    await commit(table, {}, [effect('2'), { op: 'check', key: { pk: 'T#t#X#1', sk: 'X' }, when: { exists: true } }], { status: 201 });
    await commit(table, {}, [{ op: 'check', key: { pk: 'T#t#X#1', sk: 'X' }, when: { exists: true } }], { status: 200 });
    expect(effects(table)).toHaveLength(2);
    expect(onceWrite({}, { status: 200 })).toBeUndefined();
    expect(await answeredBefore(table, {})).toBeUndefined();
  });

  it('keeps answers with and without a body', async () => {
    const table = faultyTable();
    await commit(table, once(), [effect('1')], { status: 204 });
    expect(await answeredBefore(table, once())).toEqual({ status: 204 });
    const other = { once: { ...once().once, sk: 'other' } };
    await commit(table, other, [effect('2')], { status: 201, body: { id: '2' } });
    expect(await answeredBefore(table, other)).toEqual({ status: 201, body: { id: '2' } });
  });

  it("that lost a race gives the winner's answer, also when the engine does not bring the item along", async () => {
    const table = faultyTable();
    await commit(table, once(), [effect('1')], { status: 201, body: 1 });
    await expect(commit(table, once(), [effect('2')], { status: 201, body: 2 })).rejects.toMatchObject({ name: 'Replayed', answer: { status: 201, body: 1 } });
    table.nextWrites.push(refuse(1));
    await expect(commit(table, once(), [effect('3')], { status: 201, body: 3 })).rejects.toBeInstanceOf(Replayed);
    expect(effects(table)).toEqual(['T#t#X#1']);
  });

  it('leaves other refusals to the command', async () => {
    const table = faultyTable();
    await commit(table, {}, [effect('1')], { status: 201 });
    await expect(commit(table, once(), [effect('1')], { status: 201 })).rejects.toMatchObject({ name: 'TransactionRefused', refusals: [{ index: 0 }] });
    table.nextWrites.push(conflict);
    await expect(commit(table, once(), [effect('2')], { status: 201 })).rejects.toMatchObject({ refusals: [{ reason: 'conflict' }] });
    // Refused for a key that is gone by the time it is read: nobody's answer.
    table.nextWrites.push(refuse(1));
    await expect(commit(table, once(), [effect('2')], { status: 201 })).rejects.toMatchObject({ refusals: [{ index: 1 }] });
    table.nextWrites.push({ fail: new TableUnavailable(new Error('x')), written: false });
    await expect(commit(table, once(), [effect('2')], { status: 201 })).rejects.toBeInstanceOf(TableUnavailable);
  });

  it('under a used key with another request is unprocessable', async () => {
    const table = faultyTable();
    await commit(table, once('h'), [effect('1')], { status: 201 });
    await expect(commit(table, once('other'), [effect('2')], { status: 201 })).rejects.toMatchObject({ code: 'unprocessable' });
    await expect(answeredBefore(table, once('other'))).rejects.toMatchObject({ code: 'unprocessable' });
  });

  it('takes over a key whose 48 hours are over', async () => {
    const table = faultyTable();
    await commit(table, once('h', NOW), [effect('1')], { status: 201, body: 1 });
    const later = once('other', NOW + KEPT_SECONDS + 1);
    expect(await answeredBefore(table, later)).toBeUndefined();
    await commit(table, later, [effect('2')], { status: 201, body: 2 });
    expect(await answeredBefore(table, later)).toEqual({ status: 201, body: 2 });
  });
});

describe('a request that is tried again and again', () => {
  /** As the API does it: look, act, and look once more when that failed. */
  const request = async (table: FaultyTable, key: string, attempt: string): Promise<unknown> => {
    const context = { once: { ...once().once, sk: key } };
    const before = await answeredBefore(table, context);
    if (before) return before.body;
    try {
      await commit(table, context, [effect(`${key}-${attempt}`)], { status: 201, body: attempt });
      return attempt;
    } catch (error) {
      if (error instanceof Replayed) return error.answer.body;
      throw error;
    }
  };

  it('has one effect and one answer, whatever is lost, refused or runs at once', async () => {
    const fault = fc.constantFrom('none', 'lost', 'unwritten', 'conflict') as fc.Arbitrary<'none' | 'lost' | 'unwritten' | 'conflict'>;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fault, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 3 }),
        async (rounds, keys) => {
          const table = faultyTable();
          const answers = new Map<string, Set<unknown>>();
          let attempt = 0;
          for (const round of [...rounds, ['none' as const]]) {
            for (const kind of round) {
              if (kind === 'conflict') table.nextWrites.push(conflict);
              else if (kind !== 'none') table.nextWrites.push({ fail: new TableUnavailable(new Error('x')), written: kind === 'lost' });
            }
            // All at once, over a few keys.
            await Promise.all(
              [...round, ...Array.from({ length: keys }, () => null)].map(async (_, i) => {
                const key = `key${i % keys}`;
                attempt += 1;
                const answer = await request(table, key, String(attempt)).catch(() => undefined);
                if (answer !== undefined) answers.set(key, (answers.get(key) ?? new Set()).add(answer));
              }),
            );
            table.nextWrites.length = 0;
          }
          for (let i = 0; i < keys; i += 1) {
            const key = `key${i}`;
            const made = effects(table).filter((pk) => pk.startsWith(`T#t#X#${key}-`));
            expect(made).toHaveLength(1);
            expect([...(answers.get(key) ?? [])]).toEqual([made[0]?.split('-')[1]]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
