import { parseThreadPk } from '../../conversations/kinds/thread.ts';
import type { Item } from '../../table/port.ts';
import { same } from '../tickets/next-version.ts';
import { ticketOfItem } from '../tickets/store.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { rowOrder } from './keys.ts';

/** A ticket that the projector must check. */
export interface TicketRef {
  readonly tenantId: string;
  readonly ticketId: string;
  /** The ticket from the stream's image, which saves a read. Never older than the event it comes from. */
  readonly ticket?: Ticket | undefined;
  /** Compare even if nothing newer is known: for rebuilds. */
  readonly anew?: true;
}

/** Whether two images of one ticket differ in anything that rows and counters show; `undefined`: there is no ticket. Pure. */
export const projectionChanged = (before: Ticket | undefined, after: Ticket | undefined): boolean => {
  if (!before || !after) return before !== after;
  return before.status !== after.status || rowOrder(before) !== rowOrder(after) || !same(before.queueIds, after.queueIds);
};

/**
 * The tickets that a change of a `HEAD` or `K#` item concerns, by the images of the stream; none for every other item.
 * A ticket that left its head has been closed, which its `K#` item shows; it is read anyway, because it may have been deleted.
 */
export const touchedTickets = (before: Item | undefined, after: Item | undefined): TicketRef[] => {
  const key = after ?? before;
  const thread = key && parseThreadPk(key.pk);
  if (!thread || !(key.sk === 'HEAD' || key.sk.startsWith('K#'))) return [];
  const { tenantId } = thread;
  const [old, now] = [ticketOfItem(before), ticketOfItem(after)];
  if (old?.id === now?.id) return now && projectionChanged(old, now) ? [{ tenantId, ticketId: now.id, ticket: now }] : [];
  return [...(old ? [{ tenantId, ticketId: old.id }] : []), ...(now ? [{ tenantId, ticketId: now.id, ticket: now }] : [])];
};
