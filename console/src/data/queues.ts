import type { Ticket } from '../../../client/api.ts';

/** The lists that every agent has, beside the queues. The first part of `/inbox/:queue`. */
export const LISTS = ['mine', 'mentions', 'unassigned', 'snoozed', 'all'] as const;
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
  /** Id of an agent. */
  readonly owner?: string | undefined;
  /** Id of the team that owns the ticket. */
  readonly team?: string | undefined;
}

/** What narrows a list, beside its words. Each shows as a chip while it is on. */
export const FILTERS = ['status', 'priority', 'channel', 'tag', 'owner', 'team'] as const;
export type Filter = (typeof FILTERS)[number];

const URGENCY: readonly string[] = ['urgent', 'high', 'normal', 'low'];
/** 0: the most urgent. */
export const rankOf = ({ priority }: Pick<Ticket, 'priority'>): number => URGENCY.indexOf(priority);

/** The list of the tickets with notes that name this person: it comes from what the console was told, not from a call. */
export const isMentions = ({ queue, q }: Pick<Listing, 'queue' | 'q'>): boolean => queue === 'mentions' && q === undefined;

/** What everybody works on; closed tickets are found by search or by their status. */
const ACTIVE = 'created,working,pending,followup,solved';

/** The owner that a list is about, as the API names it. */
const OWNER_OF: Readonly<Record<string, string>> = { mine: 'me', snoozed: 'me', unassigned: 'none' };

/** The call of the API that a list is read by. A queue has the order of its own (urgency, then waiting time), unless it is narrowed by more than the status. */
export function callOf({ queue, status, sort, q, priority, channel, tag, owner, team }: Listing): {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
} {
  const asked = { priority, channel, tag, teamId: team, ownerId: OWNER_OF[queue] ?? owner };
  const more = Object.fromEntries(Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const isNarrowed = Object.keys(more).length > 0;
  if (q === undefined && !isList(queue) && !isNarrowed)
    return { path: `/v1/queues/${encodeURIComponent(queue)}/tickets`, query: status === undefined ? {} : { status } };
  const query: Record<string, string> = { ...more };
  if (!isList(queue)) query['queueId'] = queue;
  if (queue === 'snoozed') query['status'] = 'followup';
  else if (status !== undefined) query['status'] = status;
  else if (q === undefined) query['status'] = ACTIVE;
  // The search also tells where the words are.
  if (q !== undefined) return { path: '/v1/search', query: { ...query, q } };
  return { path: '/v1/tickets', query: { ...query, sort: sort === 'waiting' ? 'waitingSince' : '-updatedAt' } };
}

/** Whether a ticket belongs to a list, as far as the ticket itself tells; a search and mentions cannot be answered here. */
export function belongs(
  ticket: Pick<Ticket, 'queueIds' | 'owner' | 'status' | 'priority' | 'origin' | 'tags'>,
  { queue, status, q, priority, channel, tag, owner, team }: Listing,
  me: string,
): boolean {
  if (q !== undefined || queue === 'mentions') return false;
  if (priority !== undefined && ticket.priority !== priority) return false;
  if (channel !== undefined && ticket.origin.channel !== channel) return false;
  if (tag !== undefined && !ticket.tags.includes(tag)) return false;
  if (team !== undefined && ticket.owner.teamId !== team) return false;
  if (owner !== undefined && OWNER_OF[queue] === undefined && ticket.owner.agentId !== owner) return false;
  if (queue === 'snoozed') return ticket.status === 'followup' && ticket.owner.agentId === me;
  if (status === undefined ? ticket.status === 'closed' : !status.split(',').includes(ticket.status)) return false;
  if (queue === 'mine') return ticket.owner.agentId === me;
  if (queue === 'unassigned') return ticket.owner.agentId === null;
  return queue === 'all' || ticket.queueIds.includes(queue);
}
