import type { IndexName, Item, Merged, Table } from '../table/port.ts';
import { ticketOfItem } from './store.ts';
import type { Ticket } from './ticket.ts';

/** An entry of an index: a ticket's place in the order of activity (`{updatedAt}#{ticketId}`). */
export interface Entry {
  readonly place: string;
  readonly ticketId: string;
  /** As the table has it, when it was read together with the index and had not left the place that the index names. */
  readonly ticket?: Ticket | undefined;
}

export interface Range {
  /** Newest first unless true. */
  readonly ascending: boolean;
  /** Only after this place (exclusive), in the direction of reading. */
  readonly after: string | null;
  /** ISO; only activity since then. */
  readonly since: string | null;
}

/** A sorted stream of entries that is read only as far as somebody asks. */
export interface Source {
  /** The next entry's place, or a bound that it cannot precede, as long as nothing is read; null at the end. */
  readonly bound: string | null;
  /** The next entry when it is read, undefined when `load` must come first. */
  readonly head: Entry | undefined;
  /** `count`: how many are wanted, as far as one knows. */
  load(count: number): Promise<void>;
  shift(): void;
}

const PAGE = 60;

/** Sorts behind every place. */
export const LAST = '\uffff';

export const entryOf = (item: Item, sk: string): Entry => {
  const place = item[sk] as string;
  return { place, ticketId: ticketIdOf(place) };
};

/** The head of a thread may hold a younger ticket by now than the one that the index names. */
export const mergedEntry = ({ place, item }: Pick<Merged, 'place' | 'item'>): Entry => {
  const ticketId = ticketIdOf(place);
  const ticket = ticketOfItem(item);
  return { place, ticketId, ticket: ticket?.id === ticketId ? ticket : undefined };
};

const ticketIdOf = (place: string): string => place.slice(place.indexOf('#') + 1);

/** One index partition whose sort key is the place in the order of activity. `bound`: what is known before reading. */
export const partitionSource = (table: Table, partition: { index: IndexName; sk: string; pk: string }, range: Range, bound: string): Source => {
  let buffer: Entry[] = [];
  let next: Readonly<Record<string, string>> | null | undefined;
  return {
    get bound() {
      return buffer[0]?.place ?? (next === undefined ? bound : next === null ? null : bound);
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
        buffer = page.items.map((item) => entryOf(item, partition.sk)).filter(({ place }) => place !== range.after);
      }
    },
    shift() {
      buffer.shift();
    },
  };
};

/** Several partitions of an index, each by activity, as one source of whole items. */
export const mergedSource = (table: Table, given: { index: IndexName; pks: readonly string[] }, range: Range, bound: string): Source => {
  let buffer: Entry[] = [];
  let last = range.after;
  let isEnded = given.pks.length === 0;
  return {
    get bound() {
      return buffer[0]?.place ?? (isEnded ? null : last === range.after ? bound : last);
    },
    get head() {
      return buffer[0];
    },
    async load(count) {
      // The place to go on after comes once more, in as many partitions as name it: while nothing else does, more is asked for.
      for (let limit = count + (last === null ? 0 : 1); buffer.length === 0 && !isEnded; limit *= 2) {
        const lower = range.ascending && last !== null ? last : (range.since ?? undefined);
        const upper = !range.ascending && last !== null ? last : undefined;
        const bounds = { ...(lower === undefined ? {} : { from: lower }), ...(upper === undefined ? {} : { to: upper }) };
        const found = await table.merge({ ...given, ...bounds, descending: !range.ascending, limit });
        isEnded = found.length < limit;
        const before = last;
        buffer = found.filter(({ place }) => place !== before).map(mergedEntry);
        last = buffer.at(-1)?.place ?? last;
      }
    },
    shift() {
      buffer.shift();
    },
  };
};

/** Entries already in memory, in any order. */
export const memorySource = (entries: readonly Entry[], range: Range): Source => {
  const wanted = entries
    .filter(
      ({ place }) => (range.since === null || place >= range.since) && (range.after === null || (range.ascending ? place > range.after : place < range.after)),
    )
    .sort((a, b) => (a.place < b.place ? -1 : 1) * (range.ascending ? 1 : -1));
  return {
    get bound() {
      return wanted[0]?.place ?? null;
    },
    get head() {
      return wanted[0];
    },
    load: async () => undefined,
    shift: () => void wanted.shift(),
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
 * Closed tickets, a partition a month. `first`: the month that the order of activity begins with, to be read together with everything else; the
 * `others` are read only when the order comes to them.
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

/** Up to `count` entries of all sources in order. What is read ahead is read in parallel. */
export const takeMerged = async (sources: readonly Source[], ascending: boolean, count: number): Promise<Entry[]> => {
  const taken: Entry[] = [];
  const before = (a: string, b: string): boolean => (ascending ? a < b : a > b);
  while (taken.length < count) {
    let best: Source | undefined;
    for (const source of sources) if (source.bound !== null && (!best || before(source.bound, best.bound as string))) best = source;
    if (!best) break;
    if (best.head) {
      taken.push(best.head);
      best.shift();
    } else {
      const bound = best.bound;
      await Promise.all(sources.filter((source) => source.head === undefined && source.bound === bound).map((source) => source.load(count - taken.length)));
    }
  }
  return taken;
};
