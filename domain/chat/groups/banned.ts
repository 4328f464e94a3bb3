import type { GroupHead } from '../../conversations/kinds/group.ts';
import type { Item, Key, Table } from '../../table/port.ts';

interface Place {
  readonly tenantId: string;
  /** Of the conversation. */
  readonly id: string;
}

/** The partition of a group's bans, one item for each person. */
export const bansPk = ({ tenantId, id }: Place): string => `T#${tenantId}#GB#${id}`;
export const banKey = (group: Place, userId: string): Key => ({ pk: bansPk(group), sk: userId });

/** Why and since when somebody may not join a group. */
export interface Ban {
  readonly userId: string;
  readonly reason: string | null;
  /** Id of whoever banned them. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

export const banOf = (item: Item): Ban => ({
  userId: item.sk,
  reason: (item['reason'] as string | undefined) ?? null,
  by: String(item['by']),
  at: String(item['at']),
});

/**
 * Those of these people who are banned. A group without bans costs no read. Read after the head, in a change that is conditional on it: each ban changes the head, so none is missed.
 * @throws TableUnavailable
 */
export const bannedAmong = async (table: Table, { bans }: Pick<GroupHead, 'bans'>, group: Place, ids: readonly string[]): Promise<ReadonlySet<string>> => {
  if (bans === 0 || ids.length === 0) return new Set();
  const items = await table.get(
    ids.map((id) => banKey(group, id)),
    { consistent: true },
  );
  return new Set(items.flatMap((item) => (item ? [item.sk] : [])));
};
