import { tenantKey } from '../../configuration/keys.ts';
import type { Item, Table } from '../../table/port.ts';
import { STATUSES, type Status } from '../tickets/ticket.ts';
import { counterKey } from './keys.ts';

export type Counters = Readonly<Record<Status, number>>;

export const NO_TICKETS: Counters = { created: 0, working: 0, pending: 0, followup: 0, solved: 0, closed: 0 };

export interface CounterDeps {
  readonly table: Table;
  /** `COUNTER_SHARDS` */
  readonly counterShards: number;
}

/**
 * A rebuild counts from zero under a new epoch, while writes under the old epoch no longer matter. Each epoch has its
 * own attributes in the counter's item. The tenant's item names the current epoch.
 */
export const counterName = (status: Status, epoch: number): string => (epoch === 0 ? status : `${status}@${epoch}`);
export const epochOf = (tenant: Item | undefined): number => Number(tenant?.['projectionEpoch'] ?? 0);

/** Counters by queue id, with every requested queue: sums over the shards, strongly consistent, one batch read. @throws TableUnavailable */
export const readCounters = async (
  { table, counterShards }: CounterDeps,
  tenantId: string,
  queueIds: readonly string[],
): Promise<ReadonlyMap<string, Counters>> => {
  const distinct = [...new Set(queueIds)];
  if (distinct.length === 0) return new Map();
  const shards = Array.from({ length: counterShards }, (_, shard) => shard);
  const keys = distinct.flatMap((queueId) => shards.map((shard) => counterKey(tenantId, queueId, shard)));
  const [tenant, ...items] = await table.get([tenantKey(tenantId), ...keys], { consistent: true });
  const epoch = epochOf(tenant);
  return new Map(
    distinct.map((queueId, index) => {
      const parts = items.slice(index * counterShards, (index + 1) * counterShards);
      const sum = (status: Status): number => parts.reduce((total, item) => total + Number(item?.[counterName(status, epoch)] ?? 0), 0);
      return [queueId, Object.fromEntries(STATUSES.map((status) => [status, sum(status)])) as unknown as Counters];
    }),
  );
};
