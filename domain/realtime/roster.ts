import { everyItem } from '../table/every-item.ts';
import type { Item, Table } from '../table/port.ts';
import { type Connection, connectionOf } from './connection.ts';
import { type Follows, followsOf } from './follows.ts';
import { LIVE_SHARDS, markName, marksKey, shardPk } from './live-keys.ts';

/** A live connection of the staff. */
export interface Live extends Connection {
  /** Null: everything that the person may see. */
  readonly follows: Follows | null;
  /** Epoch ms at which API Gateway has ended it at the latest. */
  readonly until: number;
}

export interface Roster {
  /**
   * All staff connections of the tenant at this time (epoch ms); the same array as long as nobody connects, disconnects or changes. `marks`: the item that
   * counts changes, just read with strong consistency. @throws TableUnavailable
   */
  of(tenantId: string, marks: Item | undefined, now: number): Promise<readonly Live[]>;
  /** Whether somebody was connected at the last call. Only a hint for reading ahead. */
  isAttended(tenantId: string): boolean;
}

interface Held {
  readonly marks: readonly number[];
  readonly shards: readonly (readonly Live[])[];
  readonly live: readonly Live[];
  /** Epoch ms at which the first connection expires. */
  readonly until: number;
  readonly readAt: number;
}

/** Tenants cached per process; the least recently used is evicted first. */
const KEPT = 200;
/** All shards are read again after this time, in case a process died between a change and its count. */
const HELD_MS = 60_000;

const marksOf = (item: Item | undefined): number[] => Array.from({ length: LIVE_SHARDS }, (_, shard) => Number(item?.[markName(shard)] ?? 0));
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

const readShard = async (table: Table, tenantId: string, shard: number): Promise<Live[]> =>
  (await everyItem(table, shardPk(tenantId, shard))).map((item) => ({ ...connectionOf(item), follows: followsOf(item), until: Number(item['ttl']) * 1000 }));

const heldOf = (shards: readonly (readonly Live[])[], marks: readonly number[], now: number, readAt: number): Held => {
  const live = shards.flat().filter(({ until }) => until > now);
  return { shards, marks, live, until: live.reduce((least, { until }) => Math.min(least, until), Number.POSITIVE_INFINITY), readAt };
};

const openRoster = (table: Table): Roster => {
  const kept = new Map<string, Held>();
  return {
    isAttended: (tenantId) => (kept.get(tenantId)?.live.length ?? 0) > 0,
    async of(tenantId, item, now) {
      const marks = marksOf(item);
      const known = kept.get(tenantId);
      const before = known && now - known.readAt < HELD_MS && now >= known.readAt ? known : undefined;
      // A shard without a count is empty, except the first, which may hold connections of an earlier release.
      const moved = marks.flatMap((mark, shard) => ((before ? mark !== before.marks[shard] : mark > 0 || shard === 0) ? [shard] : []));
      if (before && moved.length === 0 && now < before.until) return before.live;
      const read = new Map(await Promise.all(moved.map(async (shard) => [shard, await readShard(table, tenantId, shard)] as const)));
      const shards = marks.map((_, shard) => read.get(shard) ?? before?.shards[shard] ?? []);
      const held = heldOf(shards, marks, now, before?.readAt ?? now);
      // A slower read must not replace a newer one.
      if (sum(kept.get(tenantId)?.marks ?? []) > sum(marks)) return held.live;
      kept.delete(tenantId);
      kept.set(tenantId, held);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
      return held.live;
    },
  };
};

const rosters = new WeakMap<Table, Roster>();

/** The connections, cached in the process as long as its table: a shard whose count has not changed comes from memory. */
export const rosterOf = (table: Table): Roster => {
  const known = rosters.get(table) ?? openRoster(table);
  rosters.set(table, known);
  return known;
};

/** All staff connections of the tenant at this time (epoch ms). Strongly consistent. @throws TableUnavailable */
export const liveConnections = async (table: Table, tenantId: string, now: number): Promise<readonly Live[]> => {
  const [marks] = await table.get([marksKey(tenantId)], { consistent: true });
  return rosterOf(table).of(tenantId, marks, now);
};
