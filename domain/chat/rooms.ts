import { chatMessageOf } from '../conversations/entries/chat-message.ts';
import { memberKey } from '../conversations/kinds/group.ts';
import type { Conversation } from '../conversations/kinds/kind.ts';
import { messageKey } from '../conversations/log/draft.ts';
import { headStore, type LogHead } from '../conversations/log/head.ts';
import { notFound, Problem } from '../errors.ts';
import { LAST_MESSAGE } from '../limits.ts';
import { type Table, TransactionRefused } from '../table/port.ts';
import { cut } from '../text/well-formed.ts';
import { type PublicChatMessage, presentChatMessage } from './log-messages.ts';
import { type ListName, type Member, memberOf, membershipsOf } from './members.ts';

/** Groups and directs: conversations with members. */
export interface RoomHead extends LogHead {
  readonly createdAt: string;
  readonly lastAt: string | null;
}

/** A group or a direct as one of its members has it. */
export interface Room<Head extends RoomHead> {
  readonly conversation: Conversation<Head>;
  readonly head: Head;
  readonly member: Member;
}

/** What every member sees of a room. */
export interface PublicRoom {
  readonly conversationId: string;
  readonly messagesCount: number;
  readonly unreadCount: number;
  readonly lastMessage: PublicChatMessage | null;
  readonly mutedUntil: string | null;
  readonly pinned: boolean;
  readonly createdAt: string;
}

/** @throws Problem not_found: it does not exist, or the person is no member */
export const readRoom = async <Head extends RoomHead>(table: Table, conversation: Conversation<Head>, userId: string, what: string): Promise<Room<Head>> => {
  const [room] = await roomsOf(table, [conversation], userId);
  if (!room) throw notFound(what);
  return room;
};

const roomsOf = async <Head extends RoomHead>(table: Table, conversations: readonly Conversation<Head>[], userId: string): Promise<Room<Head>[]> => {
  const items = await table.get(
    conversations.flatMap(({ kind, tenantId, id }) => [kind.headKey(tenantId, id), memberKey(tenantId, id, userId)]),
    { consistent: true },
  );
  return conversations.flatMap((conversation, index) => {
    const { kind, tenantId, id } = conversation;
    const [head, member] = [items[2 * index], items[2 * index + 1]];
    return head && member ? [{ conversation, head: headStore(kind.headKey(tenantId, id), kind.shape).parse(head), member: memberOf(member) }] : [];
  });
};

/** Unread messages among which a member's own are looked for; those before the newest ones of this number all count. */
const COUNTED = 200;

/** Messages of others after what the member has read, or has received if their devices do not say what is read. */
const unreadIn = async <Head extends RoomHead>(table: Table, { conversation, head, member }: Room<Head>): Promise<number> => {
  const seen = member.read ?? member.number;
  const unread = head.lastNumber - seen;
  if (unread <= 0) return 0;
  const pk = conversation.kind.pk(conversation.tenantId, conversation.id);
  const range = { from: messageKey(pk, seen + 1).sk, to: messageKey(pk, head.lastNumber).sk };
  const { items } = await table.query({ pk, ...range, descending: true, limit: COUNTED, consistent: true });
  return unread - items.filter((item) => chatMessageOf(item).author.id === member.userId).length;
};

/** Rooms with their newest messages and unread counts. `now`: whether a mute has ended. */
export const presentRooms = async <Head extends RoomHead>(table: Table, rooms: readonly Room<Head>[], now: number): Promise<PublicRoom[]> => {
  const keys = rooms.map(({ conversation: { kind, tenantId, id }, head }) => messageKey(kind.pk(tenantId, id), Math.max(head.lastNumber, 1)));
  const [messages, unread] = await Promise.all([table.get(keys, { consistent: true }), Promise.all(rooms.map((room) => unreadIn(table, room)))]);
  return rooms.map(({ conversation, head, member }, index) => {
    const item = messages[index];
    const last = item && presentChatMessage(chatMessageOf(item), { id: member.userId });
    return {
      conversationId: conversation.id,
      messagesCount: head.lastNumber,
      unreadCount: unread[index] ?? 0,
      lastMessage: last ? { ...last, body: last.body === null ? null : cut(last.body, LAST_MESSAGE) } : null,
      mutedUntil: member.mutedUntil !== null && Date.parse(member.mutedUntil) > now ? member.mutedUntil : null,
      pinned: member.pinned,
      createdAt: head.createdAt,
    };
  });
};

