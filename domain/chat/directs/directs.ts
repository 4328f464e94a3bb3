import type { Context } from '../../context.ts';
import { DIRECT, type DirectHead, directId, directMembers } from '../../conversations/kinds/direct.ts';
import type { Conversation } from '../../conversations/kinds/kind.ts';
import { append, type LogDeps } from '../../conversations/log/append.ts';
import { headStore } from '../../conversations/log/head.ts';
import { notFound, Problem } from '../../errors.ts';
import { answerKey, bindKey } from '../../idempotency/parts.ts';
import { LISTED_MEMBERSHIPS } from '../../limits.ts';
import type { Table } from '../../table/port.ts';
import { type NamesOf, requireKnown } from '../known-people.ts';
import { newMember } from '../members.ts';
import { participantOf } from '../participant.ts';
import { changeRoomSettings, listRooms, type PublicRoom, presentRooms, type Room, type RoomPosition, type RoomSettings, readRoom } from '../rooms.ts';

export type Direct = Conversation<DirectHead>;

/** As the API shows it to one of the two. */
export interface PublicDirect extends PublicRoom {
  readonly id: string;
  /** The other one. */
  readonly user: { readonly id: string; readonly name: string | null };
  /** The caller has blocked the other. Whether the other has blocked the caller is not told. */
  readonly blocked: boolean;
}

interface ReadDeps {
  readonly table: Table;
  readonly clock: () => number;
  readonly namesOf: NamesOf;
}
type Deps = LogDeps & ReadDeps;

/** @throws Problem not_found if it is no id of a direct */
export const directOf = (tenantId: string, id: string): Direct => {
  if (!DIRECT.owns(id)) throw notFound('direct');
  return { kind: DIRECT, tenantId, id };
};

/** A direct has two members: nobody opens one with themselves. */
const otherOf = ({ head, member }: Room<DirectHead>): string => head.members.find((id) => id !== member.userId) as string;

const present = async (deps: ReadDeps, tenantId: string, rooms: readonly Room<DirectHead>[]): Promise<PublicDirect[]> => {
  const [shown, names] = await Promise.all([presentRooms(deps.table, rooms, deps.clock()), deps.namesOf(tenantId, rooms.map(otherOf))]);
  return shown.map((room, index) => {
    const one = rooms[index] as Room<DirectHead>;
    const id = otherOf(one);
    return { ...room, id: room.conversationId, user: { id, name: names.get(id) ?? null }, blocked: one.head.blockedBy.includes(one.member.userId) };
  });
};

/** @throws Problem not_found */
export const showDirect = async (deps: ReadDeps, context: Context, id: string): Promise<PublicDirect> => {
  const room = await readRoom(deps.table, directOf(context.tenantId, id), participantOf(context.actor).id, 'direct');
  const [shown] = await present(deps, context.tenantId, [room]);
  return shown as PublicDirect;
};

/** The caller's directs: pinned ones first, then those with the newest messages. */
export const listDirects = async (
  deps: ReadDeps,
  context: Context,
  page: { readonly after: RoomPosition | null; readonly limit: number },
): Promise<{ readonly items: readonly PublicDirect[]; readonly next: RoomPosition | null }> => {
  const { tenantId } = context;
  const who = { tenantId, userId: participantOf(context.actor).id, list: 'directs' as const, most: LISTED_MEMBERSHIPS };
  const { rooms, next } = await listRooms(deps.table, who, (id) => ({ kind: DIRECT, tenantId, id }), page);
  return { items: await present(deps, tenantId, rooms), next };
};

/** Opens the direct of the caller and another person; there is one for each pair, whoever opens it. @throws Replayed; Problem unprocessable (unknown, or oneself), unavailable */
export const openDirect = async (deps: Deps, context: Context, userId: string): Promise<PublicDirect> => {
  const { tenantId } = context;
  const { id: own } = participantOf(context.actor);
  await bindKey(deps.table, context);
  if (userId === own) throw new Problem('unprocessable', 'A direct is with somebody else.', { errors: [{ path: 'userId', message: 'is you' }] });
  const id = directId(own, userId);
  const key = DIRECT.headKey(tenantId, id);
  const [before] = await deps.table.get([key], { consistent: true });
  if (!before) {
    await requireKnown(deps.namesOf, tenantId, [userId], 'userId');
    await append(deps, {
      head: headStore(key, DIRECT.shape),
      reads: [],
      decide(draft) {
        if (draft.head.revision > 0) return;
        const createdAt = new Date(deps.clock()).toISOString();
        const members = directMembers(own, userId);
        draft.setHead({ members, createdAt });
        for (const one of members) draft.put(newMember({ tenantId, id, list: 'directs' }, one, { number: 0, amendment: 0, at: createdAt }), { absent: true });
      },
    });
  }
  const body = await showDirect(deps, context, id);
  await answerKey(deps.table, context, { status: 201, body });
  return body;
};

export interface ChangeDirect extends RoomSettings {
  readonly blocked?: boolean | undefined;
}

/** Mutes, pins or blocks. While one of the two has blocked the other, nobody writes. @throws Problem not_found, unavailable */
export const changeDirect = async (deps: Deps, context: Context, id: string, { blocked, ...settings }: ChangeDirect): Promise<PublicDirect> => {
  const { tenantId } = context;
  const direct = directOf(tenantId, id);
  const { id: own } = participantOf(context.actor);
  await readRoom(deps.table, direct, own, 'direct');
  await changeRoomSettings(deps.table, direct, own, settings, 'direct');
  if (blocked !== undefined)
    await append(deps, {
      head: headStore(DIRECT.headKey(tenantId, id), DIRECT.shape),
      reads: [],
      decide(draft) {
        const { blockedBy } = draft.head;
        if (blockedBy.includes(own) === blocked) return;
        draft.setHead({ blockedBy: blocked ? [...blockedBy, own] : blockedBy.filter((one) => one !== own) });
      },
    });
  return showDirect(deps, context, id);
};
