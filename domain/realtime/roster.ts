import { everyItem } from '../table/every-item.ts';
import type { Item, Table } from '../table/port.ts';
import { type Connection, connectionOf } from './connection.ts';
import { type Follows, followsOf } from './follows.ts';
import { LIVE_SHARDS, markName, marksKey, shardPk } from './live-keys.ts';

/** A connection of the staff as it is now. */
export interface Live extends Connection {
  /** Null: everything that the wall lets through. */
  readonly follows: Follows | null;
  /** Epoch ms at which API Gateway has ended it. */
  readonly until: number;
}

export interface Roster {
  /**
   * Everybody of the tenant's staff who is connected now (epoch ms); the same array as long as nobody has come, gone or changed. `marks`: the item that
   * counts changes, read consistently a moment ago. @throws TableUnavailable
   */
  of(tenantId: string, marks: Item | undefined, now: number): Promise<readonly Live[]>;
  /** Somebody was connected when it was last asked. Only decides what is read ahead. */
  isAttended(tenantId: string): boolean;
}

interface Held {
  readonly marks: readonly number[];
  readonly shards: readonly (readonly Live[])[];
  readonly live: readonly Live[];
  /** Epoch ms: then somebody's time is over. */
  readonly until: number;
  readonly readAt: number;
}

/** Tenants kept in one process; the one unused for longest goes first. */
const KEPT = 200;
/** After that all shards are read again: a process that died between a change and its count is forgotten about in a minute. */
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
      // A shard that never was counted is empty, except for the first, which may hold connections of a hub from before.
      const moved = marks.flatMap((mark, shard) => ((before ? mark !== before.marks[shard] : mark > 0 || shard === 0) ? [shard] : []));
      if (before && moved.length === 0 && now < before.until) return before.live;
      const read = new Map(await Promise.all(moved.map(async (shard) => [shard, await readShard(table, tenantId, shard)] as const)));
      const shards = marks.map((_, shard) => read.get(shard) ?? before?.shards[shard] ?? []);
      const held = heldOf(shards, marks, now, before?.readAt ?? now);
      // What took longer must not replace what is newer.
      if (sum(kept.get(tenantId)?.marks ?? []) > sum(marks)) return held.live;
      kept.delete(tenantId);
      kept.set(tenantId, held);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
      return held.live;
    },
  };
};

const rosters = new WeakMap<Table, Roster>();

/** Who is connected, kept in the process as long as its table is: a shard whose count has not moved is taken from memory. */
export const rosterOf = (table: Table): Roster => {
  const known = rosters.get(table) ?? openRoster(table);
  rosters.set(table, known);
  return known;
};

/** Everybody of the tenant's staff who is connected now (epoch ms). Consistent. @throws TableUnavailable */
export const liveConnections = async (table: Table, tenantId: string, now: number): Promise<readonly Live[]> => {
  const [marks] = await table.get([marksKey(tenantId)], { consistent: true });
  return rosterOf(table).of(tenantId, marks, now);
};
