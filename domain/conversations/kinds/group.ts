import type { Item, Key } from '../../table/port.ts';
import { EMPTY_TAILS, type LogHead, tailsOf } from '../log/head.ts';
import { keysInFamily } from './keys.ts';
import type { Kind } from './kind.ts';

export interface GroupHead extends LogHead {
  readonly name: string;
  readonly description: string | null;
  readonly createdAt: string;
}

/** Partitions of a group's members: 50,000 members are about 3,100 in each. Stored keys depend on it: it never changes. */
export const MEMBER_SHARDS = 16;

/** FNV-1a. */
const shardOf = (userId: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < userId.length; at += 1) hash = Math.imul(hash ^ userId.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % MEMBER_SHARDS;
};

export const memberKey = (tenantId: string, groupId: string, userId: string): Key => ({ pk: `T#${tenantId}#GM#${groupId}#${shardOf(userId)}`, sk: userId });

/** A client may create its group's id offline. */
export const groupId = (uuid: string): string => `g.${uuid}`;

const parse = (item: Item): GroupHead => ({
  ...tailsOf(item),
  name: String(item['name']),
  description: (item['description'] as string | null | undefined) ?? null,
  createdAt: String(item['createdAt']),
});

/** Members append. Their list is too long for the head, so the author's own member item is read with it. */
export const GROUP: Kind<GroupHead> = {
  ...keysInFamily('group', 'g'),
  shape: {
    empty: () => ({ ...EMPTY_TAILS, name: '', description: null, createdAt: '' }),
    parse,
    attributes: ({ name, description, createdAt }) => ({ name, ...(description === null ? {} : { description }), createdAt }),
  },
  reads: (tenantId, id, { type, id: userId }) => (type === 'system' ? [] : [memberKey(tenantId, id, userId)]),
  admits: ({ type }, _head, [member]) => type === 'system' || member !== undefined,
};
