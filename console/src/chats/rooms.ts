import type { Chat, ChatMessage, Group } from '../../../client/api.ts';
import type { Api } from '../../../client/rest/create-api.ts';
import type { LogReads } from './chat-log.ts';
import type { ChatPlace } from './places.ts';

/** A chat of an application or a group, and what its moderators do to a message. */
export interface Room extends LogReads {
  readonly conversationId: string;
  /** Frames come only to connections that name it. */
  readonly isFollowed: boolean;
  /** Whether this person hides and deletes messages of others. */
  readonly mayModerate: boolean;
  hide(number: number, hidden: boolean): Promise<ChatMessage>;
  remove(number: number): Promise<unknown>;
  /** Undefined: the API does not search here. */
  search?: (words: string) => Promise<readonly ChatMessage[]>;
}

const LIMIT = 50;
const queryOf = (cursor: string | undefined) => ({ limit: LIMIT, ...(cursor === undefined ? {} : { cursor }) });

export function chatRoom(api: Api, path: ChatPlace, { conversationId }: Pick<Chat, 'conversationId'>, mayModerate: boolean): Room {
  const at = (n: number) => ({ params: { path: { ...path, n } } });
  return {
    conversationId,
    isFollowed: true,
    mayModerate,
    page: (cursor) => api.GET('/v1/applications/{token}/chats/{number}/messages', { params: { path, query: queryOf(cursor) } }),
    one: (number) => api.GET('/v1/applications/{token}/chats/{number}/messages/{n}', at(number)),
    hide: (number, hidden) => api.PATCH('/v1/applications/{token}/chats/{number}/messages/{n}', { ...at(number), body: { hidden } }),
    remove: (number) => api.DELETE('/v1/applications/{token}/chats/{number}/messages/{n}', at(number)),
    search: async (q) => (await api.GET('/v1/applications/{token}/chats/{number}/messages/search', { params: { path, query: { limit: LIMIT, q } } })).items,
  };
}

/** The owner and the admins of a group moderate it. */
export const leadsGroup = ({ role }: Pick<Group, 'role'>): boolean => role === 'owner' || role === 'admin';

export function groupRoom(api: Api, { id, conversationId, role }: Pick<Group, 'id' | 'conversationId' | 'role'>): Room {
  const at = (n: number) => ({ params: { path: { id, n } } });
  return {
    conversationId,
    isFollowed: false,
    mayModerate: leadsGroup({ role }),
    page: (cursor) => api.GET('/v1/groups/{id}/messages', { params: { path: { id }, query: queryOf(cursor) } }),
    one: (number) => api.GET('/v1/groups/{id}/messages/{n}', at(number)),
    hide: (number, hidden) => api.PATCH('/v1/groups/{id}/messages/{n}', { ...at(number), body: { hidden } }),
    remove: (number) => api.DELETE('/v1/groups/{id}/messages/{n}', at(number)),
  };
}
