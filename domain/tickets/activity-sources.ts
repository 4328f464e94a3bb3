import type { Item, Key, Table } from '../table/port.ts';
import { closedPk } from './index-keys.ts';

/** An entry of an index: where a ticket lies, and its place in the order of activity (`{updatedAt}#{ticketId}`). */
export interface Entry {
  readonly place: string;
  readonly ticketId: string;
  /** The item it lies in, as the index knows it. */
  readonly key: Key;
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
  load(): Promise<void>;
  shift(): void;
}

const PAGE = 60;

/** Sorts behind every place. */
export const LAST = '\uffff';

export const entryOf = (item: Item, sk: string): Entry => {
  const place = item[sk] as string;
  return { place, ticketId: place.slice(place.indexOf('#') + 1), key: { pk: item.pk, sk: item.sk } };
};

/** One index partition whose sort key is the place in the order of activity. `bound`: what is known before reading. */
export const partitionSource = (
  table: Table,
  partition: { index: 'byActivity' | 'byOwner' | 'byTeam'; sk: string; pk: string },
  range: Range,
  bound: string,
): Source => {
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

/** Closed tickets, a partition a month, each read only when the order of activity comes to it. */
export const closedSources = (table: Table, tenantId: string, range: Range, span: { readonly from: string; readonly to: string }): Source[] => {
  const { ascending, after, since } = range;
  const first = [span.from, since ?? '', ascending ? (after ?? '') : ''].sort().at(-1) as string;
  const last = !ascending && after !== null && after < span.to ? after : span.to;
  const months = monthsBetween(first.slice(0, 7), last.slice(0, 7));
  // The month that comes first is read together with everything else.
  const leading = ascending ? months[0] : months.at(-1);
  const boundOf = (month: string): string => (ascending ? (month === leading ? '' : month) : month === leading ? LAST : `${month}-${LAST}`);
  return months.map((month) => partitionSource(table, { index: 'byActivity', sk: 'aSk', pk: closedPk(tenantId, month) }, range, boundOf(month)));
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
      await Promise.all(sources.filter((source) => source.head === undefined && source.bound === bound).map((source) => source.load()));
    }
  }
  return taken;
};
