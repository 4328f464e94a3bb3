import type { Ticket } from '../../../client/api.ts';
import { callOf, type Listing } from './queues.ts';

/** A page of a list, as it was read. The tickets themselves are in the store. */
export interface ListPage {
  readonly ids: readonly string[];
  /** Where the page begins; undefined: it is the first. */
  readonly cursor: string | undefined;
  readonly nextCursor: string | null;
  /** Of a search. */
  readonly total: number | undefined;
  readonly fragments: readonly (readonly [string, readonly string[]])[];
}

const RANKS: readonly string[] = ['urgent', 'high', 'normal', 'low'];
type Ordered = Pick<Ticket, 'priority' | 'waitingSince' | 'createdAt' | 'updatedAt'>;
const byText = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
/** Who waits comes before who does not. */
const NOBODY_WAITS = '~';

/** The order in which the API answers the call of a list. Undefined: the order of a search, which only the hub knows. */
export function orderOf(listing: Listing): ((one: Ordered, other: Ordered) => number) | undefined {
  const { path, query } = callOf(listing);
  if (path === '/v1/search') return undefined;
  if (query['sort'] === '-updatedAt') return (one, other) => byText(other.updatedAt, one.updatedAt);
  if (query['sort'] === 'waitingSince') return (one, other) => byText(one.waitingSince ?? NOBODY_WAITS, other.waitingSince ?? NOBODY_WAITS);
  return (one, other) =>
    RANKS.indexOf(one.priority) - RANKS.indexOf(other.priority) || byText(one.waitingSince ?? one.createdAt, other.waitingSince ?? other.createdAt);
}

export interface Known {
  readonly ticket: (id: string) => Ordered | undefined;
  readonly belongs: (id: string) => boolean;
  readonly order: (one: Ordered, other: Ordered) => number;
}

/**
 * The pages of a list after one of them was read again. What moved up is where it was read; what left the list is gone everywhere; the others keep their
 * order. If the new page does not reach what is loaded after it, the list ends with it and continues at its cursor, so that no ticket is left out.
 */
export function withPage(pages: readonly ListPage[], at: number, read: ListPage, { ticket, belongs, order }: Known): readonly ListPage[] {
  const isRead = new Set(read.ids);
  const others = pages.map((page) => ({ ...page, ids: page.ids.filter((id) => !isRead.has(id) && belongs(id)) }));
  const before = others.slice(0, at);
  const after = others.slice(at + 1);
  const old = pages[at];
  const reaches = old !== undefined && [old, ...pages.slice(at + 1)].some((page) => page.ids.some((id) => isRead.has(id)));
  if (after.length === 0 || !reaches || read.nextCursor === null) return [...before, read];
  const last = ticket(read.ids.at(-1) ?? '');
  const next = ticket(after.flatMap(({ ids }) => ids).find((id) => ticket(id) !== undefined) ?? '');
  // A ticket was pushed out of the page by one that came in before it: it stands between this page and the next.
  const between = (others[at]?.ids ?? []).filter((id) => {
    const one = ticket(id);
    return one !== undefined && last !== undefined && order(last, one) <= 0 && (next === undefined || order(one, next) <= 0);
  });
  return [...before, { ...read, ids: [...read.ids, ...between] }, ...after];
}
