import type { Table } from '../table/port.ts';
import { closedMonths, type Entry, LAST, memorySource, mergedEntry, mergedSource, type Range, type Source, takeMerged } from './activity-sources.ts';
import { activityPk, closedPk, ownerPk, sequencePk, teamPk } from './index-keys.ts';
import { loadTickets } from './store.ts';
import { STATUSES, type Status, type Ticket } from './ticket.ts';

export interface TicketFilter {
  readonly status?: readonly Status[] | undefined;
  readonly queueId?: string | undefined;
  readonly originId?: string | undefined;
  readonly ownerId?: string | undefined;
  readonly teamId?: string | undefined;
  readonly sequence?: number | undefined;
  /** ISO 8601. */
  readonly updatedSince?: string | undefined;
}

export interface ListDeps {
  readonly table: Table;
  readonly clock: () => number;
  /** Write shards of the activity index. */
  readonly shards: number;
  /** ISO; no ticket is older. */
  readonly tenantSince: string;
  /** The asker's wall, and the ticket as it would be under the present configuration. */
  see(ticket: Ticket): Ticket | null;
}

export interface TicketPage {
  readonly tickets: readonly Ticket[];
  /** The place to go on after, null at the end. A page may be shorter than asked for when few of the tickets looked at match. */
  readonly next: string | null;
}

/** Active tickets of one agent or team that are sorted in memory. Of one who holds more, the list walks everybody's activity and picks his. */
const HELD_AT_MOST = 2000;
/** Tickets looked at for one page, so that a rare filter answers a short page rather than late. */
const LOOKED_AT = 1000;

/** Tickets of one tenant by activity, under filters and the asker's wall. @throws TableUnavailable */
export const listTickets = async (
  deps: ListDeps,
  tenantId: string,
  filter: TicketFilter,
  order: { readonly ascending: boolean; readonly after: string | null; readonly limit: number },
): Promise<TicketPage> => {
  if (filter.sequence !== undefined) return bySequence(deps, tenantId, filter, filter.sequence);
  const range: Range = { ascending: order.ascending, after: order.after, since: filter.updatedSince ?? null };
  const sources = await sourcesOf(deps, tenantId, filter, range);
  const tickets = new Map<string, Ticket>();
  let after: string | null = null;
  for (let looked = 0; looked < LOOKED_AT; ) {
    // One more tells whether there is a next page. Where many do not match, small steps would never end.
    const entries = await takeMerged(sources, range.ascending, looked === 0 ? order.limit + 1 : 100);
    const found = await loadEntries(deps.table, tenantId, entries);
    for (const [index, entry] of entries.entries()) {
      const ticket = found[index];
      const seen = ticket && matches(ticket, filter) ? deps.see(ticket) : null;
      if (seen && !tickets.has(entry.ticketId) && (filter.queueId === undefined || seen.queueIds.includes(filter.queueId))) {
        if (tickets.size === order.limit) return { tickets: [...tickets.values()], next: after };
        tickets.set(entry.ticketId, seen);
      }
      after = entry.place;
    }
    looked += entries.length;
    if (entries.length === 0) return { tickets: [...tickets.values()], next: null };
  }
  return { tickets: [...tickets.values()], next: after };
};

const matches = (ticket: Ticket, filter: TicketFilter): boolean =>
  (filter.status === undefined || filter.status.includes(ticket.status)) &&
  (filter.originId === undefined || ticket.origin.id === filter.originId) &&
  (filter.ownerId === undefined || ticket.owner.agentId === filter.ownerId) &&
  (filter.teamId === undefined || ticket.owner.teamId === filter.teamId) &&
  (filter.updatedSince === undefined || ticket.updatedAt >= filter.updatedSince);

