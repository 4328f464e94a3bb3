import type { IndexName, Item, Merged, MergedPage, MergeQuery, Query, SortQuery, Table } from '../../table/port.ts';
import { ticketOfItem } from './store.ts';
import type { Ticket } from './ticket.ts';

/** An entry of an index: a ticket's position in the order of activity (`{updatedAt}#{ticketId}`). */
export interface Entry {
  readonly position: string;
  readonly ticketId: string;
  /** The item from the table, if it was read together with the index and still had the position of the index entry. */
  readonly ticket?: Ticket | undefined;
}

export interface Range {
  /** Newest first unless true. */
  readonly ascending: boolean;
  /** Only after this position (exclusive), in the direction of reading. */
  readonly after: string | null;
  /** ISO; only activity since then. */
  readonly since: string | null;
}

/** A sorted stream of entries that is read on demand. */
export interface Source {
  /** The next entry's position, or before it is read a lower bound of it; null at the end. */
  readonly bound: string | null;
  /** The next entry if it has been read; undefined if `load` must be called first. */
  readonly head: Entry | undefined;
  /** `count`: the number of wanted entries, as far as it is known. */
  load(count: number): Promise<void>;
  shift(): void;
}

const PAGE = 60;

/** Sorts after every position. */
export const LAST = '\uffff';

export const entryOf = (item: Item, sk: string): Entry => {
  const position = item[sk] as string;
  return { position, ticketId: ticketIdOf(position) };
};

/** The head of a thread may hold a younger ticket by now than the one in the index. */
export const mergedEntry = ({ position, item }: Pick<Merged, 'position' | 'item'>): Entry => {
  const ticketId = ticketIdOf(position);
  const ticket = ticketOfItem(item);
  return { position, ticketId, ticket: ticket?.id === ticketId ? ticket : undefined };
};

const ticketIdOf = (position: string): string => position.slice(position.indexOf('#') + 1);

/** One index partition whose sort key is the position in the order of activity. `bound`: the bound before reading. */
export const partitionSource = (table: Table, partition: { index: IndexName; sk: string; pk: string }, range: Range, bound: string): Source => {
  let buffer: Entry[] = [];
  let next: Readonly<Record<string, string>> | null | undefined;
  return {
    get bound() {
      return buffer[0]?.position ?? (next === undefined ? bound : next === null ? null : bound);
    },
    get head() {
      return buffer[0];
    },
    async load() {
      const lower = range.ascending && range.after !== null ? range.after : (range.since ?? undefined);
      const upper = !range.ascending && range.after !== null ? range.after : undefined;
      while (buffer.length === 0 && next !== null) {
        const page = await table.query({
          pk: partition.pk,
          index: partition.index,
          descending: !range.ascending,
          limit: PAGE,
          ...(lower === undefined ? {} : { from: lower }),
          ...(upper === undefined ? {} : { to: upper }),
          ...(next ? { after: next } : {}),
        });
        next = page.next;
        buffer = page.items.map((item) => entryOf(item, partition.sk)).filter(({ position }) => position !== range.after);
      }
    },
    shift() {
      buffer.shift();
    },
  };
};

type Bounds = Pick<Query, 'from' | 'to'>;

/** What has been read so far for one answer. */
export interface Looked {
  count: number;
}

/** Pages of whole items, each by activity. */
const pagedSource = (range: Range, looked: Looked, fetch: (bounds: Bounds, limit: number) => Promise<MergedPage>): Source => {
  let buffer: Entry[] = [];
  let last = range.after;
  let isEnded = false;
  return {
    get bound() {
      return buffer[0]?.position ?? (isEnded ? null : last === range.after ? (range.ascending ? '' : LAST) : last);
    },
    get head() {
      return buffer[0];
    },
    async load(count) {
      const before = last;
      // The position to continue after is returned again, by each partition that contains it: if there is nothing else, more is requested.
      for (let limit = count + (last === null ? 0 : 1); buffer.length === 0 && !isEnded && last === before; limit *= 2) {
        const from = range.ascending && before !== null ? before : (range.since ?? undefined);
        const to = !range.ascending && before !== null ? before : undefined;
        const { items, next, looked: read } = await fetch({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }, limit);
        looked.count += read;
        isEnded = next === null;
        last = next ?? last;
        buffer = items.filter(({ position }) => position !== before).map(mergedEntry);
      }
    },
    shift() {
      buffer.shift();
    },
  };
};

