import type { FilterName } from '../automation/ticket-fields.ts';
import { Problem } from '../errors.ts';
import type { PolicySet } from '../policy/configuration.ts';
import { freshQueues } from '../support/queues/evaluate.ts';
import { canSeeQueue, canSeeTicket, seesAll, type Viewer } from '../support/queues/visibility.ts';
import { loadLeading, loadTickets } from '../support/tickets/store.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import type { Table } from '../table/port.ts';
import { FILTER_COLUMNS } from './fields.ts';
import { CursorMismatch, type Search, type SearchAnswer, type SearchHit, type SearchQuery, type SearchWall } from './port.ts';
import { termsOf } from './terms.ts';
import { tagWord } from './words.ts';

/** Values of `FILTER_COLUMNS`, exactly as the ticket has them, beside what has a meaning of its own. */
export interface TicketSearch extends Partial<Readonly<Record<FilterName, string | undefined>>> {
  readonly q?: string | undefined;
  readonly status?: readonly string[] | undefined;
  readonly queueId?: string | undefined;
  readonly originId?: string | undefined;
  /** Null: no agent owns the ticket. */
  readonly ownerId?: string | null | undefined;
  readonly teamId?: string | undefined;
  readonly tag?: string | undefined;
  /** ISO 8601 UTC. */
  readonly updatedSince?: string | undefined;
}

export interface FindPage {
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor: string | null;
  /** Newest activity first unless said. */
  readonly sort?: SearchQuery['sort'] | undefined;
  /** By time only: the oldest first. */
  readonly ascending?: boolean | undefined;
  readonly facets?: boolean | undefined;
  /** Without highlights and total. */
  readonly bare?: boolean | undefined;
}

export interface Asker {
  readonly tenantId: string;
  readonly viewer: Viewer;
  /** The present one: its queues are the wall. */
  readonly policySet: Pick<PolicySet, 'queues' | 'queuesGeneration'> & Partial<Pick<PolicySet, 'pastQueues'>>;
}

export interface FoundTickets {
  /** Tickets as the table has them now, each with what search says of it. */
  readonly items: readonly { readonly ticket: Ticket; readonly highlights: readonly string[] }[];
  readonly nextCursor: string | null;
  /** As the index counts, which is at most 2 s behind: `MOST_COUNTED` at most. */
  readonly total: number;
  readonly facets: SearchAnswer['facets'];
}

/** More words than anybody types; each is a look-up of its own. */
const MOST_TERMS = 20;
/** Pages looked at for one that is not empty, when the table contradicts the index. */
const MOST_PAGES = 5;

/** Queues that are gone count for the tickets that closed in them; no other ticket is in one. */
export const wallOf = (viewer: Viewer, { queues, pastQueues = [] }: Pick<Asker['policySet'], 'queues' | 'pastQueues'>): SearchWall | null => {
  if (seesAll(viewer)) return null;
  const all = [...queues, ...pastQueues];
  const queueIds = all.filter((queue) => canSeeQueue(viewer, queue)).map(({ id }) => id);
  const hiddenQueueIds = all.map(({ id }) => id).filter((id) => !queueIds.includes(id));
  return { agentId: viewer.id, teamIds: viewer.teamIds, queueIds, hiddenQueueIds };
};

type Columns = Readonly<Record<string, string | undefined>>;

/** What a search or a query says of the columns of `FILTER_COLUMNS`. */
const columnsOf = (given: object): Columns =>
  Object.fromEntries(FILTER_COLUMNS.flatMap(({ name }) => ((given as Columns)[name] === undefined ? [] : [[name, (given as Columns)[name]]])));

/** Whether the table alone cannot answer: search has the columns. */
export const filtersByColumn = (search: TicketSearch): boolean => Object.keys(columnsOf(search)).length > 0;

/** @throws Problem unprocessable */
export const refuseTooMany = (q: string): void => {
  if (termsOf(q).length > MOST_TERMS)
    throw new Problem('unprocessable', 'Too many words.', { errors: [{ path: 'q', message: `at most ${MOST_TERMS} words` }] });
};

