import type { Item, Merged, MergedPage, MergeQuery, Page, SortQuery, Table, Where } from '../../domain/table/port.ts';
import { INDEX_KEYS } from './indexes.ts';

/** Index keys in half a read unit: about 250 bytes each. */
const LEAST = 16;
/** Up to this many partitions, each may have all the wanted entries. With more, each is a shard with a part of them. */
const FEW = 6;
/** Entries of one page that are read from the table to see whether they match. */
const LOOKED_AT = 1_000;
/** The number of those read together. */
const TOGETHER = 100;

type Reads = Pick<Table, 'query' | 'get'>;

/**
 * `merge` by queries: all partitions in parallel, then batch gets of the first entries. With many partitions, few entries of each are requested, because
 * most of them are not needed; a partition that runs out is queried again.
 */
export const mergeByQueries = async (table: Reads, query: MergeQuery): Promise<MergedPage> => {
  const take = openMerge(table, query);
  const items: Merged[] = [];
  let next: string | null = null;
  let looked = 0;
  while (looked < LOOKED_AT) {
    // As many as probably needed for the missing ones, by the share of matches so far.
    const missing = query.limit - items.length;
    const wanted = looked === 0 ? missing : Math.min(TOGETHER, Math.ceil((missing * looked) / Math.max(items.length, 1)));
    const entries = await take(wanted);
    const found = await table.get(entries);
    looked += entries.length;
    for (const [at, entry] of entries.entries()) {
      next = String(entry[INDEX_KEYS[query.index][1]]);
      const item = found[at];
      if (!has(item, query.where)) continue;
      items.push({ position: next, key: { pk: entry.pk, sk: entry.sk }, item });
      if (items.length === query.limit) return { items, next, looked };
    }
    if (entries.length < wanted) return { items, next: null, looked };
  }
  return { items, next, looked };
};

/** Returns a function that takes the next entries of all partitions in order: fewer than requested at the end. */
const openMerge = (table: Reads, { index, pks, from, to, descending = false, limit }: MergeQuery): ((count: number) => Promise<Item[]>) => {
  const [, sk] = INDEX_KEYS[index];
  const share = pks.length <= FEW ? limit : Math.min(limit, LEAST);
  const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const partitions = pks.map((pk) => ({ pk, buffer: [] as Item[], next: undefined as Page['next'] | undefined }));
  const load = async (partition: (typeof partitions)[number], count: number): Promise<void> => {
    const page = await table.query({ pk: partition.pk, index, descending, limit: count, ...range, ...(partition.next ? { after: partition.next } : {}) });
    partition.buffer.push(...page.items);
    partition.next = page.next;
  };
  const before = (a: Item | undefined, b: Item | undefined): boolean =>
    a !== undefined && (b === undefined || isBefore(String(a[sk]), String(b[sk]), descending));
  return async (count) => {
    const taken: Item[] = [];
    while (taken.length < count) {
      const dry = partitions.filter(({ buffer, next }) => buffer.length === 0 && next !== null);
      // A page may be empty without being the last.
      if (dry.length > 0) {
        await Promise.all(dry.map((partition) => load(partition, share)));
        continue;
      }
      let first = partitions[0];
      for (const partition of partitions) if (before(partition.buffer[0], first?.buffer[0])) first = partition;
      const item = first?.buffer.shift();
      if (!item) break;
      taken.push(item);
    }
    return taken;
  };
};

/** Keys are compared by their bytes; those of an index are times and ids, whose UTF-16 order is the same. */
const isBefore = (a: string, b: string, descending: boolean): boolean => (descending ? a > b : a < b);

const has = (item: Item | undefined, where: Where = {}): boolean =>
  Object.entries(where).every(([path, texts]) =>
    texts.includes(path.split('.').reduce<unknown>((value, name) => (value as Item | undefined)?.[name], item) as string),
  );

/** `sorted` by queries: reads the whole partition. */
export const sortByQueries = async (
  table: Reads,
  { index, pk, by, where, from, to, descending = false, limit, most }: SortQuery,
): Promise<readonly Merged[] | null> => {
  const [pkName, skName] = INDEX_KEYS[index];
  const entries: Item[] = [];
  let after: Page['next'] | undefined;
  do {
    const page = await table.query({ pk, index, limit: most + 1 - entries.length, ...(after ? { after } : {}) });
    entries.push(...page.items);
    if (entries.length > most) return null;
    after = page.next;
  } while (after);
  const found = await table.get(entries);
  return entries
    .map((entry, at): Merged => {
      const item = found[at];
      const position = item?.[INDEX_KEYS[by][1]];
      const isThere = item?.[pkName] === pk && item[skName] === entry[skName] && typeof position === 'string';
      return { position: isThere ? position : String(entry[skName]), key: { pk: entry.pk, sk: entry.sk }, item: isThere ? item : undefined };
    })
    .filter(({ item }) => item === undefined || has(item, where))
    .filter(({ position }) => (from === undefined || position >= from) && (to === undefined || position <= to))
    .sort((a, b) => (isBefore(a.position, b.position, descending) ? -1 : 1))
    .slice(0, limit);
};
