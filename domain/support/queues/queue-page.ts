import { type ListDeps, listTickets } from '../tickets/list-tickets.ts';
import { STATUSES, type Status, type Ticket } from '../tickets/ticket.ts';
import { listQueueTickets } from './list-queue-tickets.ts';

/** Where a page ended: among the queue's rows, or among its closed tickets, which have no rows. */
export type QueuePosition = { readonly row: string } | { readonly closed: string | null };

export interface QueuePage {
  readonly tickets: readonly Ticket[];
  readonly next: QueuePosition | null;
}

interface Asked {
  readonly queueId: string;
  /** Undefined: the active ones. */
  readonly statuses: readonly Status[] | undefined;
  readonly after: QueuePosition | null;
  readonly limit: number;
}

/**
 * Tickets of a queue: the active ones in the queue's order, then, if requested, the closed ones, newest activity first. A page may be
 * shorter than requested although there is more. @throws TableUnavailable
 */
export const queuePage = async (
  deps: ListDeps & { readonly counterShards: number },
  tenantId: string,
  { queueId, statuses, after, limit }: Asked,
): Promise<QueuePage> => {
  const active = (statuses ?? STATUSES).filter((status) => status !== 'closed');
  const wantsClosed = statuses?.includes('closed') === true;
  if (active.length > 0 && (after === null || 'row' in after)) {
    const { tickets, next } = await listQueueTickets(deps, tenantId, queueId, { after: after?.row ?? null, limit, statuses: new Set(active) });
    return { tickets, next: next !== null ? { row: next } : wantsClosed ? { closed: null } : null };
  }
  const afterClosed = after !== null && 'closed' in after ? after.closed : null;
  const { tickets, next } = await listTickets(deps, tenantId, { status: ['closed'], queueId }, { ascending: false, after: afterClosed, limit });
  return { tickets, next: next === null ? null : { closed: next } };
};
