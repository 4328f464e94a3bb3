import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { progressOf } from '../../../../domain/projections/rebuild/job.ts';
import { repairTickets, TICKETS } from '../../../../domain/projections/rebuild/repair-tickets.ts';
import { applyTicketEvents } from '../../../../domain/support/events/apply-ticket-events.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { closedTicketKey, headKey, parseTicketId } from '../../../../domain/support/threads/keys.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { readTicketLog } from '../../../../domain/support/tickets/read-log.ts';
import { repairTicket } from '../../../../domain/support/tickets/repair-ticket.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { verifyTicket } from '../../../../domain/support/tickets/verify-ticket.ts';
import { type Table, TableUnavailable } from '../../../../domain/table/port.ts';
import { metadata } from '../../support/events/world.ts';
import { inbound, plainPolicy, TENANT } from '../../support/inbound/events.ts';
import { agent, ticketHub } from '../../support/tickets/hub.ts';
import { acts, randomWork } from '../../support/tickets/random-work.ts';
import { drive } from './drive.ts';

const WRONG = '2026-02-02T02:02:02.000Z';
/** A wrong value of each property that a ticket keeps. */
const DAMAGES: Readonly<Partial<Record<keyof Ticket, unknown>>> = {
  sentiment: 'positive',
  language: 'xx',
  starRating: 5,
  firstReplyAt: WRONG,
  firstReplySeconds: 99_999,
  lastReplyAt: WRONG,
  resolvedAt: WRONG,
  resolutionSeconds: 88_888,
  reopenCount: 77,
  waitingSince: WRONG,
  lastCustomerNumber: 66,
};

/** Overwrites properties of a stored ticket, as a defect would; `undefined` removes one. */
const damage = async (table: Table, ticketId: string, wrong: Readonly<Record<string, unknown>>): Promise<void> => {
  const { threadId, firstNumber } = parseTicketId(ticketId) as NonNullable<ReturnType<typeof parseTicketId>>;
  const [head, closed] = await table.get([headKey(TENANT, threadId), closedTicketKey(TENANT, threadId, firstNumber)]);
  const item = closed ?? head;
  if (item) await table.write({ op: 'put', item: { ...item, ticket: { ...(item['ticket'] as object), ...wrong } } });
};
const since = (table: Table) => table.write({ op: 'update', key: { pk: `T#${TENANT}`, sk: 'TENANT' }, set: { createdAt: '2026-02-01T00:00:00.000Z' } });

/** Tickets that have a value of every kept property, the last one closed. */
const world = async () => {
  const { b, deps, ticketId } = await ticketHub({ policy: plainPolicy({ queueIds: ({ reopenCount }) => (reopenCount > 3 ? ['often'] : ['seldom']) }) });
  await since(b.table);
  const eve = agent('eve');
  const set = (patch: object) => patchTicket(deps, eve, { ticketId, patch, ifMatch: null });
  const live = async (id: string) => {
    b.now += 1_000;
    await applyBatch(b.deps, [inbound('ann', id, { content: { text: id, starRating: 2 } })]);
    b.now += 1_000;
    await postMessage(deps, eve, ticketId, { kind: 'reply', text: 'x', attachments: [] });
  };
  await live('m2');
  await applyTicketEvents(deps, [metadata('e1', ticketId, { sentiment: 'negative', language: 'de' })], 1);
  for (const status of ['solved', 'working', 'solved']) await set({ status });
  const ticket = async () => (await loadTicket(b.table, TENANT, ticketId)) as Ticket;
  const { toEnd, letters, deps: job } = drive(b.table, b.deps.clock);
  const repair = () => toEnd(repairTickets(deps), { tenantId: TENANT });
  return { b, deps, ticketId, set, live, ticket, repair, letters, job };
};
type Case = readonly [name: keyof Ticket, state: 'active' | 'closed'];
const CASES = Object.keys(DAMAGES).flatMap((name) => (['active', 'closed'] as const).map((state) => [name as keyof Ticket, state] as Case));

