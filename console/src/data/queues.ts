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
  readonly priority?: string | undefined;
  readonly channel?: string | undefined;
  readonly tag?: string | undefined;
}

/** What narrows a list, beside its words. Each shows as a chip while it is on. */
export const FILTERS = ['status', 'priority', 'channel', 'tag'] as const;
export type Filter = (typeof FILTERS)[number];

const URGENCY: readonly string[] = ['urgent', 'high', 'normal', 'low'];
/** 0: the most urgent. */
export const rankOf = ({ priority }: Pick<Ticket, 'priority'>): number => URGENCY.indexOf(priority);

/** What everybody works on; closed tickets are found by search or by their status. */
const ACTIVE = 'created,working,pending,followup,solved';

/** The call of the API that a list is read by. A queue has the order of its own (urgency, then waiting time), unless it is narrowed by more than the status. */
export function callOf({ queue, status, sort, q, priority, channel, tag }: Listing): {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
} {
  const more = Object.fromEntries(Object.entries({ priority, channel, tag }).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const isNarrowed = Object.keys(more).length > 0;
  if (q === undefined && !isList(queue) && !isNarrowed)
    return { path: `/v1/queues/${encodeURIComponent(queue)}/tickets`, query: status === undefined ? {} : { status } };
  const query: Record<string, string> = { ...more };
  if (!isList(queue)) query['queueId'] = queue;
  if (queue === 'mine' || queue === 'snoozed') query['ownerId'] = 'me';
  if (queue === 'unassigned') query['ownerId'] = 'none';
  if (queue === 'snoozed') query['status'] = 'followup';
  else if (status !== undefined) query['status'] = status;
  else if (q === undefined) query['status'] = ACTIVE;
  // The search also tells where the words are.
  if (q !== undefined) return { path: '/v1/search', query: { ...query, q } };
  return { path: '/v1/tickets', query: { ...query, sort: sort === 'waiting' ? 'waitingSince' : '-updatedAt' } };
}

/** Whether a ticket belongs to a list, as far as the ticket itself tells; a search cannot be answered here. */
export function belongs(
  ticket: Pick<Ticket, 'queueIds' | 'owner' | 'status' | 'priority' | 'origin' | 'tags'>,
  { queue, status, q, priority, channel, tag }: Listing,
  me: string,
): boolean {
  if (q !== undefined) return false;
  if (priority !== undefined && ticket.priority !== priority) return false;
  if (channel !== undefined && ticket.origin.channel !== channel) return false;
  if (tag !== undefined && !ticket.tags.includes(tag)) return false;
  if (queue === 'snoozed') return ticket.status === 'followup' && ticket.owner.agentId === me;
  if (status === undefined ? ticket.status === 'closed' : !status.split(',').includes(ticket.status)) return false;
  if (queue === 'mine') return ticket.owner.agentId === me;
  if (queue === 'unassigned') return ticket.owner.agentId === null;
  return queue === 'all' || ticket.queueIds.includes(queue);
}
