import { type MemoryTable, memoryTable } from '../../../../adapters/table/memory.ts';
import { counterName } from '../../../../domain/support/queues/counters.ts';
import { ticketIdOfRow } from '../../../../domain/support/queues/keys.ts';
import { type TicketRef, touchedTickets } from '../../../../domain/support/queues/touched.ts';
import { ticketIdOf } from '../../../../domain/support/threads/keys.ts';
import { threadHead } from '../../../../domain/support/tickets/head-store.ts';
import { ticketOfItem } from '../../../../domain/support/tickets/store.ts';
import { closedTicketItem } from '../../../../domain/support/tickets/thread-head.ts';
import { STATUSES, type Ticket } from '../../../../domain/support/tickets/ticket.ts';
import type { Item } from '../../../../domain/table/port.ts';
import { plainTicket } from '../../../harness/ticket.ts';

export const TENANT = 'acme';
export const threadOf = (n: number): string => `thread-${String(n).padStart(9, '0')}`;

export const ticketOf = (thread: number, firstNumber: number, change: Partial<Ticket> = {}): Ticket =>
  plainTicket({
    id: ticketIdOf(threadOf(thread), firstNumber),
    threadId: threadOf(thread),
    firstNumber,
    sequence: thread * 100 + firstNumber,
    origin: { id: 'o1', channel: 'api' },
    author: { id: `u${thread}`, name: null, handle: null },
    lastCustomerNumber: firstNumber,
    updatedAt: '2026-11-20T10:00:00.000Z',
    generation: 0,
    ...change,
  });

/** The head of a thread as commands store it. */
export const headOf = (tenantId: string, thread: number, ticket: Ticket | null): Item =>
  threadHead(tenantId, threadOf(thread), 1).item({
    revision: ticket?.revision ?? 1,
    lastNumber: 1,
    lastAmendment: 0,
    origin: { id: 'o1', channel: 'api' },
    customer: { id: `u${thread}`, name: null, handle: null },
    ticket,
    closedFirst: 0,
    shadowFirst: 0,
  });

/** Tickets as the table holds them, changed as commands change them, with the stream's view of each change. */
export const world = (table: MemoryTable = memoryTable()) => {
  const revisions = new Map<number, number>();
  /** Stores one change of a thread: `ticket` active, or closed at `K#`. */
  const store = async (thread: number, ticket: Ticket | null): Promise<TicketRef[]> => {
    const revision = (revisions.get(thread) ?? 0) + 1;
    revisions.set(thread, revision);
    const from = table.changes.length;
    const next = ticket && { ...ticket, revision };
    const active = next && next.status !== 'closed' ? next : null;
    await table.transact([
      { op: 'put', item: { ...headOf(TENANT, thread, active), revision } },
      ...(next && !active ? [{ op: 'put', item: closedTicketItem(TENANT, next, 1) } as const] : []),
    ]);
    return table.changes.slice(from).flatMap(({ before, after }) => touchedTickets(before, after));
  };
  const tickets = (): Ticket[] => table.all().flatMap((item) => ticketOfItem(item) ?? []);
  return { table, store, tickets };
};

/** What rows and counters say, and what they should say by a recount of the tickets. */
export const audit = (table: MemoryTable, tickets: readonly Ticket[], epoch = 0) => {
  const rows: string[] = [];
  const counters: Record<string, number> = {};
  for (const item of table.all()) {
    const [, , kind, queueId] = item.pk.split('#');
    if (kind === 'Q') rows.push(`${queueId} ${item.sk}`);
    if (kind === 'QC')
      for (const status of STATUSES) counters[`${queueId} ${status}`] = (counters[`${queueId} ${status}`] ?? 0) + Number(item[counterName(status, epoch)] ?? 0);
  }
  const expectedRows: string[] = [];
  const expectedCounters: Record<string, number> = {};
  for (const ticket of tickets) {
    for (const queueId of ticket.queueIds) {
      expectedCounters[`${queueId} ${ticket.status}`] = (expectedCounters[`${queueId} ${ticket.status}`] ?? 0) + 1;
      const rank = { urgent: 0, high: 1, normal: 2, low: 3 }[ticket.priority];
      if (ticket.status !== 'closed') expectedRows.push(`${queueId} ${rank}#${ticket.waitingSince ?? ticket.createdAt}#${ticket.id}`);
    }
  }
  const nonZero = (of: Record<string, number>) =>
    Object.fromEntries(
      Object.entries(of)
        .filter(([, n]) => n !== 0)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return {
    stored: { rows: rows.sort(), counters: nonZero(counters) },
    expected: { rows: expectedRows.sort(), counters: nonZero(expectedCounters) },
    ticketIds: rows.map(ticketIdOfRow),
  };
};
