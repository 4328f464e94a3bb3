import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { tenantKey } from '../../../../domain/configuration/keys.ts';
import { readCounters } from '../../../../domain/support/queues/counters.ts';
import type { ProjectDeps } from '../../../../domain/support/queues/project.ts';
import { projectionChanged, type TicketRef, touchedTickets } from '../../../../domain/support/queues/touched.ts';
import { PRIORITIES, STATUSES, type Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { type Table, TableUnavailable, TransactionRefused } from '../../../../domain/table/port.ts';
import { projectTickets } from './project-tickets.ts';
import { audit, headOf, TENANT, threadOf, ticketOf, world } from './world.ts';

const depsOf = (table: Table, counterShards = 2): ProjectDeps => ({ table, counterShards, random: () => 0.5, sleep: async () => undefined });

interface Step {
  readonly thread: number;
  readonly change: Partial<Ticket>;
}
const steps: fc.Arbitrary<Step> = fc.record({
  thread: fc.integer({ min: 0, max: 3 }),
  change: fc.record(
    {
      status: fc.constantFrom(...STATUSES),
      priority: fc.constantFrom(...PRIORITIES),
      queueIds: fc.subarray(['qa', 'qb', 'qc']),
      waitingSince: fc.constantFrom(null, '2026-11-20T11:00:00.000Z', '2026-11-20T12:00:00.000Z'),
    },
    { requiredKeys: [] },
  ),
});

/** Plays the steps and collects what the stream carries, in order. */
const play = async (history: readonly Step[]) => {
  const { table, store, tickets } = world();
  const present = new Map<number, Ticket>();
  const firsts = new Map<number, number>();
  const events: TicketRef[] = [];
  for (const { thread, change } of history) {
    let ticket = present.get(thread);
    if (!ticket || ticket.status === 'closed') {
      const first = (firsts.get(thread) ?? 0) + 1;
      firsts.set(thread, first);
      ticket = ticketOf(thread, first);
    }
    ticket = { ...ticket, ...change };
    present.set(thread, ticket);
    events.push(...(await store(thread, ticket)));
  }
  return { table, tickets, events };
};

describe('queue rows and counters', () => {
  it('equal a recount after any history, however the stream splits, repeats and reorders it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(steps, { minLength: 1, maxLength: 25 }),
        fc.infiniteStream(fc.nat(999)),
        fc.integer({ min: 1, max: 4 }),
        async (history, chance, shards) => {
          const draw = (below: number): number => (chance.next().value as number) % below;
          const { table, tickets, events } = await play(history);
          const delivered = events.flatMap((event) => Array.from({ length: 1 + draw(2) }, () => event)).sort(() => draw(3) - 1);
          for (let start = 0; start < delivered.length; ) {
            const size = 1 + draw(6);
            const batch = delivered.slice(start, start + size).map((ref) => (draw(3) === 0 ? { ...ref, ticket: undefined } : ref));
            await projectTickets({ ...depsOf(table, shards), transactionItems: 5 + draw(95) }, batch);
            start += size;
          }
          const { stored, expected } = audit(table, tickets());
          expect(stored).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('equal a recount when tickets change meanwhile, several projectors run side by side and any call crashes before or after it took effect', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(steps, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.nat(999)), async (scheduler, history, chance) => {
        const draw = (below: number): number => (chance.next().value as number) % below;
        const { table: inner, store, tickets } = world();
        let crashes = 6;
        const crash = (): boolean => crashes > 0 && draw(6) === 0 && crashes-- > 0;
        const table: Table = {
          ...inner,
          async get(keys, options) {
            await scheduler.schedule(Promise.resolve());
            // Items of one batch are not read at one instant.
            const half = Math.ceil(keys.length / 2);
            const first = await inner.get(keys.slice(0, half), options);
            await scheduler.schedule(Promise.resolve());
            return [...first, ...(await inner.get(keys.slice(half), options))];
          },
          async transact(writes) {
            await scheduler.schedule(Promise.resolve());
            if (crash()) throw new TableUnavailable('before');
            if (draw(8) === 0) throw new TransactionRefused([{ index: draw(writes.length), reason: 'conflict' }]);
            await inner.transact(writes);
            if (crash()) throw new TableUnavailable('after');
          },
          async write(write) {
            await scheduler.schedule(Promise.resolve());
            if (crash()) throw new TableUnavailable('before');
            return inner.write(write);
          },
        };
        const deliver = async (refs: TicketRef[]): Promise<void> => {
          for (;;) {
            try {
              await projectTickets(depsOf(table), refs);
              return;
            } catch (error) {
              if (!(error instanceof TableUnavailable)) throw error;
            }
          }
        };
        const deliveries: Promise<void>[] = [];
        const live = (async () => {
          const present = new Map<number, Ticket>();
          const firsts = new Map<number, number>();
          for (const { thread, change } of history) {
            await scheduler.schedule(Promise.resolve());
            const before = present.get(thread);
            const open = before && before.status !== 'closed' ? before : undefined;
            const first = open ? open.firstNumber : (firsts.get(thread) ?? 0) + 1;
            firsts.set(thread, first);
            const ticket = { ...(open ?? ticketOf(thread, first)), ...change };
            present.set(thread, ticket);
            const refs = await store(thread, ticket);
            deliveries.push(deliver(draw(2) ? refs : refs.map((ref) => ({ ...ref, ticket: undefined }))));
            if (draw(3) === 0) deliveries.push(deliver(refs));
          }
        })();
        await scheduler.waitFor(
          (async () => {
            await live;
            await Promise.all(deliveries);
          })(),
        );
        const { stored, expected } = audit(inner, tickets());
        expect(stored).toEqual(expected);
      }),
      { numRuns: 250 },
    );
  });

  it('a new ticket in two queues costs one note, two rows and two counters, shared with its batch', async () => {
    const { table, store } = world();
    const refs = (await Promise.all(Array.from({ length: 20 }, (_, n) => store(n, ticketOf(n, 1, { queueIds: ['qa', 'qb'] }))))).flat();
    const from = table.changes.length;
    await projectTickets(depsOf(table), refs);
    expect(table.changes.length - from).toBe(20 * 3 + 2);
  });

  it('a message that moves nothing costs nothing; a revision that moves nothing costs one plain write', async () => {
    const { table, store } = world();
    const ticket = ticketOf(1, 1, { queueIds: ['qa'] });
    await projectTickets(depsOf(table), await store(1, ticket));
    expect(await store(1, { ...ticket, visibleMessageCount: 2 })).toEqual([]);
    const calls: string[] = [];
    const counting: Table = { ...table, transact: async (writes) => void calls.push(`transact ${writes.length}`), write: async () => void calls.push('write') };
    await projectTickets(depsOf(counting), [{ tenantId: TENANT, ticketId: ticket.id }]);
    expect(calls).toEqual(['write']);
  });

  it('a ticket in more queues than a transaction takes moves in steps, counters true', async () => {
    const { table, store, tickets } = world();
    const queueIds = Array.from({ length: 130 }, (_, n) => `q${n}`);
    const ticket = ticketOf(1, 1, { queueIds });
    await projectTickets(depsOf(table), await store(1, ticket));
    expect(audit(table, tickets()).stored).toEqual(audit(table, tickets()).expected);
    await projectTickets(depsOf(table), await store(1, { ...ticket, priority: 'urgent', status: 'working', queueIds: queueIds.slice(50) }));
    expect(audit(table, tickets()).stored).toEqual(audit(table, tickets()).expected);
  });

  it('tells the queues whose counters moved, also when the same event comes again', async () => {
    const { table, store } = world();
    const ticket = ticketOf(1, 1, { queueIds: ['qa'] });
    const first = await store(1, ticket);
    expect((await projectTickets(depsOf(table), first)).moved).toEqual([{ tenantId: TENANT, queueId: 'qa' }]);
    expect((await projectTickets(depsOf(table), first)).moved).toEqual([{ tenantId: TENANT, queueId: 'qa' }]);
    const moved = await projectTickets(depsOf(table), await store(1, { ...ticket, queueIds: ['qb'] }));
    expect(moved.moved.map(({ queueId }) => queueId).sort()).toEqual(['qa', 'qb']);
    expect((await projectTickets(depsOf(table), await store(1, { ...ticket, queueIds: ['qb'], priority: 'high' }))).moved).toEqual([]);
    expect((await projectTickets(depsOf(table), first)).moved).toEqual([]);
  });

  it('tells which tickets were judged under older queues', async () => {
    const { table, store } = world();
    await table.write({ op: 'put', item: { ...tenantKey(TENANT), generation: 7, queuesGeneration: 5 } });
    const refs = [
      ...(await store(1, ticketOf(1, 1, { generation: 4 }))),
      ...(await store(2, ticketOf(2, 1, { generation: 5 }))),
      ...(await store(3, ticketOf(3, 1, { generation: 1, status: 'closed' }))),
    ];
    expect((await projectTickets(depsOf(table), refs)).stale).toEqual([{ tenantId: TENANT, ticketId: ticketOf(1, 1).id }]);
  });

  it('a ticket that is gone leaves its queues', async () => {
    const { table, store, tickets } = world();
    await projectTickets(depsOf(table), await store(1, ticketOf(1, 1, { queueIds: ['qa'] })));
    const gone = await store(1, null);
    expect(gone).toEqual([{ tenantId: TENANT, ticketId: ticketOf(1, 1).id }]);
    await projectTickets(depsOf(table), gone);
    await projectTickets(depsOf(table), gone);
    expect(audit(table, tickets()).stored).toEqual({ rows: [], counters: {} });
  });

  it('gives up as unavailable when the table keeps refusing, so that the stream tries again', async () => {
    const { table, store } = world();
    const refs = await store(1, ticketOf(1, 1, { queueIds: ['qa'] }));
    for (const index of [0, 2]) {
      const refusing: Table = { ...table, transact: () => Promise.reject(new TransactionRefused([{ index, reason: 'conflict' }])) };
      await expect(projectTickets(depsOf(refusing), refs)).rejects.toBeInstanceOf(TableUnavailable);
    }
    const broken: Table = { ...table, transact: () => Promise.reject(new Error('bug')) };
    await expect(projectTickets(depsOf(broken), refs)).rejects.toThrow('bug');
    await expect(projectTickets(depsOf(table), [{ tenantId: TENANT, ticketId: 'nonsense' }])).rejects.toThrow('no ticket id');
  });
});

