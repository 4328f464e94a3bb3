import type { Ticket } from '../../../client/api.ts';

/** The lists that every agent has, beside the queues. The first part of `/inbox/:queue`. */
export const LISTS = ['mine', 'unassigned', 'snoozed', 'all'] as const;
export type ListId = (typeof LISTS)[number];
export const isList = (queue: string): queue is ListId => (LISTS as readonly string[]).includes(queue);

export const SORTS = ['newest', 'waiting'] as const;
export type Sort = (typeof SORTS)[number];

export interface Listing {
  readonly queue: string;
  readonly status?: string | undefined;
  readonly sort: Sort;
  readonly q?: string | undefined;
}

/** What everybody works on; closed tickets are found by search or by their status. */
const ACTIVE = 'created,working,pending,followup,solved';

/** The call of the API that a list is read by. A queue has the order of its own (urgency, then waiting time). */
export function callOf({ queue, status, sort, q }: Listing): { readonly path: string; readonly query: Readonly<Record<string, string>> } {
  if (q === undefined && !isList(queue)) return { path: `/v1/queues/${encodeURIComponent(queue)}/tickets`, query: status === undefined ? {} : { status } };
  const query: Record<string, string> = { sort: sort === 'waiting' ? 'waitingSince' : '-updatedAt' };
  if (q !== undefined) query['q'] = q;
  if (queue === 'mine' || queue === 'snoozed') query['ownerId'] = 'me';
  if (queue === 'unassigned') query['ownerId'] = 'none';
  if (queue === 'snoozed') query['status'] = 'followup';
  else if (status !== undefined) query['status'] = status;
  else if (q === undefined) query['status'] = ACTIVE;
  return { path: '/v1/tickets', query };
}

/** Whether a ticket belongs to a list, as far as the ticket itself tells; a search cannot be answered here. */
export function belongs(ticket: Pick<Ticket, 'queueIds' | 'owner' | 'status'>, { queue, status, q }: Listing, me: string): boolean {
  if (q !== undefined) return false;
  if (queue === 'snoozed') return ticket.status === 'followup' && ticket.owner.agentId === me;
  if (status === undefined ? ticket.status === 'closed' : !status.split(',').includes(ticket.status)) return false;
  if (queue === 'mine') return ticket.owner.agentId === me;
  if (queue === 'unassigned') return ticket.owner.agentId === null;
  return queue === 'all' || ticket.queueIds.includes(queue);
}
