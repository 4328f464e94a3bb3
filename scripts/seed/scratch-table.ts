import { applied, holds, keyOf } from '../../adapters/table/conditions.ts';
import { type Item, type Key, type Refusal, type Table, TransactionRefused, type Write } from '../../domain/table/port.ts';

/**
 * The in-memory table of the commands while a batch of threads is created: intermediate states stay in memory, and only the final items are stored.
 * Items are not copied, because no command changes what it has read or written. The code that stores them checks their sizes.
 */
export interface ScratchTable extends Table {
  /** Adds items that are not part of the result. */
  lend(items: Iterable<Item | undefined>): void;
  /** All items that were written to it. */
  items(): Item[];
}

type Partition = Map<string, Item>;

export const scratchTable = (): ScratchTable => {
  const partitions = new Map<string, Partition>();
  const lent = new Set<Item>();
  const find = ({ pk, sk }: Key): Item | undefined => partitions.get(pk)?.get(sk);
  const put = (item: Item): void => {
    const partition = partitions.get(item.pk);
    if (partition) partition.set(item.sk, item);
    else partitions.set(item.pk, new Map([[item.sk, item]]));
  };
  const apply = (writes: readonly Write[]): void => {
    const refusals: Refusal[] = [];
    writes.forEach((write, index) => {
      if (write.when && !holds(write.when, find(keyOf(write)))) refusals.push({ index, reason: 'condition' });
    });
    if (refusals.length > 0) throw new TransactionRefused(refusals);
    for (const write of writes) {
      if (write.op === 'check') continue;
      const key = keyOf(write);
      const after = applied(write, find(key));
      if (after) put(after);
      else partitions.get(key.pk)?.delete(key.sk);
    }
  };
  const unsupported = (): never => {
    throw new Error('commands of a seed use no index, no count and no scan');
  };
  return {
    lend(items) {
      for (const item of items) {
        if (!item) continue;
        lent.add(item);
        put(item);
      }
    },
    items: () => [...partitions.values()].flatMap((partition) => [...partition.values()]).filter((item) => !lent.has(item)),
    get: async (keys) => keys.map(find),
    async query({ pk, index, beginsWith = '', from = '', to = '\uffff' }) {
      if (index) unsupported();
      const items = [...(partitions.get(pk)?.values() ?? [])].filter(({ sk }) => sk.startsWith(beginsWith) && sk >= from && sk <= to);
      return { items: items.sort((a, b) => (a.sk < b.sk ? -1 : 1)), next: null };
    },
    transact: async (writes) => apply(writes),
    async write(write) {
      apply([write]);
      return write.op === 'update' ? find(write.key) : undefined;
    },
    merge: unsupported,
    sorted: unsupported,
    count: unsupported,
    scan: unsupported,
  };
};