describe('which changes concern the queues', () => {
  const ticket = ticketOf(1, 1, { queueIds: ['a'] });

  it.each<[string, Partial<Ticket>, boolean]>([
    ['nothing', {}, false],
    ['a message', { visibleMessageCount: 2, updatedAt: '2026-12-01T00:00:00.000Z', revision: 2 }, false],
    ['tags', { tags: ['x'] }, false],
    ['status', { status: 'working' }, true],
    ['priority', { priority: 'low' }, true],
    ['waiting', { waitingSince: '2026-11-20T11:00:00.000Z' }, true],
    ['waiting since its creation', { waitingSince: ticket.createdAt }, false],
    ['queues', { queueIds: ['b'] }, true],
  ])('%s', (_, change, expected) => {
    expect(projectionChanged(ticket, { ...ticket, ...change })).toBe(expected);
  });

  it('coming and going', () => {
    expect(projectionChanged(undefined, ticket)).toBe(true);
    expect(projectionChanged(ticket, undefined)).toBe(true);
    expect(projectionChanged(undefined, undefined)).toBe(false);
  });

  it('only heads and closed tickets hold tickets', () => {
    const pk = `T#${TENANT}#TH#${threadOf(1)}`;
    const head = headOf(TENANT, 1, ticket);
    expect(touchedTickets(undefined, { ...head, sk: 'M#1' })).toEqual([]);
    expect(touchedTickets(undefined, { ...head, pk: 'T#acme' })).toEqual([]);
    expect(touchedTickets(undefined, undefined)).toEqual([]);
    expect(touchedTickets({ pk, sk: 'HEAD' }, { pk, sk: 'HEAD' })).toEqual([]);
    expect(touchedTickets(undefined, head)).toEqual([{ tenantId: TENANT, ticketId: ticket.id, ticket }]);
  });

  it('a head that goes on with the next ticket tells of both', () => {
    const next = ticketOf(1, 5);
    expect(touchedTickets(headOf(TENANT, 1, ticket), headOf(TENANT, 1, next)).map(({ ticketId }) => ticketId)).toEqual([ticket.id, next.id]);
  });
});

describe('counters', () => {
  it('are summed over shards, and zero for a queue without any', async () => {
    const table = memoryTable();
    for (const shard of [0, 1]) await table.write({ op: 'put', item: { pk: `T#${TENANT}#QC#qa#${shard}`, sk: 'COUNTER', created: 2, closed: -1 + shard * 3 } });
    const counters = await readCounters({ table, counterShards: 2 }, TENANT, ['qb', 'qa', 'qa']);
    expect([...counters.keys()]).toEqual(['qb', 'qa']);
    expect(counters.get('qa')).toEqual({ created: 4, working: 0, pending: 0, followup: 0, solved: 0, closed: 1 });
    expect(counters.get('qb')?.created).toBe(0);
  });
});
