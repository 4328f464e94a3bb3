import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addKey, locatedBy } from '../../../domain/support/messages/identity.ts';
import { applyBatch } from '../../../domain/support/messages/inbound/apply-batch.ts';
import type { InboundDeps } from '../../../domain/support/messages/inbound/batch.ts';
import type { InboundEvent } from '../../../domain/support/messages/inbound/inbound-event.ts';
import { sequences } from '../../../domain/support/tickets/sequence.ts';
import type { Table } from '../../../domain/table/port.ts';
import { bench, inbound, ORIGIN, TENANT } from '../../domain/support/messages/inbound/events.ts';
import { startTable, type TestTable } from '../../harness/table.ts';

/** One failure stays one failure on the embedded engine too, which names nothing when it cannot parse a call. */
describe('a message that the engine refuses', () => {
  let engine: TestTable;
  let deps: InboundDeps;
  beforeAll(async () => {
    engine = startTable();
    const { table } = engine;
    for (const tenant of [TENANT, 'other']) await table.write({ op: 'put', item: { pk: `T#${tenant}`, sk: 'TENANT', generation: 1 } });
    deps = { ...bench().deps, table, sequences: sequences(table), limits: { width: 25, attempts: 12 } };
  });
  afterAll(() => engine.stop());

  const isShown = async (tenantId: string, id: string): Promise<boolean> =>
    locatedBy((await engine.table.get([addKey(tenantId, ORIGIN, id)], { consistent: true }))[0]) !== null;
  const receive = async (events: readonly InboundEvent[], over: Table = engine.table): Promise<string[]> =>
    (await applyBatch({ ...deps, table: over }, events)).map((one) => (one.ok ? one.effect : one.permanent ? String(one.error) : 'later'));

  it.each([
    ['half a surrogate pair', { text: 'half \ud83d' }],
    ['more than an item holds', { author: { id: 'x', name: 'n'.repeat(500_000), handle: null } }],
    ['more levels than an item has', { reaction: { emoji: null }, text: 'x', content: { attachments: deep(60) as never } }],
  ])('(%s) goes alone to the dead letter, and the 24 around it are shown', async (what, poison) => {
    const id = (n: number): string => `${what}-${n}`;
    const events = Array.from({ length: 25 }, (_, n) => inbound(`${what}-author-${n}`, id(n), n === 12 ? poison : {}));
    const outcomes = await receive(events);
    expect(outcomes.filter((_, n) => n !== 12)).toEqual(Array.from({ length: 24 }, () => 'applied'));
    expect(outcomes[12]).toMatch(/^TableRejected: .{10,}/);
    for (let n = 0; n < 25; n += 1) expect(await isShown(TENANT, id(n)), id(n)).toBe(n !== 12);
  });

  it('and that nobody saw coming is told apart by the engine’s own answer', async () => {
    // Past every check of ours: the engine is given bytes that it cannot parse.
    const blind: Table = {
      ...engine.table,
      transact: async (writes) => {
        if (writes.some((write) => write.op === 'put' && write.item['text'] === 'text blind-7')) {
          const worse = writes.map((write) =>
            write.op === 'put' && write.item['text'] === 'text blind-7' ? { ...write, item: { ...write.item, aPk: 5 } } : write,
          );
          return engine.table.transact(worse);
        }
        return engine.table.transact(writes);
      },
    };
    const outcomes = await receive(
      Array.from({ length: 25 }, (_, n) => inbound(`blind-author-${n}`, `blind-${n}`)),
      blind,
    );
    expect(outcomes.map((one) => (one === 'applied' ? one : one.split(':')[0]))).toEqual(
      Array.from({ length: 25 }, (_, n) => (n === 7 ? 'TableRejected' : 'applied')),
    );
  });

  it('of one tenant costs another nothing: 80 each, all of the other and all good of the first are shown', async () => {
    const events = Array.from({ length: 80 }, (_, n): InboundEvent[] => [
      inbound(`mine-author-${n}`, `mine-${n}`, n % 10 === 3 ? { text: 'bad \udc00' } : {}),
      { ...inbound(`theirs-author-${n}`, `theirs-${n}`), tenantId: 'other' },
    ]).flat();
    for (let start = 0; start < events.length; start += 25) await receive(events.slice(start, start + 25));
    for (let n = 0; n < 80; n += 1) expect([await isShown(TENANT, `mine-${n}`), await isShown('other', `theirs-${n}`)]).toEqual([n % 10 !== 3, true]);
  });
});

function deep(levels: number): unknown {
  return levels === 0 ? [] : [deep(levels - 1)];
}