/** Where a room is in its member's list. */
export interface RoomPosition {
  readonly pinned: boolean;
  /** The time of its newest message, or of its beginning. */
  readonly at: string;
  readonly id: string;
}

const positionOf = <Head extends RoomHead>({ conversation: { id }, head, member }: Room<Head>): RoomPosition => ({
  pinned: member.pinned,
  at: head.lastAt ?? head.createdAt,
  id,
});

/** Pinned ones first, then by activity, the newest first. */
const inOrder = (a: RoomPosition, b: RoomPosition): number => Number(b.pinned) - Number(a.pinned) || compare(b.at, a.at) || compare(a.id, b.id);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * A page of a person's rooms, by activity. All their memberships are read for each page, because a message moves its room in the list of every member: to keep such lists stored
 * would cost a write for each member and message.
 */
export const listRooms = async <Head extends RoomHead>(
  table: Table,
  who: { readonly tenantId: string; readonly userId: string; readonly list: ListName; readonly most: number },
  conversationOf: (id: string) => Conversation<Head>,
  { after, limit }: { readonly after: RoomPosition | null; readonly limit: number },
): Promise<{ readonly rooms: readonly Room<Head>[]; readonly next: RoomPosition | null }> => {
  const ids = await membershipsOf(table, who.tenantId, who.list, who.userId, who.most);
  const rooms = await roomsOf(table, ids.map(conversationOf), who.userId);
  const sorted = rooms.map((room) => ({ room, position: positionOf(room) })).sort((a, b) => inOrder(a.position, b.position));
  const left = after === null ? sorted : sorted.filter(({ position }) => inOrder(after, position) < 0);
  const shown = left.filter((_, index) => index < limit);
  return { rooms: shown.map(({ room }) => room), next: left.length > shown.length ? (shown.at(-1)?.position ?? null) : null };
};

/** How a member wants to have a room. Missing: stays. */
export interface RoomSettings {
  readonly mutedUntil?: string | null | undefined;
  readonly pinned?: boolean | undefined;
}

/** @throws Problem not_found */
export const changeRoomSettings = async <Head extends RoomHead>(
  table: Table,
  { tenantId, id }: Conversation<Head>,
  userId: string,
  { mutedUntil, pinned }: RoomSettings,
  what: string,
): Promise<void> => {
  const set = { ...(mutedUntil ? { mutedUntil } : {}), ...(pinned ? { pinned } : {}) };
  const remove = [...(mutedUntil === null ? ['mutedUntil'] : []), ...(pinned === false ? ['pinned'] : [])];
  if (Object.keys(set).length === 0 && remove.length === 0) return;
  try {
    await table.write({ op: 'update', key: memberKey(tenantId, id, userId), set, remove, when: { exists: true } });
  } catch (error) {
    throw error instanceof TransactionRefused && error.refusals.some(({ reason }) => reason === 'condition') ? notFound(what) : error;
  }
};

/** @throws Problem not_found, forbidden (blocked) if that is why the log refused something; otherwise the error */
export const explained = async <Head extends RoomHead & { readonly blockedBy?: readonly string[] }, T>(
  table: Table,
  conversation: Conversation<Head>,
  userId: string,
  what: string,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'not_found') throw error;
    const { head } = await readRoom(table, conversation, userId, what);
    if ((head.blockedBy ?? []).length > 0) throw new Problem('forbidden', 'One of you has blocked the other.');
    throw error;
  }
};
