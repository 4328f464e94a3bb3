import type { Attachment } from '../support/messages/content.ts';
import type { Message } from '../support/messages/message.ts';
import type { LinkTo } from '../support/messages/present.ts';

export interface VisitorFile {
  readonly name: string | null;
  readonly type: string;
  readonly size: number | null;
  /** A link that is valid for five minutes; null in frames and for a missing file. */
  readonly url: string | null;
}

/** A message as its visitor sees it. It contains nothing about agents except their display name. */
export interface VisitorMessage {
  readonly number: number;
  /** The id that the visitor's device gave its message. */
  readonly id?: string;
  readonly from: 'visitor' | 'agent' | 'bot';
  readonly name: string | null;
  readonly text: string | null;
  readonly attachments: readonly VisitorFile[];
  readonly createdAt: string;
  readonly editedAt: string | null;
  /** Deleted, or no longer shown. */
  readonly deleted: boolean;
  readonly status: 'sent' | 'delivered' | 'read';
  /** The reaction of the business to a message of the visitor; missing without one. */
  readonly reaction?: string;
  /** Of two states of one message, the one with the higher revision is newer. */
  readonly revision: number;
}

/** A message's identity at the channel. It includes the visitor, because ids from devices are unique only per visitor. */
export const providerIdOf = (threadId: string, id: string): string => `v.${threadId}.${id}`;
const PREFIX = /^v\.[A-Za-z0-9_-]{16}\./;

/**
 * Whether a visitor may see the message: their own messages and those to them. Never a note, a suggestion, or a reply that failed,
 * because a provider would not have delivered that reply either. A reply whose mail failed is in the log, as it was before the mail.
 */
export const isForVisitor = ({ kind, delivery }: Pick<Message, 'kind' | 'delivery'>): boolean =>
  kind === 'customer' || ((kind === 'reply' || kind === 'ai_message') && (delivery?.state !== 'failed' || delivery.via === 'mail'));

/** A message that the visitor wrote in the chat, not by mail. */
export const isVisitorsOwn = ({ kind, providerId }: Pick<Message, 'kind' | 'providerId'>): boolean =>
  kind === 'customer' && providerId !== null && PREFIX.test(providerId);

const fromOf = ({ kind, author }: Message): VisitorMessage['from'] => {
  if (kind === 'customer') return 'visitor';
  return author.type === 'agent' || author.type === 'origin' ? 'agent' : 'bot';
};

const statusOf = ({ delivery }: Message): VisitorMessage['status'] => (delivery?.state === 'delivered' || delivery?.state === 'read' ? delivery.state : 'sent');

const fileOf = async ({ name, type, size, objectKey, url }: Attachment, linkTo: LinkTo | null): Promise<VisitorFile> => ({
  name,
  type,
  size,
  url: linkTo === null ? null : objectKey === null ? url : await linkTo({ objectKey, name, type }),
});

/** `linkTo` null: for frames, which have no links. A hidden message looks like a deleted one. */
export const presentToVisitor = async (message: Message, linkTo: LinkTo | null): Promise<VisitorMessage> => {
  const { number, author, providerId, createdAt, editedAt, revision } = message;
  const gone = message.deleted || message.hidden;
  const from = fromOf(message);
  return {
    number,
    ...(isVisitorsOwn(message) ? { id: String(providerId).replace(PREFIX, '') } : {}),
    from,
    name: from === 'agent' && author.type === 'agent' ? author.name : null,
    text: gone ? null : message.text,
    attachments: gone ? [] : await Promise.all(message.attachments.map((file) => fileOf(file, linkTo))),
    createdAt,
    editedAt,
    deleted: gone,
    status: statusOf(message),
    ...(gone || !message.reacted?.emoji ? {} : { reaction: message.reacted.emoji }),
    revision,
  };
};
