import { AsyncLocalStorage } from 'node:async_hooks';
import { type IndexName, type Item, type Key, type Query, type Table, TransactionRefused, type Write } from '../../domain/table/port.ts';
import { indexWrites, itemBytes, readUnitsOf, writeUnitsOf } from './item-size.ts';
import { partitionShape, sortShape } from './key-shape.ts';
import { mergeByQueries, sortByQueries } from './merge.ts';

/** One access to one item, or one query. */
export interface Access {
  readonly op: 'get' | 'query' | 'count' | 'scan' | Write['op'];
  readonly transaction: boolean;
  readonly index: IndexName | null;
  /** Key shapes, see key-shape.ts; for a query, the sort shape of its condition. */
  readonly pk: string;
  readonly sk: string;
  readonly readUnits: number;
  readonly writeUnits: number;
}

export interface UnitsReport {
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly calls: number;
  /** Sequential calls: the longest chain of calls that waited for one another. */
  readonly roundTrips: number;
  readonly accesses: readonly Access[];
  /** Units by whole partition key; those of an index begin with `index:`. */
  readonly partitions: ReadonlyMap<string, { readonly readUnits: number; readonly writeUnits: number }>;
}

interface Scope {
  accesses: Access[];
  calls: number;
  depth: number;
  partitions: Map<string, { readUnits: number; writeUnits: number }>;
}

export interface Recorder {
  readonly table: Table;
  /** Everything since the beginning or the last reset. */
  report(): UnitsReport;
  reset(): void;
  /** Runs something and reports only its own calls of the table, whatever runs in parallel. */
  measured<T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly report: UnitsReport }>;
}

const newScope = (): Scope => ({ accesses: [], calls: 0, depth: 0, partitions: new Map() });

const reportOf = (scope: Scope): UnitsReport => ({
  readUnits: scope.accesses.reduce((sum, access) => sum + access.readUnits, 0),
  writeUnits: scope.accesses.reduce((sum, access) => sum + access.writeUnits, 0),
  calls: scope.calls,
  roundTrips: scope.depth,
  accesses: [...scope.accesses],
  partitions: new Map(scope.partitions),
});

const keyOf = (write: Write): Key => (write.op === 'put' ? write.item : write.key);

/** The item at the key after the write; `undefined` for none. */
const afterwards = (write: Write, before: Item | undefined): Item | undefined => {
  if (write.op === 'check') return before;
  if (write.op === 'put') return write.item;
  if (write.op === 'delete') return undefined;
  const after: Record<string, unknown> = { ...before, ...write.key, ...write.set };
  for (const [name, by] of Object.entries(write.add ?? {})) after[name] = Number(before?.[name] ?? 0) + by;
  for (const name of write.remove ?? []) delete after[name];
  return after as Item;
};

const queryShape = (query: Query): Pick<Access, 'index' | 'pk' | 'sk'> => ({
  index: query.index ?? null,
  pk: partitionShape(query.pk),
  sk: query.index ? '*' : sortShape(query.beginsWith ?? query.from ?? query.to ?? ''),
});

/**
 * Counts what AWS would bill for every call: sizes by DynamoDB's rules, transactions double, index entries added, moved and
 * removed, failed conditions too (a rejected transaction: all its items, no index), reads by consistency. The old item of a
 * write is read from the engine without being counted, so this is for tests and the bench, not for production.
 */
