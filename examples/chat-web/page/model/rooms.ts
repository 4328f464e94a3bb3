import type { Api, Chat } from '../../../../client/index.ts';
import type { ChatMessage, Direct, Group, Room } from './types.ts';

/** Above this, the hub tells a group's messages to those connections only that name it (docs/groups.md, "Delivery"). */
const LARGE = 100;
const NAMED = 100;
const PAGE = 100;

const lastOf = (message: ChatMessage | null): Room['last'] =>
  message && { body: message.body, senderId: message.senderId, createdAt: message.createdAt, deleted: message.deleted };

export const ofGroup = (group: Group): Room => ({
  id: group.conversationId,
  kind: 'group',
  path: `/v1/groups/${group.id}`,
  title: group.name,
  members: group.membersCount,
  count: group.messagesCount,
  unread: group.unreadCount,
  last: lastOf(group.lastMessage),
  createdAt: group.createdAt,
});

export const ofDirect = (direct: Direct): Room => ({
  id: direct.conversationId,
  kind: 'direct',
  path: `/v1/directs/${direct.id}`,
  title: direct.user.name ?? 'Somebody who has left',
  otherId: direct.user.id,
  count: direct.messagesCount,
  unread: direct.unreadCount,
  last: lastOf(direct.lastMessage),
  createdAt: direct.createdAt,
});

/** A chat of an application has no members, so nothing in it is unread to anybody. */
const ofChat = (token: string, chat: Chat, last: ChatMessage | undefined): Room => ({
  id: chat.conversationId,
  kind: 'chat',
  path: `/v1/applications/${token}/chats/${chat.number}`,
  title: chat.name ?? `Chat ${chat.number}`,
  count: chat.messagesCount,
  unread: 0,
  last: lastOf(last ?? null),
  createdAt: chat.createdAt,
});

/** Everything that this person can chat in: all their groups and directs, and the chats of these applications. @throws ParleyError, TypeError */
export async function readRooms(api: Api, applications: readonly string[]): Promise<Room[]> {
  const all = async <T>(read: (cursor: string | undefined) => Promise<{ readonly items: readonly T[]; readonly nextCursor: string | null }>): Promise<T[]> => {
    const items: T[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await read(cursor);
      items.push(...page.items);
      if (page.nextCursor === null) return items;
      cursor = page.nextCursor;
    }
  };
  const query = (cursor: string | undefined) => ({ params: { query: { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) } } });
  const chatsOf = async (token: string): Promise<Room[]> => {
    const path = { token };
    const chats = await all((cursor) => api.GET('/v1/applications/{token}/chats', { params: { ...query(cursor).params, path } }));
    return Promise.all(
      chats.map(async (chat) => {
        const { items } = await api.GET('/v1/applications/{token}/chats/{number}/messages', {
          params: { path: { token, number: chat.number }, query: { limit: 1 } },
        });
        return ofChat(token, chat, items[0]);
      }),
    );
  };
  const [groups, directs, ...chats] = await Promise.all([
    all((cursor) => api.GET('/v1/groups', query(cursor))),
    all((cursor) => api.GET('/v1/directs', query(cursor))),
    ...applications.map(chatsOf),
  ]);
  // A room that got a message between two pages is in both.
  const rooms = [...groups.map(ofGroup), ...directs.map(ofDirect), ...chats.flat()];
  return [...new Map(rooms.map((room) => [room.id, room])).values()];
}

const timeOf = ({ last, createdAt }: Room): string => last?.createdAt ?? createdAt;

/** Those with the newest messages first. */
export const inOrder = (rooms: readonly Room[]): readonly Room[] => rooms.toSorted((a, b) => timeOf(b).localeCompare(timeOf(a)) || a.id.localeCompare(b.id));

/** Rooms as the API has them now, but not behind what has arrived meanwhile. */
export function withRead(known: readonly Room[], read: readonly Room[]): readonly Room[] {
  const before = new Map(known.map((room) => [room.id, room]));
  return inOrder(
    read.map((room) => {
      const one = before.get(room.id);
      if (one === undefined) return room;
      if (one.count > room.count) return one;
      const { readTo = 0 } = one;
      return { ...room, unread: Math.min(room.unread, Math.max(0, room.count - readTo)), readTo };
    }),
  );
}

/** A message of this room has arrived. `isUnread`: it is somebody else's, and not on the screen. */
export const withArrived = (rooms: readonly Room[], id: string, message: ChatMessage, isUnread: boolean): readonly Room[] =>
  inOrder(
    rooms.map((room) =>
      room.id === id && message.number > room.count
        ? { ...room, count: message.number, unread: room.unread + (isUnread && room.kind !== 'chat' ? 1 : 0), last: lastOf(message) }
        : room,
    ),
  );

/** Rooms whose messages this connection gets only if it names them. */
export const toName = (rooms: readonly Room[]): string[] =>
  rooms
    .filter(({ kind, members = 0 }) => kind === 'chat' || members > LARGE)
    .map(({ id }) => id)
    .slice(0, NAMED);
