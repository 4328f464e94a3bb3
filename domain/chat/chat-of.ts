import { conversationOf, type Named } from '../conversations/conversation-of.ts';
import { groupId } from '../conversations/kinds/group.ts';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The conversation that a client names: by its id, or a group by its UUID. Null for what is no such id. */
export const namedBy = (tenantId: string, id: string): Named | null => conversationOf(tenantId, UUID.test(id) ? groupId(id.toLowerCase()) : id);

/** The same without threads, which are no chats. */
export const chatOf = (tenantId: string, id: string): Named | null => {
  const named = namedBy(tenantId, id);
  return named?.kind === 'thread' ? null : named;
};
