import type { GroupHead } from '../../conversations/kinds/group.ts';
import { memberKey, memberPks, SMALL_GROUP } from '../../conversations/kinds/group.ts';
import type { Conversation, Participant } from '../../conversations/kinds/kind.ts';
import type { Draft } from '../../conversations/log/draft.ts';
import { Problem } from '../../errors.ts';
import { GROUP_MEMBERS } from '../../limits.ts';
import type { Item, Key, Table } from '../../table/port.ts';
import { newMember } from '../members.ts';
import { bannedAmong } from './banned.ts';

export type Group = Conversation<GroupHead>;

/** People of one transaction: it can have 100 writes, and some are not of members. */
export const CHUNK = 90;

export const chunksOf = (ids: readonly string[]): (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / CHUNK) }, (_, chunk) => ids.slice(chunk * CHUNK, (chunk + 1) * CHUNK));

export const memberKeys = ({ tenantId, id }: Group, ids: readonly string[]): Key[] => ids.map((userId) => memberKey(tenantId, id, userId));

export const tooMany = (): Problem => new Problem('conflict', `A group can have at most ${GROUP_MEMBERS} members.`, { extra: { current: GROUP_MEMBERS } });

export interface Moment {
  readonly by: Participant;
  /** ISO 8601. */
  readonly at: string;
}

const entryOf = ({ by: { type, id }, at }: Moment) => ({ at, actor: { type, id } });

/** Appends something that happened to a group as an entry of its second log. */
export const happened = (draft: Draft<GroupHead>, type: string, detail: Readonly<Record<string, unknown>>, moment: Moment): number =>
  draft.amend({ type, ...entryOf(moment), ...detail });

/**
 * Adds those who are no members yet: their rows, the count and one entry of the log, in the draft's transaction. `found`: the rows of `ids`. Who is banned is left out.
 * @throws Problem conflict: too many members; TableUnavailable
 */
export const join = async (
  table: Table,
  draft: Draft<GroupHead>,
  group: Group,
  ids: readonly string[],
  found: readonly (Item | undefined)[],
  moment: Moment,
): Promise<string[]> => {
  const strangers = ids.filter((_, index) => found[index] === undefined);
  const banned = await bannedAmong(table, draft.head, group, strangers);
  const joining = strangers.filter((id) => !banned.has(id));
  if (joining.length === 0) return [];
  const members = draft.head.members + joining.length;
  if (members > GROUP_MEMBERS) throw tooMany();
  const large = draft.head.large || members > SMALL_GROUP;
  draft.setHead({ members, large });
  const amendment = happened(draft, 'join', { users: joining }, moment);
  const joined = { number: draft.head.lastNumber, amendment, at: moment.at };
  for (const userId of joining) draft.put(newMember({ ...group, list: 'groups', large }, userId, joined), { absent: true });
  return joining;
};

/** Somebody who is left, if nobody else can own the group. */
const anyOther = async (table: Table, { tenantId, id }: Group, leaving: readonly string[]): Promise<string> => {
  for (const pk of memberPks(tenantId, id)) {
    const { items } = await table.query({ pk, limit: leaving.length + 1, consistent: true });
    const other = items.find(({ sk }) => !leaving.includes(sk));
    if (other) return other.sk;
  }
  return '';
};

/**
 * Removes those who are members: their rows, the count and one entry of the log. When the owner leaves, the admin who has been one for longest becomes the owner, or any member.
 */
export const leave = async (
  table: Table,
  draft: Draft<GroupHead>,
  group: Group,
  ids: readonly string[],
  found: readonly (Item | undefined)[],
  moment: Moment,
): Promise<string[]> => {
  const leaving = ids.filter((_, index) => found[index] !== undefined);
  if (leaving.length === 0) return [];
  const { head } = draft;
  const admins = head.admins.filter((id) => !leaving.includes(id));
  const heir = leaving.includes(head.owner) ? (admins[0] ?? (await anyOther(table, group, leaving))) : null;
  draft.setHead({
    members: head.members - leaving.length,
    ...(admins.length < head.admins.length || heir !== null ? { admins: admins.filter((id) => id !== heir) } : {}),
    ...(heir === null ? {} : { owner: heir }),
  });
  happened(draft, 'leave', { users: leaving, ...(heir === null ? {} : { owner: heir }) }, moment);
  for (const key of memberKeys(group, leaving)) draft.write({ op: 'delete', key, when: { exists: true } });
  return leaving;
};
