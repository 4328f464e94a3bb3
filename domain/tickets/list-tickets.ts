import type { Table } from '../table/port.ts';
import { closedSources, type Entry, entryOf, LAST, memorySource, partitionSource, type Range, type Source, takeMerged } from './activity-sources.ts';
import { activityPk, ownerPk, sequencePk, teamPk } from './index-keys.ts';
import { loadTickets, ticketOfItem } from './store.ts';
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
    const entries = await takeMerged(sources, range.ascending, Math.min(order.limit - tickets.size + 1, 100));
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

/** One item each, where the index says it lies; who has moved since (closed, reopened as another) is looked up by id. */
const loadEntries = async (table: Table, tenantId: string, entries: readonly Entry[]): Promise<(Ticket | undefined)[]> => {
  const items = await table.get(entries.map(({ key }) => key));
  const found = entries.map(({ ticketId }, index) => {
    const ticket = ticketOfItem(items[index]);
    return ticket?.id === ticketId ? ticket : undefined;
  });
  const moved = entries.flatMap((entry, index) => (found[index] ? [] : [{ entry, index }]));
  if (moved.length === 0) return found;
  const again = await loadTickets(
    table,
    tenantId,
    moved.map(({ entry }) => entry.ticketId),
  );
  moved.forEach(({ index }, place) => {
    found[index] = again[place];
  });
  return found;
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
  const statuses = filter.status ?? STATUSES;
  const active = statuses.filter((status) => status !== 'closed');
  const closed = statuses.includes('closed');
  const { table } = deps;
  const held =
    filter.ownerId !== undefined
      ? { index: 'byOwner' as const, sk: 'oSk', pk: ownerPk, id: filter.ownerId }
      : filter.teamId !== undefined
        ? { index: 'byTeam' as const, sk: 'gSk', pk: teamPk, id: filter.teamId }
        : null;
  const start = range.ascending ? '' : LAST;
  const shards = Array.from({ length: deps.shards }, (_, shard) => shard);
  const everybodys = (): Source[] =>
    active.flatMap((status) =>
      shards.map((shard) => partitionSource(table, { index: 'byActivity', sk: 'aSk', pk: activityPk(tenantId, status, shard) }, range, start)),
    );
  if (held) {
    const own = active.length > 0 ? await heldBy(table, tenantId, { ...held, pk: held.pk(tenantId, held.id, false) }) : [];
    return [
      ...(own === 'too many' ? everybodys() : [memorySource(own, range)]),
      ...(closed ? [partitionSource(table, { index: held.index, sk: held.sk, pk: held.pk(tenantId, held.id, true) }, range, start)] : []),
    ];
  }
  const now = new Date(deps.clock()).toISOString();
  return [...everybodys(), ...(closed ? closedSources(table, tenantId, range, { from: deps.tenantSince, to: now }) : [])];
};

/** Active tickets of an owner are indexed by when they were given to him; by activity they are sorted here. */
const heldBy = async (
  table: Table,
  tenantId: string,
  { index, sk, pk }: { index: 'byOwner' | 'byTeam'; sk: string; pk: string },
): Promise<Entry[] | 'too many'> => {
  const entries: Entry[] = [];
  let after: Readonly<Record<string, string>> | undefined;
  do {
    const page = await table.query({ pk, index, ...(after ? { after } : {}) });
    entries.push(...page.items.map((item) => entryOf(item, sk)));
    if (entries.length > HELD_AT_MOST) return 'too many';
    after = page.next ?? undefined;
  } while (after);
  const tickets = await loadEntries(table, tenantId, entries);
  return entries.flatMap((entry, index) => {
    const ticket = tickets[index];
    return ticket ? [{ ...entry, place: `${ticket.updatedAt}#${ticket.id}` }] : [];
  });
};
