import { createHash } from 'node:crypto';
import type { Check, Key, Write } from '../table/port.ts';

/**
 * Live connections of a tenant's staff lie in shards, and one item counts the changes of each shard (`LIVE`). Whoever delivers keeps the shards in memory
 * and reads again only those whose count has moved. May grow, never shrink.
 */
export const LIVE_SHARDS = 32;

export const shardOf = (connectionId: string): number => createHash('sha256').update(connectionId).digest().readUInt8(0) % LIVE_SHARDS;
/** The first shard has the key that all live connections had before there were shards. */
export const shardPk = (tenantId: string, shard: number): string => (shard === 0 ? `T#${tenantId}#CX` : `T#${tenantId}#CX#${shard}`);
export const liveKey = (tenantId: string, connectionId: string): Key => ({ pk: shardPk(tenantId, shardOf(connectionId)), sk: connectionId });
export const marksKey = (tenantId: string): Key => ({ pk: `T#${tenantId}#FEED`, sk: 'LIVE' });
export const markName = (shard: number): string => `s${shard}`;

/** Is written after the change itself: whoever sees the count also sees the change. */
export const markShard = (tenantId: string, connectionId: string): Exclude<Write, Check> => ({
  op: 'update',
  key: marksKey(tenantId),
  add: { [markName(shardOf(connectionId))]: 1 },
});
