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
import { applied, holds, keyOf, keyText } from './conditions.ts';
import { INDEX_KEYS } from './indexes.ts';
import { itemBytes } from './item-size.ts';
import { checkItem, checkKey, checkQuery, checkTransaction, LARGEST_PAGE } from './memory-limits.ts';
import { mergeByQueries, sortByQueries } from './merge.ts';

/** An in-memory table for property tests, with the same conditions, indexes, limits and rejections, but no durability. */
export interface MemoryTable extends Table {
  /** Every item, ordered by key; for assertions. */
  all(): Item[];
  /** The stream's records, oldest first. */
  readonly changes: { readonly key: Key; readonly before: Item | undefined; readonly after: Item | undefined }[];
}

/** As the engine would return it; also a copy, so that neither side can change the other's. */
const copyOf = (item: Item): Item => fromAttributes(toAttributes(item)) as Item;
const copyIfAny = (item: Item | undefined): Item | undefined => (item === undefined ? undefined : copyOf(item));

const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

type Position = Readonly<Record<string, string>>;
type Order = (a: Item, b: Item) => number;

const namesOf = ({ index }: Pick<Query, 'index'>): readonly string[] => ['pk', 'sk', ...(index ? INDEX_KEYS[index] : [])];
const byKey: Order = (a, b) => compare(keyText(a), keyText(b));
const orderOf = ({ index, descending }: Query): Order => {
  const [, skName] = index ? INDEX_KEYS[index] : (['pk', 'sk'] as const);
  const sign = descending ? -1 : 1;
  return (a, b) => sign * (compare(a[skName] as string, b[skName] as string) || byKey(a, b));
};

const PARTITION_KEYS: readonly string[] = ['pk', ...Object.values(INDEX_KEYS).map(([pkName]) => pkName)];

export const memoryTable = (): MemoryTable => {
  const items = new Map<string, Item>();
  const changes: MemoryTable['changes'] = [];

  /** The items of each partition of the table and of each index, so that a query reads no others. */
  const partitions = new Map<string, Map<string, Item>>();
  const partitionOf = (pkName: string, pk: unknown): Map<string, Item> => {
    const name = `${pkName} ${String(pk)}`;
    const known = partitions.get(name) ?? new Map<string, Item>();
    partitions.set(name, known);
    return known;
  };
  const store = (key: string, before: Item | undefined, after: Item | undefined): void => {
    for (const pkName of PARTITION_KEYS) {
      if (before?.[pkName] !== undefined) partitionOf(pkName, before[pkName]).delete(key);
      if (after?.[pkName] !== undefined) partitionOf(pkName, after[pkName]).set(key, after);
    }
    if (after) items.set(key, after);
    else items.delete(key);
  };

  const matching = (query: Query): Item[] => {
    const [pkName, skName] = query.index ? INDEX_KEYS[query.index] : (['pk', 'sk'] as const);
    const found = [...partitionOf(pkName, query.pk).values()].filter((item) => {
      const sk = item[skName];
      if (item[pkName] !== query.pk || typeof sk !== 'string') return false;
      if (query.beginsWith !== undefined && !sk.startsWith(query.beginsWith)) return false;
      if (query.from !== undefined && compare(sk, query.from) < 0) return false;
      return !(query.to !== undefined && compare(sk, query.to) > 0);
    });
    return found.sort(orderOf(query));
  };
  const keysOnly = (item: Item, index: IndexName): Item => {
    const [pkName, skName] = INDEX_KEYS[index];
    return { pk: item.pk, sk: item.sk, [pkName]: item[pkName], [skName]: item[skName] };
  };
  /** The page after a position of this order. The item at the position may have moved or been deleted, so positions are compared. */
  const pageOf = (
    found: readonly Item[],
    {
      after,
      limit,
      names,
      order,
    }: { readonly after: Position | undefined; readonly limit: number | undefined; readonly names: readonly string[]; readonly order: Order },
  ): { items: Item[]; next: Record<string, string> | null } => {
    const beyond = after ? found.findIndex((item) => order(item, after as Item) > 0) : 0;
    const start = beyond < 0 ? found.length : beyond;
    let end = start;
    for (let bytes = 0; end < found.length && bytes <= LARGEST_PAGE && end - start < (limit ?? found.length); end += 1) bytes += itemBytes(found[end]);
    const items = found.slice(start, end);
    const last = items.at(-1);
    return { items, next: last && end < found.length ? Object.fromEntries(names.map((name) => [name, String(last[name])])) : null };
  };

  const apply = (writes: readonly Write[]): void => {
    checkTransaction(writes);
    const touched = new Set(writes.map((write) => keyText(keyOf(write))));
    if (touched.size !== writes.length) throw new TableRejected('a transaction cannot touch one item twice');
    const refusals: Refusal[] = [];
    writes.forEach((write, index) => {
      const item = items.get(keyText(keyOf(write)));
      if (!holds(write.when, item)) refusals.push({ index, reason: 'condition', ...(item ? { item: copyOf(item) } : {}) });
    });
    if (refusals.length > 0) throw new TransactionRefused(refusals);
    // Everything is computed before anything is stored, so that a rejection leaves nothing half-done.
    const outcomes = writes.flatMap((write) => {
      const key = keyOf(write);
      checkKey(key);
      if (write.op === 'check') return [];
      const before = items.get(keyText(key));
      const after = copyIfAny(applied(write, before));
      if (after) checkItem(after);
      return [{ key, before, after }];
    });
    for (const change of outcomes) {
      store(keyText(change.key), change.before, change.after);
      if (change.before || change.after) changes.push(change);
    }
  };

  const table: MemoryTable = {
    changes,
    all: () => [...items.values()].sort(byKey),
    async get(keys) {
      keys.forEach(checkKey);
      return keys.map((key) => copyIfAny(items.get(keyText(key))));
    },
    async query(query): Promise<Page> {
      checkQuery(query);
      const { items: found, next } = pageOf(matching(query), { after: query.after, limit: query.limit, names: namesOf(query), order: orderOf(query) });
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
      return write.op === 'update' ? copyIfAny(items.get(keyText(write.key))) : undefined;
    },
    async scan(options = {}) {
      const { items: found, next } = pageOf([...items.values()].sort(byKey), { after: options.after, limit: options.limit, names: namesOf({}), order: byKey });
      return { items: found.map(copyOf), next };
    },
  };
  return table;
};
