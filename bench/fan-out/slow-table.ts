import type { Recorder, UnitsReport } from '../../adapters/table/units.ts';
import type { Table } from '../../domain/table/port.ts';
import { type Bucket, bucket } from './buckets.ts';
import { LATENCY, type Quotas } from './quotas.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface SlowTable {
  readonly table: Table;
  /** From now on calls take time; before, they are free. */
  readonly begin: () => void;
  /** Milliseconds that calls have waited for units of a partition, by partition. */
  readonly waited: () => ReadonlyMap<string, number>;
}

/** A table whose calls take the time of a Region, and wait when a partition has no units left. */
export const slowTable = (recorder: Recorder, time: VirtualTime, quotas: Quotas): SlowTable => {
  let running = false;
  const partitions = new Map<string, { readonly read: Bucket; readonly write: Bucket }>();
  const waits = new Map<string, number>();
  const of = (pk: string): { readonly read: Bucket; readonly write: Bucket } => {
    const { readUnits, writeUnits } = quotas.partition;
    const known = partitions.get(pk) ?? { read: bucket(readUnits, readUnits, time.now), write: bucket(writeUnits, writeUnits, time.now) };
    partitions.set(pk, known);
    return known;
  };
  const waitOf = (used: UnitsReport['partitions']): number => {
    let longest = 0;
    for (const [pk, { readUnits, writeUnits }] of used) {
      const { read, write } = of(pk);
      const wait = Math.max(read.reserve(readUnits), write.reserve(writeUnits));
      if (wait > 0) waits.set(pk, (waits.get(pk) ?? 0) + wait);
      longest = Math.max(longest, wait);
    }
    return longest;
  };
  const slow = async <T>(latency: number, call: () => Promise<T>): Promise<T> => {
    if (!running) return call();
    const outcome = await recorder.measured(() =>
      call().then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      ),
    );
    await time.sleep(latency + waitOf(outcome.report.partitions));
    if ('error' in outcome.result) throw outcome.result.error;
    return outcome.result.value;
  };
  const inner = recorder.table;
  return {
    table: {
      get: (keys, options) => slow(LATENCY.read, () => inner.get(keys, options)),
      query: (query) => slow(LATENCY.read, () => inner.query(query)),
      merge: (query) => slow(2 * LATENCY.read, () => inner.merge(query)),
      sorted: (query) => slow(2 * LATENCY.read, () => inner.sorted(query)),
      count: (query) => slow(LATENCY.read, () => inner.count(query)),
      scan: (options) => slow(LATENCY.read, () => inner.scan(options)),
      write: (write) => slow(LATENCY.write, () => inner.write(write)),
      transact: (writes) => slow(LATENCY.transaction, () => inner.transact(writes)),
    },
    begin: () => {
      running = true;
    },
    waited: () => waits,
  };
};