export const recordUnits = (inner: Table): Recorder => {
  let all = newScope();
  const local = new AsyncLocalStorage<Scope>();
  const scopes = (): Scope[] => {
    const own = local.getStore();
    return own ? [own, all] : [all];
  };

  /** Records the call in every scope: its depth is one more than the deepest call that had ended when it began. */
  const call = async <T>(run: () => Promise<T>): Promise<T> => {
    const begun = scopes().map((scope) => ({ scope, depth: scope.depth + 1 }));
    for (const { scope } of begun) scope.calls += 1;
    try {
      return await run();
    } finally {
      for (const { scope, depth } of begun) scope.depth = Math.max(scope.depth, depth);
    }
  };
  const note = (access: Access): void => {
    for (const scope of scopes()) scope.accesses.push(access);
  };
  const burden = (partition: string, readUnits: number, writeUnits: number): void => {
    for (const { partitions } of scopes()) {
      const sum = partitions.get(partition) ?? { readUnits: 0, writeUnits: 0 };
      partitions.set(partition, { readUnits: sum.readUnits + readUnits, writeUnits: sum.writeUnits + writeUnits });
    }
  };

  const noteWrite = (write: Write, before: Item | undefined, transaction: boolean, done: boolean): void => {
    const key = keyOf(write);
    const after = done ? afterwards(write, before) : before;
    const own = writeUnitsOf(before, after) * (transaction ? 2 : 1);
    const moved = done ? indexWrites(before, after) : [];
    burden(key.pk, 0, own);
    for (const { index, partition, units } of moved) burden(`${index}:${partition}`, 0, units);
    const writeUnits = moved.reduce((sum, { units }) => sum + units, own);
    note({ op: write.op, transaction, index: null, pk: partitionShape(key.pk), sk: sortShape(key.sk), readUnits: 0, writeUnits });
  };

  const noteQuery = (op: 'query' | 'count', query: Query, items: readonly Item[]): void => {
    const bytes = items.reduce((sum, item) => sum + itemBytes(item), 0);
    const readUnits = readUnitsOf(bytes, query.consistent ?? false);
    burden(query.index ? `${query.index}:${query.pk}` : query.pk, readUnits, 0);
    note({ op, transaction: false, ...queryShape(query), readUnits, writeUnits: 0 });
  };

  const table: Table = {
    get: (keys, options = {}) =>
      call(async () => {
        const items = await inner.get(keys, options);
        const seen = new Set<string>();
        for (const [index, key] of keys.entries()) {
          if (seen.has(`${key.pk}\n${key.sk}`)) continue;
          seen.add(`${key.pk}\n${key.sk}`);
          const readUnits = readUnitsOf(itemBytes(items[index]), options.consistent ?? false);
          burden(key.pk, readUnits, 0);
          note({ op: 'get', transaction: false, index: null, pk: partitionShape(key.pk), sk: sortShape(key.sk), readUnits, writeUnits: 0 });
        }
        return items;
      }),
    query: (query) =>
      call(async () => {
        const page = await inner.query(query);
        noteQuery('query', query, page.items);
        return page;
      }),
    // As on AWS, whatever the engine does: by queries and a batch get, which are counted.
    merge: (query) => mergeByQueries(table, query),
    sorted: (query) => sortByQueries(table, query),
    count: (query) =>
      call(async () => {
        const total = await inner.count(query);
        const items: Item[] = [];
        let after: Query['after'];
        do {
          const page = await inner.query({ ...query, ...(after ? { after } : {}) });
          items.push(...page.items);
          after = page.next ?? undefined;
        } while (after);
        noteQuery('count', query, items);
        return total;
      }),
    scan: (options) =>
      call(async () => {
        const page = await inner.scan(options);
        const bytes = page.items.reduce((sum, item) => sum + itemBytes(item), 0);
        note({ op: 'scan', transaction: false, index: null, pk: '*', sk: '*', readUnits: readUnitsOf(bytes, false), writeUnits: 0 });
        return page;
      }),
    write: async (write) => {
      const [before] = await inner.get([keyOf(write)], { consistent: true });
      return call(async () => {
        try {
          const result = await inner.write(write);
          noteWrite(write, before, false, true);
          return result;
        } catch (error) {
          if (error instanceof TransactionRefused) noteWrite(write, before, false, false);
          throw error;
        }
      });
    },
    transact: async (writes) => {
      const before = await inner.get(writes.map(keyOf), { consistent: true });
      return call(async () => {
        try {
          await inner.transact(writes);
        } catch (error) {
          if (!(error instanceof TransactionRefused)) throw error;
          for (const [index, write] of writes.entries()) noteWrite(write, before[index], true, false);
          throw error;
        }
        for (const [index, write] of writes.entries()) noteWrite(write, before[index], true, true);
      });
    },
  };

  return {
    table,
    report: () => reportOf(all),
    reset: () => {
      all = newScope();
    },
    measured: async (run) => {
      const scope = newScope();
      const result = await local.run(scope, run);
      return { result, report: reportOf(scope) };
    },
  };
};