describe('the rebuild of what tickets keep', () => {
  it.each(CASES)('heals %s of a ticket that is %s', async (name, state) => {
    const { b, ticketId, set, ticket, repair } = await world();
    if (state === 'closed') await set({ status: 'closed' });
    const before = await ticket();
    const entries = async () => (await readTicketLog(b.table, TENANT, before, { order: 'asc', after: null, limit: 100 })).entries;
    const log = await entries();
    await damage(b.table, ticketId, { [name]: DAMAGES[name] });
    expect((await verifyTicket(b.table, TENANT, ticketId)).map(({ field }) => field)).toEqual([name]);
    expect(await repair()).toMatchObject({ projection: TICKETS, state: 'done', carried: 1, skipped: 0, result: { incomplete: [] } });
    expect(await verifyTicket(b.table, TENANT, ticketId)).toEqual([]);
    const { revision, updatedAt: _u, ...after } = await ticket();
    const { revision: old, updatedAt: _b, ...rest } = before;
    expect(after).toEqual(rest);
    expect(revision).toBeGreaterThan(old);
    expect(await entries()).toEqual(log);
    // Another run finds nothing to do.
    const again = await repair();
    expect(again).toMatchObject({ state: 'done', carried: 0 });
    expect(progressOf(again)).not.toHaveProperty('incomplete');
  });

  it('evaluates queues with the repaired values', async () => {
    const { b, ticketId, live, ticket, repair } = await world();
    await damage(b.table, ticketId, { reopenCount: 77 });
    await live('m3');
    expect((await ticket()).queueIds).toEqual(['often']);
    await repair();
    expect(await ticket()).toMatchObject({ queueIds: ['seldom'], reopenCount: 2 });
  });

  it('leaves a ticket alone whose log does not give it, and names it', async () => {
    const { b, ticketId, ticket, repair } = await world();
    await damage(b.table, ticketId, { topic: 'nobody set it', reopenCount: 77 });
    const row = await repair();
    expect(row).toMatchObject({ state: 'done', carried: 0, skipped: 0, result: { incomplete: [ticketId] } });
    expect(progressOf(row)).toMatchObject({ projection: TICKETS, incomplete: [ticketId] });
    expect((await ticket()).reopenCount).toBe(77);
  });

  it('waits for a table that is away, and a thread that never rests fails alone', async () => {
    const { b, deps, ticketId, ticket, repair, letters, job } = await world();
    await damage(b.table, ticketId, { reopenCount: 77 });
    const { toEnd } = drive(b.table, b.deps.clock);
    const flaky: Table = { ...b.table, transact: () => Promise.reject(new TableUnavailable(new Error('away'))) };
    await expect(toEnd(repairTickets({ ...deps, table: flaky }), { tenantId: TENANT })).rejects.toThrow(TableUnavailable);
    const head = headKey(TENANT, parseTicketId(ticketId)?.threadId ?? '');
    const moving: Table = {
      ...b.table,
      query: async (query) => {
        if (query.from === 'L#') await b.table.write({ op: 'update', key: head, add: { revision: 1 } });
        return b.table.query(query);
      },
    };
    const busy = drive(b.table, b.deps.clock);
    // Tickets that were active lately are visited twice.
    expect(await busy.toEnd(repairTickets({ ...deps, table: moving }), { tenantId: TENANT })).toMatchObject({ state: 'done', carried: 0, skipped: 2 });
    expect(busy.letters).toHaveLength(2);
    expect(await repair()).toMatchObject({ carried: 1 });
    expect((await ticket()).reopenCount).toBe(1);
    expect([letters, job.shards]).toEqual([[], 1]);
    await expect(repairTicket(deps, agent('eve'), 'nonsense')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('heals whatever was damaged beside live traffic', { timeout: 60_000 }, async () => {
    const names = Object.keys(DAMAGES);
    await fc.assert(
      fc.asyncProperty(
        acts,
        acts,
        fc.array(fc.record({ n: fc.nat(99), of: fc.subarray(names) }), { minLength: 1, maxLength: 5 }),
        async (past, live, wrong) => {
          const { b, run, tickets, turnOnAi } = randomWork();
          await turnOnAi();
          await since(b.table);
          for (const act of past) await run(act);
          const all = tickets();
          for (const { n, of } of wrong) {
            const ticket = all[n % Math.max(1, all.length)];
            if (ticket) await damage(b.table, ticket.id, Object.fromEntries(of.map((name) => [name, DAMAGES[name as keyof Ticket]])));
          }
          const plan = live.values();
          let busy = false;
          const meanwhile = async (): Promise<void> => {
            if (busy) return;
            busy = true;
            const next = plan.next().value;
            if (next) await run(next);
            busy = false;
          };
          const table: Table = {
            ...b.table,
            get: async (...given) => (await meanwhile(), b.table.get(...given)),
            query: async (...given) => (await meanwhile(), b.table.query(...given)),
          };
          const row = await drive(table, b.deps.clock).toEnd(repairTickets({ ...b.deps, table }), { tenantId: TENANT });
          expect(row).toMatchObject({ state: 'done', skipped: 0 });
          // A ticket that was closed or changed its place in the index meanwhile is found by the next run.
          await drive(b.table, b.deps.clock).toEnd(repairTickets(b.deps), { tenantId: TENANT });
          for (const { id } of tickets()) expect({ id, differences: await verifyTicket(b.table, TENANT, id) }).toEqual({ id, differences: [] });
        },
      ),
      { numRuns: 10, interruptAfterTimeLimit: 12_000, markInterruptAsFailure: false },
    );
  });
});
