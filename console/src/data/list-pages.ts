import type { Ticket } from '../../../client/api.ts';
import { callOf, isMentions, type Listing, rankOf } from './queues.ts';

/** What a list may be ordered by. */
export type Ordered = Pick<Ticket, 'priority' | 'waitingSince' | 'createdAt' | 'updatedAt'>;

/** A page of a list, as it was read. The tickets themselves are in the store. */
export interface ListPage {
  readonly ids: readonly string[];
  /** Where the page begins; undefined: it is the first. */
  readonly cursor: string | undefined;
  readonly nextCursor: string | null;
  /** Its first and its last ticket, as they were read. Undefined: the page was empty. */
  readonly first: Ordered | undefined;
  readonly last: Ordered | undefined;
  /** Of a search. */
  readonly total: number | undefined;
  readonly fragments: readonly (readonly [string, readonly string[]])[];
}

const byText = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
/** Who waits comes before who does not. */
const NOBODY_WAITS = '~';

/** The order in which the API answers the call of a list. Undefined: the order of a search, which only the hub knows, or of mentions, which the tickets do not have. */
export function orderOf(listing: Listing): ((one: Ordered, other: Ordered) => number) | undefined {
  if (isMentions(listing)) return undefined;
  const { path, query } = callOf(listing);
  if (path === '/v1/search') return undefined;
  if (query['sort'] === '-updatedAt') return (one, other) => byText(other.updatedAt, one.updatedAt);
  if (query['sort'] === 'waitingSince') return (one, other) => byText(one.waitingSince ?? NOBODY_WAITS, other.waitingSince ?? NOBODY_WAITS);
  return (one, other) => rankOf(one) - rankOf(other) || byText(one.waitingSince ?? one.createdAt, other.waitingSince ?? other.createdAt);
}

export interface Known {
  readonly ticket: (id: string) => Ordered | undefined;
  readonly belongs: (id: string) => boolean;
  readonly order: (one: Ordered, other: Ordered) => number;
}

/**
 * The pages of a list after one of them was read again. What was read is where it was read; what left the list is gone everywhere; what moved is in the page
 * where it belongs now; everything else keeps its place. If the new page does not reach down to where it began before, there may be more news than it has: the
 * list ends with it and continues at its cursor, so that no ticket is left out. `added`: tickets that came in meanwhile, wherever in the list they belong.
 */
export function withPage(
  pages: readonly ListPage[],
  at: number,
  read: ListPage,
  { ticket, belongs, order }: Known,
  added: readonly string[] = [],
): readonly ListPage[] {
  const isRead = new Set(read.ids);
  const left = (page: ListPage): readonly string[] => page.ids.filter((id) => !isRead.has(id) && belongs(id));
  const before = pages.slice(0, at).map((page) => ({ ...page, ids: left(page) }));
  const old = pages.slice(at);
  const began = old[0]?.first;
  const reaches = began !== undefined && read.last !== undefined && order(began, read.last) <= 0;
  // A ticket that is not kept and was not read is gone, or stands somewhere below: only the hub knows.
  const isCompared = old[0] !== undefined && left(old[0]).every((id) => ticket(id) !== undefined);
  if (old.length < 2 || !reaches || !isCompared || read.nextCursor === null) return [...before, read];

  const isUpTo = (one: Ordered, end: Ordered | undefined): boolean => end === undefined || order(one, end) <= 0;
  const end = old[0]?.last;
  const ends = [end !== undefined && order(end, read.last) < 0 ? read.last : end, ...old.slice(1).map(({ last }) => last)];
  const stays: string[][] = old.map(() => []);
  const moved: { readonly id: string; readonly one: Ordered }[] = [];
  for (const [place, page] of old.entries())
    for (const id of left(page)) {
      const one = ticket(id);
      // What is not kept cannot be compared.
      if (one === undefined) stays[place]?.push(id);
      else if (place > 0 && isUpTo(one, ends[place]) && !isUpTo(one, ends[place - 1])) stays[place]?.push(id);
      else if (order(read.last, one) <= 0) moved.push({ id, one });
    }
  const present = new Set(pages.flatMap(({ ids }) => ids));
  for (const id of added) {
    const one = ticket(id);
    if (one !== undefined && !present.has(id) && !isRead.has(id) && belongs(id) && order(read.last, one) <= 0) moved.push({ id, one });
  }
  const isWhole = old.at(-1)?.nextCursor === null;
  for (const { id, one } of moved.toSorted((a, b) => order(a.one, b.one))) {
    const found = ends.findIndex((end) => isUpTo(one, end));
    // Beyond the end of what is loaded it comes with a later page, if there is one.
    const place = found === -1 && isWhole ? ends.length - 1 : found;
    const ids = stays[place];
    if (ids === undefined) continue;
    const next = ids.findIndex((other) => {
      const there = ticket(other);
      return there !== undefined && order(one, there) < 0;
    });
    ids.splice(next === -1 ? ids.length : next, 0, id);
  }
  return [
    ...before,
    ...old.map((page, place) => (place === 0 ? { ...read, ids: [...read.ids, ...(stays[0] ?? [])], last: ends[0] } : { ...page, ids: stays[place] ?? [] })),
  ];
}