/** Several partitions of an index as one source. `where`: filters their items. */
export const mergedSource = (table: Table, given: Pick<MergeQuery, 'index' | 'pks' | 'where'>, range: Range, looked: Looked): Source =>
  pagedSource(range, looked, async (bounds, limit) =>
    given.pks.length === 0 ? { items: [], next: null, looked: 0 } : table.merge({ ...given, ...bounds, descending: !range.ascending, limit }),
  );

/** A partition of another index, sorted by activity; null if it has more than `most` entries. Reads the first `count`. */
export const sortedSource = async (
  table: Table,
  given: Pick<SortQuery, 'index' | 'pk' | 'where' | 'most'>,
  range: Range,
  looked: Looked,
  count: number,
): Promise<Source | null> => {
  let isTooMuch = false;
  const source = pagedSource(range, looked, async (bounds, limit) => {
    const items = await table.sorted({ ...given, by: 'byActivity', ...bounds, descending: !range.ascending, limit });
    isTooMuch = items === null;
    return { items: items ?? [], next: items?.length === limit ? (items.at(-1)?.position ?? null) : null, looked: items?.length ?? 0 };
  });
  await source.load(count);
  return isTooMuch ? null : source;
};

/** A source that is read only when the order reaches `bound`. */
export const laterSource = (source: Source, bound: string): Source => {
  let isRead = false;
  return {
    get bound() {
      return isRead ? source.bound : bound;
    },
    get head() {
      return isRead ? source.head : undefined;
    },
    async load(count) {
      isRead = true;
      await source.load(count);
    },
    shift: () => source.shift(),
  };
};

/** Months from the first to the last, `yyyy-mm`. */
const monthsBetween = (first: string, last: string): string[] => {
  const months: string[] = [];
  for (let [year, month] = first.split('-').map(Number) as [number, number]; ; month += 1) {
    if (month > 12) [year, month] = [year + 1, 1];
    const name = `${year}-${String(month).padStart(2, '0')}`;
    if (name > last) return months;
    months.push(name);
  }
};

/**
 * Closed tickets, one partition per month. `first`: the month with which the order of activity begins; it is read together with everything else. The
 * `others` are read only when the order reaches them.
 */
export const closedMonths = (
  range: Range,
  span: { readonly from: string; readonly to: string },
): { readonly first: string | undefined; readonly others: readonly { readonly month: string; readonly bound: string }[] } => {
  const { ascending, after, since } = range;
  const from = [span.from, since ?? '', ascending ? (after ?? '') : ''].sort().at(-1) as string;
  const to = !ascending && after !== null && after < span.to ? after : span.to;
  const months = monthsBetween(from.slice(0, 7), to.slice(0, 7));
  const first = ascending ? months[0] : months.at(-1);
  return {
    first,
    others: months.filter((month) => month !== first).map((month) => ({ month, bound: ascending ? month : `${month}-${LAST}` })),
  };
};

/** The source whose next entry comes first, as far as it is known. */
const firstOf = (sources: readonly Source[], ascending: boolean): Source | undefined => {
  let best: Source | undefined;
  for (const source of sources) {
    const { bound } = source;
    if (bound !== null && (!best || (ascending ? bound < (best.bound as string) : bound > (best.bound as string)))) best = source;
  }
  return best;
};

/** The bound of all remaining entries; null at the end. */
export const reachedBy = (sources: readonly Source[], ascending: boolean): string | null => firstOf(sources, ascending)?.bound ?? null;

/** Up to `count` entries of all sources in order. Read-ahead runs in parallel. `mayLoad`: false ends it early. */
export const takeMerged = async (sources: readonly Source[], ascending: boolean, count: number, mayLoad: () => boolean = () => true): Promise<Entry[]> => {
  const taken: Entry[] = [];
  while (taken.length < count) {
    const best = firstOf(sources, ascending);
    if (!best) break;
    if (best.head) {
      taken.push(best.head);
      best.shift();
    } else if (mayLoad()) {
      const { bound } = best;
      await Promise.all(sources.filter((source) => source.head === undefined && source.bound === bound).map((source) => source.load(count - taken.length)));
    } else break;
  }
  return taken;
};
