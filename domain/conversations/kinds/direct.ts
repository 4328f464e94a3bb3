import type { Item } from '../../table/port.ts';
import { EMPTY_TAILS, type LogHead, tailsOf } from '../log/head.ts';
import { hashedId, keysInFamily } from './keys.ts';
import type { Kind } from './kind.ts';

export interface DirectHead extends LogHead {
  /** The two users, in the order of their ids. */
  readonly members: readonly [string, string];
  /** Who of the two has blocked the other. Nothing is appended while somebody has. */
  readonly blockedBy: readonly string[];
  readonly createdAt: string;
  /** The time of the newest message; null without one. */
  readonly lastAt: string | null;
}

export const directMembers = (one: string, other: string): readonly [string, string] => (one < other ? [one, other] : [other, one]);

/** The same for both users, so that nobody has to look it up or create it. */
export const directId = (one: string, other: string): string => `d.${hashedId(...directMembers(one, other))}`;

const parse = (item: Item): DirectHead => ({
  ...tailsOf(item),
  members: item['members'] as unknown as readonly [string, string],
  blockedBy: (item['blockedBy'] as string[] | undefined) ?? [],
  createdAt: String(item['createdAt']),
  lastAt: (item['lastAt'] as string | undefined) ?? null,
});

export const DIRECT: Kind<DirectHead> = {
  ...keysInFamily('direct', 'd'),
  shape: {
    empty: () => ({ ...EMPTY_TAILS, members: ['', ''], blockedBy: [], createdAt: '', lastAt: null }),
    parse,
    attributes: ({ members, blockedBy, createdAt, lastAt }) => ({
      members,
      ...(blockedBy.length === 0 ? {} : { blockedBy }),
      createdAt,
      ...(lastAt === null ? {} : { lastAt }),
    }),
  },
  spoken: (lastAt) => ({ lastAt }),
  mentionable: { reads: () => [], admits: (userId, { members }) => members.includes(userId) },
  reads: () => [],
  admits: ({ type, id }, { members, blockedBy }) => type === 'system' || (members.includes(id) && blockedBy.length === 0),
};
