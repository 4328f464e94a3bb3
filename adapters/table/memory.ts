import {
  type IndexName,
  type Item,
  type Key,
  type Page,
  type Query,
  type Refusal,
  type Table,
  TableRejected,
  TransactionRefused,
  type Write,
} from '../../domain/table/port.ts';
import { fromAttributes, toAttributes } from './attributes.ts';
import { applied, holds, keyOf, placeOf } from './conditions.ts';
import { INDEX_KEYS } from './indexes.ts';
import { itemBytes } from './item-size.ts';
import { checkItem, checkKey, checkQuery, checkTransaction, LARGEST_PAGE } from './memory-limits.ts';
import { mergeByQueries, sortByQueries } from './merge.ts';

/** An in-memory twin of the table for property tests: the same conditions, indexes, limits and refusals, and no durability. */
export interface MemoryTable extends Table {
  /** Every item, ordered by key; for assertions. */
  all(): Item[];
  /** The stream's records, oldest first. */
  readonly changes: { readonly key: Key; readonly before: Item | undefined; readonly after: Item | undefined }[];
}

/** As the engine would bring it back; also a copy, so that neither side can change the other's. */
const copyOf = (item: Item): Item => fromAttributes(toAttributes(item)) as Item;
const copyIfAny = (item: Item | undefined): Item | undefined => (item === undefined ? undefined : copyOf(item));

const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

export const memoryTable = (): MemoryTable => {
  const items = new Map<string, Item>();
  const changes: MemoryTable['changes'] = [];

  const matching = (query: Query): Item[] => {
    const [pkName, skName] = query.index ? INDEX_KEYS[query.index] : (['pk', 'sk'] as const);
    const found = [...items.values()].filter((item) => {
      if (item[pkName] !== query.pk || typeof item[skName] !== 'string') return false;
      const sk = item[skName];
      if (query.beginsWith !== undefined && !sk.startsWith(query.beginsWith)) return false;
      if (query.from !== undefined && compare(sk, query.from) < 0) return false;
      return !(query.to !== undefined && compare(sk, query.to) > 0);
    });
    found.sort((a, b) => compare(a[skName] as string, b[skName] as string) || compare(placeOf(a), placeOf(b)));
    if (query.descending) found.reverse();
    return found;
  };
  const keysOnly = (item: Item, index: IndexName): Item => {
    const [pkName, skName] = INDEX_KEYS[index];
    return { pk: item.pk, sk: item.sk, [pkName]: item[pkName], [skName]: item[skName] };
  };
  const pageOf = (
    found: Item[],
    after: Readonly<Record<string, string>> | undefined,
    limit: number | undefined,
  ): { items: Item[]; next: Record<string, string> | null } => {
    const start = after ? found.findIndex((item) => item.pk === after['pk'] && item.sk === after['sk']) + 1 : 0;
    let end = start;
    for (let bytes = 0; end < found.length && bytes <= LARGEST_PAGE && end - start < (limit ?? found.length); end += 1) bytes += itemBytes(found[end]);
    const items = found.slice(start, end);
    const last = items.at(-1);
    return { items, next: last && end < found.length ? { pk: last.pk, sk: last.sk } : null };
  };

  const apply = (writes: readonly Write[]): void => {
    checkTransaction(writes);
    const places = new Set(writes.map((write) => placeOf(keyOf(write))));
    if (places.size !== writes.length) throw new TableRejected('a transaction cannot touch one item twice');
    const refusals: Refusal[] = [];
    writes.forEach((write, index) => {
      const item = items.get(placeOf(keyOf(write)));
      if (!holds(write.when, item)) refusals.push({ index, reason: 'condition', ...(item ? { item: copyOf(item) } : {}) });
    });
    if (refusals.length > 0) throw new TransactionRefused(refusals);
    // Everything is worked out before anything is stored: what is rejected here leaves nothing half-done.
    const outcomes = writes.flatMap((write) => {
      const key = keyOf(write);
      checkKey(key);
      if (write.op === 'check') return [];
      const before = items.get(placeOf(key));
      const after = copyIfAny(applied(write, before));
      if (after) checkItem(after);
      return [{ key, before, after }];
    });
    for (const change of outcomes) {
      if (change.after) items.set(placeOf(change.key), change.after);
      else items.delete(placeOf(change.key));
      if (change.before || change.after) changes.push(change);
    }
  };

  const table: MemoryTable = {
    changes,
    all: () => [...items.values()].sort((a, b) => compare(placeOf(a), placeOf(b))),
    async get(keys) {
      keys.forEach(checkKey);
      return keys.map((key) => copyIfAny(items.get(placeOf(key))));
    },
    async query(query): Promise<Page> {
      checkQuery(query);
      const { items: found, next } = pageOf(matching(query), query.after, query.limit);
      const { index } = query;
      return { items: found.map((item) => (index ? keysOnly(item, index) : copyOf(item))), next };
    },
    merge: (query) => mergeByQueries(table, query),
    sorted: (query) => sortByQueries(table, query),
    async count(query) {
      checkQuery(query);
      return matching(query).length;
    },
    async transact(writes) {
      apply(writes);
    },
    async write(write) {
      apply([write]);
      return write.op === 'update' ? copyIfAny(items.get(placeOf(write.key))) : undefined;
    },
    async scan(options = {}) {
      const { items: found, next } = pageOf(
        [...items.values()].sort((a, b) => compare(placeOf(a), placeOf(b))),
        options.after,
        options.limit,
      );
      return { items: found.map(copyOf), next };
    },
  };
  return table;
};
