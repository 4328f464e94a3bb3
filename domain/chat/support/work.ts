import { createHash } from 'node:crypto';

/** Somebody has received or read a chat up to the message `to`. */
export interface ChatReceipt {
  readonly state: 'delivered' | 'read';
  readonly userId: string;
  readonly to: number;
}

/** A chat whose application is an origin has something for its ticket. What that is, is in the chat's log; only positions are told here. */
export interface ChatWork {
  readonly tenantId: string;
  readonly conversationId: string;
  readonly receipts: readonly ChatReceipt[];
  /** Distinguishes works without receipts: the log's newest revision, or the time of a rebuild. */
  readonly mark: string;
}

/** The body of a message in the queue `outbound`. */
export interface ApplicationChatEntry {
  readonly applicationChat: ChatWork;
}

/** Each chat is a group of its own, apart from the replies into it: neither waits for the other. The same work is queued once. */
export const chatEntryOf = (work: ChatWork): { readonly body: string; readonly groupId: string; readonly dedupeId: string } => {
  const entry: ApplicationChatEntry = { applicationChat: work };
  const body = JSON.stringify(entry);
  return { body, groupId: `chat.${work.tenantId}.${work.conversationId}`, dedupeId: createHash('sha256').update(body).digest('base64url') };
};
