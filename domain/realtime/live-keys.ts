import { createHash } from 'node:crypto';
import type { Check, Key, Write } from '../table/port.ts';

/**
 * Live connections of a tenant's staff are in shards, and one item counts the changes of each shard (`LIVE`). Delivery keeps the shards in memory
 * and reads only those again whose count has changed. May grow, never shrink.
 */
export const LIVE_SHARDS = 32;

export const shardOf = (connectionId: string): number => createHash('sha256').update(connectionId).digest().readUInt8(0) % LIVE_SHARDS;
/** The first shard has the key of the time before shards. */
export const shardPk = (tenantId: string, shard: number): string => (shard === 0 ? `T#${tenantId}#CX` : `T#${tenantId}#CX#${shard}`);
export const liveKey = (tenantId: string, connectionId: string): Key => ({ pk: shardPk(tenantId, shardOf(connectionId)), sk: connectionId });
export const marksKey = (tenantId: string): Key => ({ pk: `T#${tenantId}#FEED`, sk: 'LIVE' });
export const markName = (shard: number): string => `s${shard}`;

/** Written after the change itself, so that a reader of the count also sees the change. */
export const markShard = (tenantId: string, connectionId: string): Exclude<Write, Check> => ({
  op: 'update',
  key: marksKey(tenantId),
  add: { [markName(shardOf(connectionId))]: 1 },
});
