import type { Item, Merged, MergeQuery, Page, Table } from '../../domain/table/port.ts';
import { INDEX_KEYS } from './indexes.ts';

/** Keys of an index that half a read unit brings: about 250 bytes each. */
const LEAST = 16;

/**
 * `merge` by queries: all partitions side by side, then one batch get of what comes first. Of many partitions few entries each are asked for, since
 * most of them are not needed; one that is used up is asked again.
 */
export const mergeByQueries = async (table: Pick<Table, 'query' | 'get'>, query: MergeQuery): Promise<readonly Merged[]> => {
  const { index, pks, limit, descending = false } = query;
  const [, sk] = INDEX_KEYS[index];
  const share = Math.min(limit, Math.max(LEAST, Math.ceil((limit * 8) / pks.length)));
  const partitions = pks.map((pk) => ({ pk, buffer: [] as Item[], next: undefined as Page['next'] | undefined }));
  const load = async (partition: (typeof partitions)[number], count: number): Promise<void> => {
    const { from, to } = query;
    const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    const page = await table.query({ pk: partition.pk, index, descending, limit: count, ...range, ...(partition.next ? { after: partition.next } : {}) });
    partition.buffer.push(...page.items);
    partition.next = page.next;
  };
  const isDry = ({ buffer, next }: (typeof partitions)[number]): boolean => buffer.length === 0 && next !== null;
  const taken: Item[] = [];
  const before = (a: Item | undefined, b: Item | undefined): boolean => {
    if (!a || !b) return a !== undefined;
    const [x, y] = [placeOf(a, sk), placeOf(b, sk)];
    return descending ? x > y : x < y;
  };
  while (taken.length < limit) {
    const dry = partitions.filter(isDry);
    // A page may be empty and yet not the last.
    if (dry.length > 0) {
      await Promise.all(dry.map((partition) => load(partition, Math.min(share, limit - taken.length))));
      continue;
    }
    let first = partitions[0];
    for (const partition of partitions) if (before(partition.buffer[0], first?.buffer[0])) first = partition;
    const item = first?.buffer.shift();
    if (!item) break;
    taken.push(item);
  }
  const items = await table.get(taken);
  return taken.map((entry, at) => ({ place: String(entry[sk]), key: { pk: entry.pk, sk: entry.sk }, item: items[at] }));
};

/** Keys are compared by their bytes; those of an index are times and ids, whose UTF-16 order is the same. */
const placeOf = (item: Item, sk: string): string => String(item[sk]);