const queryOf = ({ tenantId, viewer, policySet }: Asker, search: TicketSearch, page: FindPage): SearchQuery => {
  const { q = '', ownerId, updatedSince, status, queueId, originId, teamId, tag } = search;
  refuseTooMany(q);
  // The index compares times as texts, which is right for the one form in which they are stored.
  const since = updatedSince === undefined ? undefined : new Date(updatedSince).toISOString();
  return {
    tenantId,
    q,
    filters: { ...columnsOf(search), status, queueId, originId, agentId: ownerId, teamId, tag, updatedSince: since },
    wall: wallOf(viewer, policySet),
    limit: page.limit,
    cursor: page.cursor,
    sort: page.sort ?? 'updatedAt',
    ascending: page.ascending ?? false,
    facets: page.facets ?? false,
    bare: page.bare ?? false,
  };
};

/** The result of the filters for the current ticket; the engine matches the words. */
const matches = (ticket: Ticket, { filters }: SearchQuery): boolean => {
  const tag = filters.tag === undefined ? undefined : tagWord(filters.tag);
  const columns = columnsOf(filters);
  const wanted: [string | null, string | null | undefined][] = [
    [ticket.origin.id, filters.originId],
    [ticket.owner.agentId, filters.agentId],
    [ticket.owner.teamId, filters.teamId],
  ];
  return (
    wanted.every(([value, filter]) => filter === undefined || value === filter) &&
    FILTER_COLUMNS.every(({ name, valueOf }) => columns[name] === undefined || valueOf(ticket) === columns[name]) &&
    (filters.status?.includes(ticket.status) ?? true) &&
    (filters.queueId === undefined || ticket.queueIds.includes(filters.queueId)) &&
    (tag === undefined || ticket.tags.some((one) => tagWord(one) === tag)) &&
    (filters.updatedSince === undefined || ticket.updatedAt >= filters.updatedSince)
  );
};

/**
 * Searches under the asker's wall, then asks the table: a hit that no longer matches the filters, or that the asker may not see
 * any more, is dropped, so a page may be shorter than its limit.
 * @throws Problem invalid_request (cursor), unprocessable (too many words); SearchUnavailable, TableUnavailable
 */
export const findTickets = async (
  deps: { readonly table: Table; readonly search: Pick<Search, 'query'> },
  asker: Asker,
  search: TicketSearch,
  page: FindPage,
): Promise<FoundTickets> => {
  let query = queryOf(asker, search, page);
  const first = await ask(deps.search, query);
  let answer = first;
  for (let pages = 1; ; pages += 1) {
    const items = await checked(deps.table, asker, query, answer.hits);
    if (items.length > 0 || answer.nextCursor === null || pages === MOST_PAGES) {
      return { items, nextCursor: answer.nextCursor, total: first.total, facets: first.facets };
    }
    query = { ...query, cursor: answer.nextCursor, facets: false };
    answer = await ask(deps.search, query);
  }
};

const ask = async (search: Pick<Search, 'query'>, query: SearchQuery): Promise<SearchAnswer> => {
  try {
    return await search.query(query);
  } catch (error) {
    if (!(error instanceof CursorMismatch)) throw error;
    throw new Problem('invalid_request', 'The cursor is not from this search.', {
      errors: [{ path: 'cursor', message: 'is not from this search' }],
    });
  }
};

/** Words of a ticket that another one has taken over are found under that one. */
const leadingOf = async (table: Table, tenantId: string, tickets: readonly (Ticket | undefined)[]): Promise<readonly (Ticket | undefined)[]> => {
  const merged = tickets.flatMap((ticket) => ticket?.mergedInto ?? []);
  if (merged.length === 0) return tickets;
  const found = await loadLeading(table, tenantId, merged);
  let next = 0;
  return tickets.map((ticket) => (ticket?.mergedInto ? found[next++] : ticket));
};

const checked = async (
  table: Table,
  { tenantId, viewer, policySet }: Asker,
  query: SearchQuery,
  hits: readonly SearchHit[],
): Promise<FoundTickets['items']> => {
  const tickets = await loadTickets(
    table,
    tenantId,
    hits.map(({ ticketId }) => ticketId),
    { consistent: false },
  );
  const leading = await leadingOf(table, tenantId, tickets);
  const shown = new Set<string>();
  return hits.flatMap(({ highlights }, index) => {
    const stored = leading[index];
    if (!stored || shown.has(stored.id)) return [];
    shown.add(stored.id);
    const ticket = freshQueues(policySet, stored);
    return matches(ticket, query) && canSeeTicket(viewer, ticket, policySet) ? [{ ticket, highlights }] : [];
  });
};
