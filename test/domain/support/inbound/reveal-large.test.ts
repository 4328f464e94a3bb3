import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../../adapters/table/memory.ts';
import { recordUnits } from '../../../../adapters/table/units.ts';
import { threadPk } from '../../../../domain/conversations/kinds/thread.ts';
import { messageKey } from '../../../../domain/conversations/log/draft.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { revealOrigin } from '../../../../domain/support/inbound/reveal.ts';
import { headKey } from '../../../../domain/support/threads/keys.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { listTicketMessages } from '../../../../domain/support/tickets/list-ticket-messages.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import type { Item } from '../../../../domain/table/port.ts';
import { type Bench, bench, inbound, ORIGIN, plainPolicy, TENANT } from './events.ts';

const thread = threadIdOf(ORIGIN, 'ann');
const pk = threadPk(TENANT, thread);
const job = { tenantId: TENANT, originId: ORIGIN, budgetMs: 1e9 };

/** A thread of a disabled origin with so many messages: one was received, the others are copies of it. */
const hidden = async (count: number) => {
  const origin = { state: 'disabled' as 'enabled' | 'disabled' };
  const b: Bench = bench({ policy: plainPolicy({ originState: () => origin.state }) });
  await applyBatch(b.deps, [inbound('ann', 'm1')]);
  const [first] = await b.table.get([messageKey(pk, 1)]);
  const copy = (number: number): Item => ({ ...(first as Item), ...messageKey(pk, number), number });
  for (let number = 2; number <= count; number += 1) await b.table.write({ op: 'put', item: copy(number) });
  await b.table.write({ op: 'update', key: headKey(TENANT, thread), set: { lastNumber: count } });
  const recorder = recordUnits(b.table);
  const deps = { ...b.deps, table: recorder.table };
  return { b, deps, recorder, origin };
};
const ticketOf = async (b: Bench) => (await loadTicket(b.table, TENANT, `${thread}.1`)) as Ticket;

describe('an origin with many hidden messages', () => {
  it('costs the same for each of them, however many they are', async () => {
    const cost = async (count: number) => {
      const { deps, recorder, origin } = await hidden(count);
      origin.state = 'enabled';
      await revealOrigin(deps, job);
      const { readUnits, writeUnits, roundTrips } = recorder.report();
      return [readUnits, writeUnits, roundTrips].map((value) => value / count);
    };
    const [few, many] = await Promise.all([cost(500), cost(4_000)]);
    for (const [at, value] of (many as number[]).entries()) expect(value).toBeLessThanOrEqual((few as number[])[at] as number);
  });
});

describe('the newest messages of a ticket', () => {
  it('cost the same in a thread of 200 and of 50,000, on every page', { timeout: 120_000 }, async () => {
    const pages = async (count: number, order: 'asc' | 'desc') => {
      const inner = memoryTable();
      const { b, origin } = await hidden(1);
      origin.state = 'enabled';
      await revealOrigin(b.deps, job);
      const [first] = await b.table.get([messageKey(pk, 1)]);
      for (let number = 1; number <= count; number += 1) await inner.write({ op: 'put', item: { ...(first as Item), ...messageKey(pk, number), number } });
      const ticket = { ...(await ticketOf(b)), lastNumber: count };
      const recorder = recordUnits(inner);
      const read = async (after: number) => {
        recorder.reset();
        const page = await listTicketMessages(recorder.table, TENANT, ticket, { order, after, limit: 50 });
        const { readUnits, roundTrips } = recorder.report();
        return { numbers: page.messages.map(({ number }) => number), after: Number(page.after), cost: { readUnits, roundTrips } };
      };
      const newest = await read(0);
      return { newest, next: await read(newest.after) };
    };
    for (const order of ['asc', 'desc'] as const) {
      const [short, long] = [await pages(200, order), await pages(50_000, order)];
      expect(long.newest.cost).toEqual(short.newest.cost);
      expect(long.next.cost).toEqual(short.next.cost);
      const first = order === 'asc' ? 1 : 50_000;
      expect([long.newest.numbers[0], long.newest.numbers.length, long.next.numbers.length]).toEqual([first, 50, 50]);
    }
  });
});
