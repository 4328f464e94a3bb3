import { inboundId, uploadedId } from '../attachments/keys.ts';
import type { Attachment } from './inbound-event.ts';
import type { Message } from './message.ts';

/** A link of at most 5 minutes to a stored object. */
export type LinkTo = (attachment: { readonly objectKey: string; readonly name: string | null; readonly type: string }) => Promise<string>;

const presentAttachment = async (attachment: Attachment, id: string, linkTo: LinkTo) => ({
  id: uploadedId(attachment.objectKey) ?? id,
  name: attachment.name,
  type: attachment.type,
  size: attachment.size,
  url: attachment.objectKey === null ? attachment.url : await linkTo({ ...attachment, objectKey: attachment.objectKey }),
});

/** The public shape of a message (DESIGN §5). */
export const presentMessage = async (threadId: string, message: Message, linkTo: LinkTo) => ({
  conversationId: threadId,
  ticketId: message.ticketId,
  number: message.number,
  kind: message.kind,
  author: message.author,
  text: message.text,
  html: message.html,
  subject: message.subject,
  to: message.to,
  cc: message.cc,
  attachments: await Promise.all(
    message.attachments.map((attachment, place) => presentAttachment(attachment, inboundId({ threadId, number: message.number }, place), linkTo)),
  ),
  surface: message.surface,
  inReplyTo: message.inReplyTo,
  permalink: message.permalink,
  providerId: message.providerId,
  createdAt: message.createdAt,
  editedAt: message.editedAt,
  late: message.late,
  hidden: message.hidden,
  shadowed: message.shadowed,
  deleted: message.deleted,
  reactions: message.reactions,
  starRating: message.starRating,
  delivery: message.delivery,
});
export type PublicMessage = Awaited<ReturnType<typeof presentMessage>>;
