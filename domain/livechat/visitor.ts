import { createHash } from 'node:crypto';
import type { Delivery } from '../support/messages/message.ts';
import { threadIdOf } from '../support/threads/thread-id.ts';
import type { Item, Key } from '../table/port.ts';

/** The content of a visitor's token: the visitor whose conversation it opens. */
export interface VisitorRef {
  readonly tenantId: string;
  readonly originId: string;
  /** Parley's id of the visitor on this origin: the author's id of their messages. */
  readonly visitorId: string;
  /** For a person whom the business has signed in: the hash of their id at the business. Null for an anonymous visitor. */
  readonly userHash: string | null;
}

/** What is known about a visitor, except their messages. */
export interface Visitor extends VisitorRef {
  readonly threadId: string;
  readonly name: string | null;
  readonly email: string | null;
  /** Answers to the questions before the chat. They become custom fields of the next ticket. */
  readonly answers: Readonly<Record<string, string>>;
  /** The highest numbers of replies that the visitor's device has received and that the visitor has read. */
  readonly delivered: number;
  readonly read: number;
  /** When the visitor last acknowledged something new, ISO 8601; null if never. */
  readonly seenAt: string | null;
  /** Everything up to this number was mailed, or was not to be mailed. */
  readonly mailedTo: number;
  /** A secret in the ids of mails to the visitor: an answer that names it belongs to this conversation. Null before the first mail. */
  readonly mailToken: string | null;
  /** A mail that is being sent. */
  readonly mailing: Mailing | null;
}

/** Written before the call, so that a process that finds it knows that the mail may have been sent. */
export interface Mailing {
  /** The numbers of the replies in the mail. */
  readonly numbers: readonly number[];
  /** What came of the call; absent while it is under way. */
  readonly outcome?: Delivery;
}

/** An author's id is opaque, and so is the conversation's id, which is derived from it. */
export const conversationOf = ({ originId, visitorId }: Pick<VisitorRef, 'originId' | 'visitorId'>): string => threadIdOf(originId, visitorId);

export const visitorKey = (tenantId: string, threadId: string): Key => ({ pk: `T#${tenantId}#LV#${threadId}`, sk: 'VISITOR' });

/** The visitor's id of a signed-in person, the same on every device. */
export const userKey = (tenantId: string, originId: string, userHash: string): Key => ({ pk: `T#${tenantId}#LU#${originId}#${userHash}`, sk: 'USER' });

/** The business's own id of a person is stored only as a hash. */
export const userHashOf = (originId: string, userId: string): string => createHash('sha256').update(`${originId}\n${userId}`).digest('base64url').slice(0, 22);

/** Data about the visitor, from the visitor or the business. Unknown members are left out. */
export const detailsOf = ({ userHash, name, email, answers }: Visitor): Readonly<Record<string, unknown>> => ({
  ...(userHash === null ? {} : { userHash }),
  ...(name === null ? {} : { name }),
  ...(email === null ? {} : { email }),
  ...(Object.keys(answers).length === 0 ? {} : { answers }),
});

export const visitorItem = (visitor: Visitor, createdAt: string): Item => ({
  ...visitorKey(visitor.tenantId, visitor.threadId),
  originId: visitor.originId,
  visitorId: visitor.visitorId,
  ...detailsOf(visitor),
  createdAt,
});

export const visitorOf = (tenantId: string, item: Item): Visitor => {
  const of = { originId: String(item['originId']), visitorId: String(item['visitorId']) };
  return {
    tenantId,
    ...of,
    threadId: conversationOf(of),
    userHash: (item['userHash'] as string | null | undefined) ?? null,
    name: (item['name'] as string | null | undefined) ?? null,
    email: (item['email'] as string | null | undefined) ?? null,
    answers: (item['answers'] as Record<string, string> | undefined) ?? {},
    delivered: Number(item['delivered'] ?? 0),
    read: Number(item['read'] ?? 0),
    seenAt: (item['seenAt'] as string | undefined) ?? null,
    mailedTo: Number(item['mailedTo'] ?? 0),
    mailToken: (item['mailToken'] as string | undefined) ?? null,
    mailing: (item['mailing'] as Mailing | undefined) ?? null,
  };
};
