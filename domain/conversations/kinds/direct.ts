import type { Item } from '../../table/port.ts';
import { EMPTY_TAILS, type LogHead, tailsOf } from '../log/head.ts';
import { hashedId, keysInFamily } from './keys.ts';
import type { Kind } from './kind.ts';

export interface DirectHead extends LogHead {
  /** The two users, in the order of their ids. */
  readonly members: readonly [string, string];
  readonly createdAt: string;
}

export const directMembers = (one: string, other: string): readonly [string, string] => (one < other ? [one, other] : [other, one]);

/** The same for both users, so that nobody has to look it up or create it. */
export const directId = (one: string, other: string): string => `d.${hashedId(...directMembers(one, other))}`;

const parse = (item: Item): DirectHead => ({
  ...tailsOf(item),
  members: item['members'] as unknown as readonly [string, string],
  createdAt: String(item['createdAt']),
});

export const DIRECT: Kind<DirectHead> = {
  ...keysInFamily('direct', 'd'),
  shape: {
    empty: () => ({ ...EMPTY_TAILS, members: ['', ''], createdAt: '' }),
    parse,
    attributes: ({ members, createdAt }) => ({ members, createdAt }),
  },
  reads: () => [],
  admits: ({ type, id }, { members }) => type === 'system' || members.includes(id),
};
