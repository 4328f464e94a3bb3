import { conversationOf } from '../../conversations/conversation-of.ts';
import { chatMessageOf } from '../../conversations/entries/chat-message.ts';
import { GROUP, memberKey } from '../../conversations/kinds/group.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import type { Table } from '../../table/port.ts';
import type { MessageRef } from '../messages/attachment-keys.ts';

interface Reader {
  readonly tenantId: string;
  readonly actor: { readonly id: string; readonly role: string };
}

/** Whether a use of a file is in a chat, a group or a direct, and not in a thread of tickets. */
export const isInChat = (tenantId: string, { threadId }: Pick<MessageRef, 'threadId'>): boolean => {
  const kind = conversationOf(tenantId, threadId)?.kind;
  return kind !== undefined && kind !== 'thread';
};

/**
 * Whether somebody may read the message that carries a file, in a chat, a group or a direct, as it is now: not deleted, and not hidden unless they moderate. Chats of applications are open to everybody of the
 * tenant; groups and directs to their present members. @throws TableUnavailable
 */
export const readsInChat = async (table: Table, { tenantId, actor }: Reader, { threadId, number }: MessageRef): Promise<boolean> => {
  const named = conversationOf(tenantId, threadId);
  if (!named || named.kind === 'thread') return false;
  const place = messageKey(named.pk, number);
  const places = named.kind === 'chat' ? [place] : [place, memberKey(tenantId, named.id, actor.id), GROUP.headKey(tenantId, named.id)];
  const [item, member, head] = await table.get(places, { consistent: true });
  if (!item || (named.kind !== 'chat' && !member)) return false;
  const { deleted, hidden } = chatMessageOf(item);
  if (deleted || !hidden) return !deleted;
  if (named.kind === 'chat') return actor.role === 'admin';
  return named.kind === 'group' && head !== undefined && GROUP.moderates?.(actor.id, GROUP.shape.parse(head)) === true;
};
