import type { Ticket, TicketPage } from '../../../client/api.ts';
import type { Api } from '../../../client/rest/create-api.ts';
import { ParleyError } from '../../../client/rest/problem.ts';
import type { Alerts } from './alerts.ts';
import type { ListPage } from './list-pages.ts';
import { callOf, isMentions, type Listing } from './queues.ts';
import type { Tickets } from './tickets.ts';

type Page = Pick<TicketPage, 'nextCursor'> & { readonly items: readonly (Ticket & { readonly highlights?: readonly string[] })[]; readonly total?: number };
interface Deps {
  readonly api: Api;
  readonly tickets: Pick<Tickets, 'get' | 'put'>;
  readonly alerts: Pick<Alerts, 'list'>;
  /** Also puts it in the store. */
  readonly readTicket: (id: string) => Promise<Ticket>;
}

/** Reads a page of a list, or of a search. Its tickets go to the store. */
export async function readPage(deps: Deps, listing: Listing, cursor: string | undefined, signal: AbortSignal): Promise<ListPage> {
  if (isMentions(listing)) return readMentions(deps);
  const { path, query } = callOf(listing);
  const search = new URLSearchParams({ ...query, limit: '100', ...(cursor === undefined ? {} : { cursor }) });
  const get = deps.api.client.GET as unknown as (path: string, init: object) => Promise<{ data?: unknown }>;
  const { items, nextCursor, total } = (await get(`${path}?${search.toString()}`, { signal })).data as Page;
  deps.tickets.put(items);
  const fragments = items.flatMap(({ id, highlights = [] }) => (highlights.length === 0 ? [] : [[id, highlights] as const]));
  return { ids: items.map(({ id }) => id), cursor, nextCursor, first: items[0], last: items.at(-1), total, fragments };
}

/** As the API marks words in texts, without a mark. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const isGone = (error: unknown): boolean => error instanceof ParleyError && (error.status === 404 || error.status === 403);

/** The tickets with notes that name this person, the newest note first. A ticket that they may not see any more is left out. */
async function readMentions({ tickets, alerts, readTicket }: Deps): Promise<ListPage> {
  const notes = new Map(
    alerts
      .list()
      .toReversed()
      .flatMap(({ kind, ticketId, text }) => (kind === 'mention' ? [[ticketId, text] as const] : [])),
  );
  // The newest note of a ticket gives it its place.
  const order = [...new Set(alerts.list().flatMap(({ kind, ticketId }) => (kind === 'mention' ? [ticketId] : [])))];
  const reading = await Promise.allSettled(order.filter((id) => tickets.get(id) === undefined).map(readTicket));
  for (const one of reading) if (one.status === 'rejected' && !isGone(one.reason)) throw one.reason;
  const ids = order.filter((id) => tickets.get(id) !== undefined);
  const fragments = ids.map((id) => [id, [escaped(notes.get(id) ?? '')]] as const);
  return { ids, cursor: undefined, nextCursor: null, first: undefined, last: undefined, total: ids.length, fragments };
}
