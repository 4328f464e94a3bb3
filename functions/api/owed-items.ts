import type { ToldEntry } from '../../domain/chat/frames-of-entries.ts';

/** An entry as the list of what is owed shows it. */
export const presentOwed = (entry: ToldEntry) => {
  const { conversationId, number, body, senderId, createdAt, cursor } = entry;
  const shared = {
    conversationId,
    number,
    body,
    senderId,
    createdAt,
    ...(entry.attachments ? { attachments: [...entry.attachments] } : {}),
    ...(entry.preview ? { preview: entry.preview } : {}),
    ...(entry.support ? { support: entry.support } : {}),
  };
  if (entry.type === 'message') {
    const { inReplyTo, threadOf } = entry;
    return { type: 'message' as const, ...shared, ...(inReplyTo === undefined ? {} : { inReplyTo }), ...(threadOf === undefined ? {} : { threadOf }), cursor };
  }
  const { deleted, editedAt, change } = entry;
  return { type: 'amendment' as const, ...shared, deleted, editedAt, change, cursor };
};
