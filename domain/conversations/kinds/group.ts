import type { Item, Key } from '../../table/port.ts';
import { EMPTY_TAILS, type LogHead, tailsOf } from '../log/head.ts';
import { keysInFamily } from './keys.ts';
import type { Kind } from './kind.ts';

export interface GroupHead extends LogHead {
  readonly name: string;
  /** The id of its owner; empty for a group that everybody has left. */
  readonly owner: string;
  /** In the order in which they became admins. All others are members. */
  readonly admins: readonly string[];
  /** The number of members, the owner and the admins included. It changes in the transactions that write or delete members: exact. */
  readonly members: number;
  /** It has, or once had, more than `SMALL_GROUP` members. Their connections listen to it. */
  readonly large: boolean;
  /** The number of people who are banned. Exact. */
  readonly bans: number;
  /** Seconds between two messages of a plain member; 0: no limit. */
  readonly slowMode: number;
  readonly createdAt: string;
  /** The time of the newest message; null without one. */
  readonly lastAt: string | null;
}

/** Members of a group up to which a message looks up the connections of each. */
export const SMALL_GROUP = 100;

/** Partitions of a group's members: 50,000 members are about 3,100 in each. Stored keys depend on it: it never changes. */
export const MEMBER_SHARDS = 16;

/** FNV-1a. */
const shardOf = (userId: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < userId.length; at += 1) hash = Math.imul(hash ^ userId.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % MEMBER_SHARDS;
};

const shardPk = (tenantId: string, id: string, shard: number): string => `T#${tenantId}#GM#${id}#${shard}`;

/** The row of a member of a group, or of one of the two of a direct. */
export const memberKey = (tenantId: string, id: string, userId: string): Key => ({ pk: shardPk(tenantId, id, shardOf(userId)), sk: userId });

/** The partitions of all members, in order. */
export const memberPks = (tenantId: string, id: string): string[] => Array.from({ length: MEMBER_SHARDS }, (_, shard) => shardPk(tenantId, id, shard));

/** A client may create its group's id offline. */
export const groupId = (uuid: string): string => `g.${uuid}`;

const parse = (item: Item): GroupHead => ({
  ...tailsOf(item),
  name: String(item['name']),
  owner: String(item['owner']),
  admins: (item['admins'] as string[] | undefined) ?? [],
  members: Number(item['members']),
  large: item['large'] === true || Number(item['members']) > SMALL_GROUP,
  bans: Number(item['bans'] ?? 0),
  slowMode: Number(item['slowMode'] ?? 0),
  createdAt: String(item['createdAt']),
  lastAt: (item['lastAt'] as string | undefined) ?? null,
});

/** The owner and the admins. */
const leads = (userId: string, { owner, admins }: Pick<GroupHead, 'owner' | 'admins'>): boolean => owner === userId || admins.includes(userId);

/** In slow mode, a plain member's row keeps the time of their newest message. */
const paceOf: NonNullable<Kind<GroupHead>['pace']> = ({ type, id: userId }, { tenantId, id, head }, [member], now) => {
  if (head.slowMode === 0 || type === 'system' || leads(userId, head)) return null;
  const slowMs = head.slowMode * 1000;
  const waitMs = Math.min(Number(member?.['said'] ?? 0) + slowMs - now, slowMs);
  return waitMs > 0 ? { waitMs } : { write: { op: 'update', key: memberKey(tenantId, id, userId), set: { said: now }, when: { exists: true } } };
};

/** Members append. Their list is too long for the head, so the author's own member item is read with it. */
export const GROUP: Kind<GroupHead> = {
  ...keysInFamily('group', 'g'),
  shape: {
    empty: () => ({ ...EMPTY_TAILS, name: '', owner: '', admins: [], members: 0, large: false, bans: 0, slowMode: 0, createdAt: '', lastAt: null }),
    parse,
    attributes: ({ name, owner, admins, members, large, bans, slowMode, createdAt, lastAt }) => ({
      name,
      owner,
      ...(admins.length === 0 ? {} : { admins }),
      members,
      ...(large ? { large } : {}),
      ...(bans > 0 ? { bans } : {}),
      ...(slowMode > 0 ? { slowMode } : {}),
      createdAt,
      ...(lastAt === null ? {} : { lastAt }),
    }),
  },
  spoken: (lastAt) => ({ lastAt }),
  moderates: leads,
  pace: paceOf,
  mentionable: {
    reads: (tenantId, id, userIds) => userIds.map((userId) => memberKey(tenantId, id, userId)),
    admits: (_userId, _head, member) => member !== undefined,
  },
  reads: (tenantId, id, { type, id: userId }) => (type === 'system' ? [] : [memberKey(tenantId, id, userId)]),
  admits: ({ type }, _head, [member]) => type === 'system' || member !== undefined,
};
