import type { Context } from '../../context.ts';
import { GROUP, memberPks } from '../../conversations/kinds/group.ts';
import { LISTED_MEMBERSHIPS } from '../../limits.ts';
import type { Table } from '../../table/port.ts';
import type { NamesOf } from '../known-people.ts';
import { memberOf } from '../members.ts';
import { participantOf } from '../participant.ts';
import { listRooms, type RoomPosition } from '../rooms.ts';
import { type PublicGroup, presentGroups, readGroup } from './group.ts';
import { type GroupRole, roleIn } from './roles.ts';

interface Deps {
  readonly table: Table;
  readonly clock: () => number;
}

/** @throws Problem not_found */
export const showGroup = async (deps: Deps, context: Context, id: string): Promise<PublicGroup> => {
  const room = await readGroup(deps.table, context.tenantId, id, participantOf(context.actor).id);
  const [shown] = await presentGroups(deps.table, [room], deps.clock());
  return shown as PublicGroup;
};

/** The caller's groups: pinned ones first, then those with the newest messages. */
export const listGroups = async (
  deps: Deps,
  context: Context,
  page: { readonly after: RoomPosition | null; readonly limit: number },
): Promise<{ readonly items: readonly PublicGroup[]; readonly next: RoomPosition | null }> => {
  const { tenantId } = context;
  const who = { tenantId, userId: participantOf(context.actor).id, list: 'groups' as const, most: LISTED_MEMBERSHIPS };
  const { rooms, next } = await listRooms(deps.table, who, (id) => ({ kind: GROUP, tenantId, id }), page);
  return { items: await presentGroups(deps.table, rooms, deps.clock()), next };
};

export interface PublicMember {
  readonly userId: string;
  /** Null for an API key, and for somebody who has been deleted. */
  readonly name: string | null;
  readonly role: GroupRole;
  readonly joinedAt: string;
}

/** Where a page of members ends. */
export interface MemberPosition {
  readonly shard: number;
  readonly userId: string;
}

/** Up to this many members, all shards are read at once. */
const FEW = 200;

/** The members, in the order of their shards. @throws Problem not_found */
export const listMembers = async (
  deps: { readonly table: Table; readonly namesOf: NamesOf },
  context: Context,
  id: string,
  { after, limit }: { readonly after: MemberPosition | null; readonly limit: number },
): Promise<{ readonly items: readonly PublicMember[]; readonly next: MemberPosition | null }> => {
  const { conversation, head } = await readGroup(deps.table, context.tenantId, id, participantOf(context.actor).id);
  const pks = memberPks(context.tenantId, conversation.id);
  const read = async (shard: number, most: number) => {
    const pk = pks[shard] ?? '';
    const start = after?.shard === shard ? { after: { pk, sk: after.userId } } : {};
    const { items } = await deps.table.query({ pk, limit: most, consistent: true, ...start });
    return items.map((item) => ({ shard, member: memberOf(item) }));
  };
  const found: Awaited<ReturnType<typeof read>> = [];
  const from = after?.shard ?? 0;
  if (head.members <= FEW) found.push(...(await Promise.all(pks.flatMap((_, shard) => (shard >= from ? [read(shard, limit + 1)] : [])))).flat());
  else for (let shard = from; shard < pks.length && found.length <= limit; shard += 1) found.push(...(await read(shard, limit + 1 - found.length)));
  const shown = found.filter((_, index) => index < limit);
  const names = await deps.namesOf(
    context.tenantId,
    shown.map(({ member }) => member.userId),
  );
  const last = shown.at(-1);
  return {
    items: shown.map(({ member: { userId, joinedAt } }) => ({ userId, name: names.get(userId) ?? null, role: roleIn(head, userId), joinedAt })),
    next: found.length > shown.length && last ? { shard: last.shard, userId: last.member.userId } : null,
  };
};
