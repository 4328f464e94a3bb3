import type { MemoryTable } from '../../adapters/table/memory.ts';
import { memoryTable } from '../../adapters/table/memory.ts';
import { type Item, type Refusal, type Table, TransactionRefused, type Write } from '../../domain/table/port.ts';

/** A table that fails on demand: what is queued here happens to the next calls, in order; then it behaves. */
export interface FaultyTable extends Table {
  readonly inner: MemoryTable;
  /** The next transactions: refuse as told, or fail after (`lost`: written, but the caller never hears) or before writing. */
  readonly nextWrites: (((writes: readonly Write[]) => Refusal[]) | { readonly fail: Error; readonly written: boolean })[];
  /** Runs before the next reads, for what happens "in the meantime"; may change what is read. */
  readonly nextReads: ((found: (Item | undefined)[]) => (Item | undefined)[] | Promise<(Item | undefined)[]>)[];
}

export function faultyTable(inner: MemoryTable = memoryTable()): FaultyTable {
  const nextWrites: FaultyTable['nextWrites'] = [];
  const nextReads: FaultyTable['nextReads'] = [];
  const faulty = async <T>(writes: readonly Write[], write: () => Promise<T>): Promise<T> => {
    const fault = nextWrites.shift();
    if (fault === undefined) return write();
    if (typeof fault === 'function') throw new TransactionRefused(fault(writes));
    if (fault.written) await write();
    throw fault.fail;
  };
  return {
    inner,
    nextWrites,
    nextReads,
    async get(keys, options) {
      const found = await inner.get(keys, options);
      const change = nextReads.shift();
      return change ? change(found) : found;
    },
    query: (query) => inner.query(query),
    merge: (query) => inner.merge(query),
    sorted: (query) => inner.sorted(query),
    count: (query) => inner.count(query),
    scan: (options) => inner.scan(options),
    transact: (writes) => faulty(writes, () => inner.transact(writes)),
    write: (write) => faulty([write], () => inner.write(write)),
  };
}

export const conflict = (): Refusal[] => [{ index: 0, reason: 'conflict' }];
/** Refuses the write at this place, without the item that stood in its way. */
export const refuse = (index: number) => (): Refusal[] => [{ index, reason: 'condition' }];