/** Who has moved since the index named it (closed, reopened as another) is looked up by id. */
const loadEntries = async (table: Table, tenantId: string, entries: readonly Entry[]): Promise<(Ticket | undefined)[]> => {
  const moved = entries.filter(({ ticket }) => !ticket).map(({ ticketId }) => ticketId);
  if (moved.length === 0) return entries.map(({ ticket }) => ticket);
  const found = (await loadTickets(table, tenantId, moved)).values();
  return entries.map(({ ticket }) => ticket ?? found.next().value);
};

const bySequence = async (deps: ListDeps, tenantId: string, filter: TicketFilter, sequence: number): Promise<TicketPage> => {
  const { items } = await deps.table.query({ pk: sequencePk(tenantId, sequence), index: 'bySequence' });
  const found = await loadTickets(
    deps.table,
    tenantId,
    items.map((item) => item['nSk'] as string),
  );
  const tickets = found.flatMap((ticket) => {
    const seen = ticket && matches(ticket, filter) ? deps.see(ticket) : null;
    return seen && (filter.queueId === undefined || seen.queueIds.includes(filter.queueId)) ? [seen] : [];
  });
  return { tickets, next: null };
};

/** The narrowest index that serves the filter: the owner's, the team's, or everybody's activity by status. Each in the order of activity. */
const sourcesOf = async (deps: ListDeps, tenantId: string, filter: TicketFilter, range: Range): Promise<Source[]> => {
  const { table } = deps;
  const statuses = filter.status ?? STATUSES;
  const active = statuses.filter((status) => status !== 'closed');
  const closed = statuses.includes('closed');
  const start = range.ascending ? '' : LAST;
  const held = holderOf(filter);
  if (!held) return everybodys(deps, tenantId, { active, closed }, range);
  const own = active.length > 0 ? await heldBy(table, tenantId, { index: held.index, pk: held.pk(tenantId, held.id, false) }) : [];
  return [
    ...(own === 'too many' ? everybodys(deps, tenantId, { active, closed: false }, range) : [memorySource(own, range)]),
    ...(closed ? [mergedSource(table, { index: held.index, pks: [held.pk(tenantId, held.id, true)] }, range, start)] : []),
  ];
};

const holderOf = ({ ownerId, teamId }: TicketFilter) =>
  ownerId !== undefined
    ? { index: 'byOwner' as const, pk: ownerPk, id: ownerId }
    : teamId !== undefined
      ? { index: 'byTeam' as const, pk: teamPk, id: teamId }
      : null;

/** All statuses and the month that comes first are read as one list, older months when the order comes to them. */
const everybodys = (
  { table, shards, clock, tenantSince }: ListDeps,
  tenantId: string,
  { active, closed }: { readonly active: readonly Status[]; readonly closed: boolean },
  range: Range,
): Source[] => {
  const { first, others } = closed ? closedMonths(range, { from: tenantSince, to: new Date(clock()).toISOString() }) : { first: undefined, others: [] };
  const pks = active.flatMap((status) => Array.from({ length: shards }, (_, shard) => activityPk(tenantId, status, shard)));
  if (first !== undefined) pks.push(closedPk(tenantId, first));
  const source = (partitions: readonly string[], bound: string): Source => mergedSource(table, { index: 'byActivity', pks: partitions }, range, bound);
  return [source(pks, range.ascending ? '' : LAST), ...others.map(({ month, bound }) => source([closedPk(tenantId, month)], bound))];
};

/** Active tickets of an owner are indexed by when they were given to him; by activity they are sorted here. */
const heldBy = async (table: Table, tenantId: string, { index, pk }: { index: 'byOwner' | 'byTeam'; pk: string }): Promise<Entry[] | 'too many'> => {
  const found = await table.merge({ index, pks: [pk], limit: HELD_AT_MOST + 1 });
  if (found.length > HELD_AT_MOST) return 'too many';
  const entries = found.map(mergedEntry);
  const tickets = await loadEntries(table, tenantId, entries);
  return entries.flatMap(({ ticketId }, place) => {
    const ticket = tickets[place];
    return ticket ? [{ ticketId, ticket, place: `${ticket.updatedAt}#${ticket.id}` }] : [];
  });
};
