import type { Table } from '../table/port.ts';
import { STATUSES, type Status } from '../tickets/ticket.ts';
import { counterKey } from './keys.ts';

export type Counters = Readonly<Record<Status, number>>;

export const NO_TICKETS: Counters = { created: 0, working: 0, pending: 0, followup: 0, solved: 0, closed: 0 };

export interface CounterDeps {
  readonly table: Table;
  /** `COUNTER_SHARDS` */
  readonly counterShards: number;
}

/** Counters by queue id, every asked queue present: shards added up, strongly consistent, one batch read. @throws TableUnavailable */
export const readCounters = async (
  { table, counterShards }: CounterDeps,
  tenantId: string,
  queueIds: readonly string[],
): Promise<ReadonlyMap<string, Counters>> => {
  const distinct = [...new Set(queueIds)];
  const shards = Array.from({ length: counterShards }, (_, shard) => shard);
  const items = await table.get(
    distinct.flatMap((queueId) => shards.map((shard) => counterKey(tenantId, queueId, shard))),
    { consistent: true },
  );
  return new Map(
    distinct.map((queueId, place) => {
      const parts = items.slice(place * counterShards, (place + 1) * counterShards);
      const sum = (status: Status): number => parts.reduce((total, item) => total + Number(item?.[status] ?? 0), 0);
      return [queueId, Object.fromEntries(STATUSES.map((status) => [status, sum(status)])) as unknown as Counters];
    }),
  );
};
