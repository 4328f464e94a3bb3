import { createHash } from 'node:crypto';
import type { Role } from '../../context.ts';
import type { Item, Key, Table } from '../../table/port.ts';
import type { LiveOne } from '../live-people.ts';

/**
 * Which connections listen to a conversation (a large group, a chat). Each is a row of the conversation, in one of a few shards: a post reads the
 * live connections, and never the list of members.
 */
export interface Listening extends LiveOne {
  readonly conversationId: string;
}

/** May grow, never shrink. 50,000 members of whom 5 % listen are 160 rows per shard. */
const SHARDS = 16;
/** A connection ends after 2 h; rows that were not deleted expire. */
const KEPT_SECONDS = 2 * 3600 + 600;

const shardOf = (connectionId: string): number => createHash('sha256').update(connectionId).digest().readUInt8(0) % SHARDS;
const pkOf = (tenantId: string, conversationId: string, shard: number): string => `T#${tenantId}#GS#${conversationId}#${shard}`;
const keyOf = ({ tenantId, conversationId, connectionId }: Pick<Listening, 'tenantId' | 'conversationId' | 'connectionId'>): Key => ({
  pk: pkOf(tenantId, conversationId, shardOf(connectionId)),
  sk: connectionId,
});

/** Subscribes the connection to the conversation. The caller checks whether its person is a member. `now`: epoch ms. @throws TableUnavailable */
export const listen = async (table: Table, listening: Listening, now: number): Promise<void> => {
  const { personId, role } = listening;
  await table.write({ op: 'put', item: { ...keyOf(listening), personId, role, ttl: Math.floor(now / 1000) + KEPT_SECONDS } });
};

/** @throws TableUnavailable */
export const stopListening = async (table: Table, listening: Pick<Listening, 'tenantId' | 'conversationId' | 'connectionId'>): Promise<void> => {
  await table.write({ op: 'delete', key: keyOf(listening) });
};

/** The connections that a post is for; reads all shards in parallel. Strongly consistent, so that a new subscriber misses nothing. @throws TableUnavailable */
export const conversationAudience = async (table: Table, tenantId: string, conversationId: string, now: number): Promise<LiveOne[]> => {
  const shards = await Promise.all(Array.from({ length: SHARDS }, (_, shard) => listenersOf(table, pkOf(tenantId, conversationId, shard), now)));
  return shards.flat().map(({ sk, personId, role }) => ({ tenantId, connectionId: sk, personId: String(personId), role: role as Role }));
};

const listenersOf = async (table: Table, pk: string, now: number): Promise<Item[]> => {
  const found: Item[] = [];
  let after: Readonly<Record<string, string>> | null | undefined;
  do {
    const page = await table.query({ pk, consistent: true, ...(after ? { after } : {}) });
    found.push(...page.items.filter((item) => Number(item['ttl']) * 1000 > now));
    after = page.next;
  } while (after);
  return found;
};
