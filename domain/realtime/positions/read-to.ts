import { conversationOf } from '../../conversations/conversation-of.ts';
import { tailsOf } from '../../conversations/log/head.ts';
import type { ConfigurationCache } from '../../policy/cache.ts';
import { canSeeTicket } from '../../support/queues/visibility.ts';
import { headKey } from '../../support/threads/keys.ts';
import { ticketOfItem } from '../../support/tickets/store.ts';
import type { Ticket } from '../../support/tickets/ticket.ts';
import { type Table, TransactionRefused } from '../../table/port.ts';
import { viewerOf } from '../audience.ts';
import type { Connection } from '../connection.ts';

interface Deps {
  readonly table: Table;
  readonly configurations: ConfigurationCache;
}

/** The conversation's active ticket, or its last one, and how far the person has read. */
interface Seen {
  readonly ticket: Ticket;
  readonly seen: number;
}

/**
 * Records that this person has seen a conversation's messages up to a number, on all their devices. The number only moves forward, up to the last message.
 * Returns the ticket and that number; null: there is no such conversation, or they may not see it. @throws TableUnavailable
 */
export const acknowledgeMessages = async (deps: Deps, connection: Connection, conversationId: string, number: number): Promise<Seen | null> => {
  const { tenantId, personId } = connection;
  const named = conversationOf(tenantId, conversationId);
  if (named?.kind !== 'thread') return null;
  const [[head], configuration] = await Promise.all([deps.table.get([headKey(tenantId, conversationId)]), deps.configurations.walls(tenantId)]);
  const viewer = viewerOf(connection, configuration);
  const ticket = head && (ticketOfItem(head) ?? (await lastClosed(deps.table, named.pk)));
  if (!head || !viewer || !ticket || !canSeeTicket(viewer, ticket, configuration)) return null;
  const seen = Math.min(number, tailsOf(head).lastNumber);
  const key = { pk: `T#${tenantId}#U#${personId}`, sk: `R#${conversationId}` };
  try {
    await deps.table.write({ op: 'put', item: { ...key, number: seen }, when: { absentOrLess: { attribute: 'number', than: seen } } });
  } catch (error) {
    // A later number is already stored.
    if (!(error instanceof TransactionRefused)) throw error;
  }
  return { ticket, seen };
};

/** If a thread has no active ticket, its last one decides. */
const lastClosed = async (table: Table, pk: string): Promise<Ticket | undefined> => {
  const { items } = await table.query({ pk, beginsWith: 'K#', descending: true, limit: 1 });
  return ticketOfItem(items[0]);
};
