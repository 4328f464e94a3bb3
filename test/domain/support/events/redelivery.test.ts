import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../../demo/random.ts';
import { applyTicketEvents } from '../../../../domain/support/events/apply-ticket-events.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { entriesOfLine } from '../../../../domain/support/tickets/log-entry.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import { type Table, TableUnavailable } from '../../../../domain/table/port.ts';
import { bench, inbound, ORIGIN, TENANT } from '../inbound/events.ts';
import { metadata, set, type TicketEvent, tag } from './world.ts';

const AUTHORS = ['ann', 'bob', 'cy'];
const ticketOf = (author: string): string => `${threadIdOf(ORIGIN, author)}.1`;

/** The table, which now and then fails a write: before it, or after it with its answer lost. */
const unreliable =
  (draw: () => number) =>
  (table: Table): Table => ({
    ...table,
    transact: async (writes) => {
      const fate = draw();
      if (fate < 0.1) throw new TableUnavailable(new Error('down'));
      await table.transact(writes);
      if (fate > 0.9) throw new TableUnavailable(new Error('the answer is lost'));
    },
  });

/** Delivers batches as an event source does: what failed comes again, and now and then what did not. Each inner list is a partition, in order. */
const deliver = async (
  apply: (events: readonly TicketEvent[]) => ReturnType<typeof applyTicketEvents>,
  partitions: readonly TicketEvent[][],
  draw: () => number,
) => {
  const waiting = partitions.map((events) => [...events]);
  while (waiting.some((events) => events.length > 0)) {
    const open = waiting.filter((events) => events.length > 0);
    const partition = open[Math.floor(draw() * open.length)] as TicketEvent[];
    const batch = partition.splice(0, 1 + Math.floor(draw() * 4));
    const outcomes = await apply(batch);
    const failed = batch.filter((_, at) => outcomes[at]?.ok === false && !(outcomes[at] as { permanent: boolean }).permanent);
    // A whole batch comes again when its answer was lost.
    partition.unshift(...(draw() < 0.2 ? batch : failed));
  }
};

const changeOf = (kind: number, id: string, author: string): TicketEvent => {
  const ticketId = ticketOf(author);
  if (kind === 0) return tag(id, ticketId, { add: [`t-${id}`] });
  if (kind === 1) return metadata(id, ticketId, { customFields: { [`f-${id}`]: id } });
  return set(id, ticketId, { customFields: { [`s-${id}`]: true } });
};

const events = fc.array(fc.tuple(fc.nat(2), fc.constantFrom(...AUTHORS)), { minLength: 1, maxLength: 25 });

describe('events of topics, delivered again, doubled and out of order', () => {
  it('each takes effect once, whatever partition it comes by and however often', async () => {
    await fc.assert(
      fc.asyncProperty(events, fc.integer({ min: 1, max: 2 ** 30 }), async (given, seed) => {
        const draw = seeded(seed);
        let failing = false;
        const b = bench({ seed, wrap: (table) => unreliable(() => (failing ? draw() : 0.5))(table) });
        await applyBatch(
          b.deps,
          AUTHORS.map((author) => inbound(author, `m-${author}`)),
        );
        failing = true;
        const all = given.map(([kind, author], n) => changeOf(kind, `e${n}`, author));
        // Events of one ticket on several partitions, some on two of them.
        const partitions: TicketEvent[][] = [[], [], []];
        for (const one of all) for (let copies = draw() < 0.3 ? 2 : 1; copies > 0; copies -= 1) partitions[Math.floor(draw() * 3)]?.push(one);
        await deliver((batch) => applyTicketEvents(b.deps, batch, 3), partitions, draw);
        for (const author of AUTHORS) {
          const ticket = await loadTicket(b.table, TENANT, ticketOf(author));
          const own = given.flatMap(([kind, of], n) => (of === author ? [{ kind, id: `e${n}` }] : []));
          expect([...(ticket?.tags ?? [])].sort()).toEqual(own.flatMap(({ kind, id }) => (kind === 0 ? [`t-${id}`] : [])).sort());
          expect(Object.keys(ticket?.customFields ?? {}).sort()).toEqual(
            own.flatMap(({ kind, id }) => (kind === 0 ? [] : [`${kind === 1 ? 'f' : 's'}-${id}`])).sort(),
          );
          // Each change is one of the public version, and one line of the trail.
          expect(ticket?.version).toBe(1 + own.length);
          expect(b.table.all().filter(({ sk, ticketId }) => sk.startsWith('L#') && ticketId === ticketOf(author))).toHaveLength(own.length);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('those of one ticket and one partition are applied in their order, through every failure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 1, max: 2 ** 30 }), async (count, seed) => {
        const draw = seeded(seed);
        let failing = false;
        const b = bench({ seed, wrap: (table) => unreliable(() => (failing ? draw() : 0.5))(table) });
        await applyBatch(b.deps, [inbound('ann', 'm1')]);
        failing = true;
        const all = Array.from({ length: count }, (_, n) => set(`e${n}`, ticketOf('ann'), { topic: `topic ${n}` }));
        await deliver((batch) => applyTicketEvents(b.deps, batch, 3), [all], draw);
        expect(await loadTicket(b.table, TENANT, ticketOf('ann'))).toMatchObject({ topic: `topic ${count - 1}`, version: count + 1 });
        const changes = b.table
          .all()
          .filter(({ sk }) => sk.startsWith('L#'))
          .flatMap(entriesOfLine)
          .map(({ changes: [change] }) => change?.to);
        expect(changes).toEqual(all.map((_, n) => `topic ${n}`));
      }),
      { numRuns: 25 },
    );
  });
});
