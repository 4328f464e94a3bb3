import { memberKey } from '../conversations/kinds/group.ts';
import type { LogPosition } from '../conversations/log/cursor.ts';
import type { Item, Table } from '../table/port.ts';

/** Somebody in a group or a direct: what they have acknowledged, and how they want to have it. Their role is in the group's head. */
export interface Member extends LogPosition {
  readonly userId: string;
  readonly joinedAt: string;
  /** The newest message that they have read; null if their devices say only what they have received. */
  readonly read: number | null;
  /** Null: not muted. */
  readonly mutedUntil: string | null;
  readonly pinned: boolean;
}

export type ListName = 'groups' | 'directs';

/** Partitions of the index `byOwner`: the groups and the directs of a person, by the time of joining. */
const listPk = (tenantId: string, list: ListName, userId: string): string => `T#${tenantId}#${list === 'groups' ? 'UG' : 'UD'}#${userId}`;

/**
 * A new member owes nothing older than their joining: `joined` is the end of the log at that time. `large`: the group tells nobody how far its members
 * have come, so their positions concern no projection.
 */
export const newMember = (
  member: { readonly tenantId: string; readonly id: string; readonly list: ListName; readonly large?: boolean },
  userId: string,
  joined: LogPosition & { readonly at: string },
): Item => ({
  ...memberKey(member.tenantId, member.id, userId),
  joinedAt: joined.at,
  n: joined.number,
  a: joined.amendment,
  oPk: listPk(member.tenantId, member.list, userId),
  oSk: joined.at,
  ...(member.large ? { large: true } : {}),
});

export const memberOf = (item: Item): Member => ({
  userId: item.sk,
  joinedAt: String(item['joinedAt']),
  number: Number(item['n']),
  amendment: Number(item['a']),
  read: (item['r'] as number | undefined) ?? null,
  mutedUntil: (item['mutedUntil'] as string | undefined) ?? null,
  pinned: item['pinned'] === true,
});

/** `T#{t}#GM#{conversation}#{shard}` → the conversation. */
const conversationIn = (pk: string): string => pk.split('#')[3] ?? '';

const PAGE = 250;

/** The conversations of a person, those that they joined last first, at most `most`. Eventually consistent: an index. */
export const membershipsOf = async (table: Table, tenantId: string, list: ListName, userId: string, most: number): Promise<string[]> => {
  const found: string[] = [];
  let after: Readonly<Record<string, string>> | null = null;
  do {
    const { items, next }: Awaited<ReturnType<Table['query']>> = await table.query({
      pk: listPk(tenantId, list, userId),
      index: 'byOwner',
      descending: true,
      limit: Math.min(PAGE, most - found.length),
      ...(after ? { after } : {}),
    });
    found.push(...items.map(({ pk }) => conversationIn(pk)));
    after = next;
  } while (after !== null && found.length < most);
  return found;
};
