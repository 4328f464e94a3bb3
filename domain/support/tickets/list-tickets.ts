import type { Table, Where } from '../../table/port.ts';
import {
  closedMonths,
  type Entry,
  type Looked,
  laterSource,
  mergedSource,
  type Range,
  reachedBy,
  type Source,
  sortedSource,
  takeMerged,
} from './activity-sources.ts';
import { activityPk, closedPk, ownerPk, sequencePk, teamPk } from './index-keys.ts';
import { loadTickets } from './store.ts';
import { STATUSES, type Status, type Ticket } from './ticket.ts';

export interface TicketFilter {
  readonly status?: readonly Status[] | undefined;
  readonly queueId?: string | undefined;
  readonly originId?: string | undefined;
  /** Null: no agent owns the ticket. */
  readonly ownerId?: string | null | undefined;
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
  /** The caller's visibility check. Returns the ticket under the current configuration. */
  see(ticket: Ticket): Ticket | null;
}

export interface TicketPage {
  readonly tickets: readonly Ticket[];
  /** The position to continue after, null at the end. A page may be shorter than requested if few of the scanned tickets match. */
  readonly next: string | null;
}

/** Maximum active tickets of one agent or team that are sorted. For an owner with more, the list scans everybody's activity, where theirs are frequent. */
const HELD_AT_MOST = 2000;
/** Maximum tickets scanned per page, so that a rare filter gets a short page instead of a slow one. */
const LOOKED_AT = 1000;
/** Of those, the number read at once after the first ones. */
const STEP = 100;

/** A tenant's tickets by activity, with filters and the caller's visibility. @throws TableUnavailable */
export const listTickets = async (
  deps: ListDeps,
  tenantId: string,
  filter: TicketFilter,
  order: { readonly ascending: boolean; readonly after: string | null; readonly limit: number },
): Promise<TicketPage> => {
  if (filter.sequence !== undefined) return bySequence(deps, tenantId, filter, filter.sequence);
  const range: Range = { ascending: order.ascending, after: order.after, since: filter.updatedSince ?? null };
  const looked = { count: 0 };
  const sources = await sourcesOf(deps, tenantId, filter, range, looked, order.limit + 1);
  const tickets = new Map<string, Ticket>();
  let after: string | null = null;
  // One more tells whether there is a next page.
  const wanted = order.limit + 1;
  for (let count = wanted, read = 0; ; ) {
    const entries = await takeMerged(sources, range.ascending, count, () => looked.count < LOOKED_AT);
    const found = await loadEntries(deps.table, tenantId, entries);
    for (const [index, entry] of entries.entries()) {
      const ticket = found[index];
      const seen = ticket && matches(ticket, filter) ? deps.see(ticket) : null;
      if (seen && !tickets.has(entry.ticketId) && (filter.queueId === undefined || seen.queueIds.includes(filter.queueId))) {
        if (tickets.size === order.limit) return { tickets: [...tickets.values()], next: after };
        tickets.set(entry.ticketId, seen);
      }
      after = entry.position;
    }
    if (entries.length < count) return { tickets: [...tickets.values()], next: reachedBy(sources, range.ascending) };
    // As many as probably needed for the missing ones, by the share of matches so far.
    read += entries.length;
    count = Math.min(STEP, Math.ceil(((wanted - tickets.size) * read) / Math.max(tickets.size, 1)));
  }
};

const matches = (ticket: Ticket, filter: TicketFilter): boolean =>
  (filter.status === undefined || filter.status.includes(ticket.status)) &&
  (filter.originId === undefined || ticket.origin.id === filter.originId) &&
  (filter.ownerId === undefined || ticket.owner.agentId === filter.ownerId) &&
  (filter.teamId === undefined || ticket.owner.teamId === filter.teamId) &&
  (filter.updatedSince === undefined || ticket.updatedAt >= filter.updatedSince);

/** A ticket that has moved since the index entry was written (closed, reopened as another) is read by id. */
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

/** The most selective index for the filter: the owner's, the team's, or everybody's activity by status. Each in the order of activity. */
const sourcesOf = async (deps: ListDeps, tenantId: string, filter: TicketFilter, range: Range, looked: Looked, count: number): Promise<Source[]> => {
  const { table } = deps;
  const statuses = filter.status ?? STATUSES;
  const active = statuses.filter((status) => status !== 'closed');
  const closed = statuses.includes('closed');
  const held = holderOf(filter);
  if (!held)
    return activityOfAll(
      deps,
      tenantId,
      { active, closed, ...(filter.originId === undefined ? {} : { where: { 'origin.id': [filter.originId] } }) },
      range,
      looked,
    );
  const sources = closed ? [mergedSource(table, { index: held.index, pks: [held.pk(tenantId, held.id, true)] }, range, looked)] : [];
  if (active.length === 0) return sources;
  // Active tickets are indexed by the time of assignment, so that a message moves no entry.
  const pk = held.pk(tenantId, held.id, false);
  const where = filter.status ? { where: { aPk: activePks(deps, tenantId, active) } } : {};
  const own = await sortedSource(table, { index: held.index, pk, most: HELD_AT_MOST, ...where }, range, looked, count);
  return [...sources, ...(own ? [own] : activityOfAll(deps, tenantId, { active, closed: false, where: { [held.attribute]: [pk] } }, range, looked))];
};

const activePks = ({ shards }: ListDeps, tenantId: string, active: readonly Status[]): string[] =>
  active.flatMap((status) => Array.from({ length: shards }, (_, shard) => activityPk(tenantId, status, shard)));

const holderOf = ({ ownerId, teamId }: TicketFilter) =>
  typeof ownerId === 'string'
    ? { index: 'byOwner' as const, attribute: 'oPk', pk: ownerPk, id: ownerId }
    : teamId !== undefined
      ? { index: 'byTeam' as const, attribute: 'gPk', pk: teamPk, id: teamId }
      : null;

interface ActivityOfAll {
  readonly active: readonly Status[];
  readonly closed: boolean;
  /** The filter on items that the table can apply. */
  readonly where?: Where;
}

/** All statuses and the first month are read as one list, older months when the order reaches them. */
const activityOfAll = (deps: ListDeps, tenantId: string, { active, closed, ...where }: ActivityOfAll, range: Range, looked: Looked): Source[] => {
  const span = { from: deps.tenantSince, to: new Date(deps.clock()).toISOString() };
  const { first, others } = closed ? closedMonths(range, span) : { first: undefined, others: [] };
  const source = (pks: readonly string[]): Source => mergedSource(deps.table, { index: 'byActivity', pks, ...where }, range, looked);
  return [
    source([...activePks(deps, tenantId, active), ...(first === undefined ? [] : [closedPk(tenantId, first)])]),
    ...others.map(({ month, bound }) => laterSource(source([closedPk(tenantId, month)]), bound)),
  ];
};
