import { ANSWERED_BODY_BYTES } from '../../limits.ts';
import { quotedTailAt } from '../../text/quoted-tail.ts';
import { cutBytes } from '../../text/well-formed.ts';
import type { Attachment } from '../messages/content.ts';
import { inboundId, uploadedId } from './attachment-keys.ts';
import { mediaError } from './media-faults.ts';
import type { Message, MessageBody } from './message.ts';
import { servedType } from './mime-type.ts';

/** A link of at most 5 minutes to a stored object. */
export type LinkTo = (attachment: { readonly objectKey: string; readonly name: string | null; readonly type: string }) => Promise<string>;

const presentAttachment = async (attachment: Attachment, id: string, linkTo: LinkTo) => ({
  id: uploadedId(attachment.objectKey) ?? id,
  name: attachment.name,
  type: attachment.type,
  size: attachment.size,
  url: attachment.objectKey === null ? attachment.url : await linkTo({ ...attachment, type: servedType(attachment.type), objectKey: attachment.objectKey }),
  ...(attachment.state === undefined ? {} : { state: attachment.state }),
  ...(attachment.state === 'failed' ? { error: mediaError(attachment.error ?? 'internal') } : {}),
});

const jsonBytes = (text: string | null): number => (text === null ? 0 : Buffer.byteLength(JSON.stringify(text)));

/** The part of a body that fits into a response. JSON escapes some characters with six bytes, so the text is measured as JSON. */
const answeredBody = ({ text, html }: MessageBody): MessageBody & { readonly truncated?: true } => {
  // No character of JSON takes more than six bytes.
  if (((text?.length ?? 0) + (html?.length ?? 0)) * 6 <= ANSWERED_BODY_BYTES) return { text, html };
  const [ofText, ofHtml] = [jsonBytes(text), jsonBytes(html)];
  if (ofText + ofHtml <= ANSWERED_BODY_BYTES) return { text, html };
  // The text has priority, because it has the content of the HTML.
  const room = Math.max(ANSWERED_BODY_BYTES - ofText, 0);
  return { text: shortened(text, ofText, ANSWERED_BODY_BYTES), html: shortened(html, ofHtml, room), truncated: true };
};

const shortened = (text: string | null, size: number, room: number): string | null => {
  if (text === null || size <= room) return text;
  if (room < 1000) return null;
  // Cut in proportion, which is right for uniform text; a denser beginning is cut again.
  const shorter = cutBytes(text, Math.floor((Buffer.byteLength(text) * room) / size) - 10, '…');
  return shortened(shorter, jsonBytes(shorter), room);
};

/** Of a customer's mail: where the quoted mail and the signature begin in its text. */
const quotedPart = ({ surface, kind }: Pick<Message, 'surface' | 'kind'>, text: string | null): { readonly quotedAt?: number } => {
  const at = surface === 'mail' && kind === 'customer' && text !== null ? quotedTailAt(text) : null;
  return at === null ? {} : { quotedAt: at };
};

/** `change`: the state is that of a change that the provider was asked for. */
const presentDelivery = ({ delivery, asked }: Pick<Message, 'delivery' | 'asked'>) =>
  delivery && asked ? { ...delivery, change: asked.kind === 'unsend' ? ('delete' as const) : asked.kind } : delivery;

/** The public shape of a message (DESIGN §5). */
export const presentMessage = async (threadId: string, message: Message, linkTo: LinkTo) => {
  const body = answeredBody(message);
  return {
    conversationId: threadId,
    ticketId: message.ticketId,
    number: message.number,
    kind: message.kind,
    author: message.author,
    ...body,
    ...quotedPart(message, body.text),
    subject: message.subject,
    to: message.to,
    cc: message.cc,
    attachments: await Promise.all(
      message.attachments.map((attachment, index) => presentAttachment(attachment, inboundId({ threadId, number: message.number }, index), linkTo)),
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
    delivery: presentDelivery(message),
    mentions: message.mentions,
    ...(message.privately === undefined ? {} : { private: message.privately }),
    ...(message.template === undefined ? {} : { template: message.template }),
    ...(message.choices === undefined ? {} : { choices: message.choices }),
    ...(message.ai === undefined ? {} : { ai: message.ai }),
    ...(message.sentiment === undefined ? {} : { sentiment: message.sentiment }),
    ...(message.language === undefined ? {} : { language: message.language }),
    ...(message.translations === undefined ? {} : { translations: message.translations }),
    ...(message.summarizedAt === undefined ? {} : { summarizedAt: message.summarizedAt }),
    ...(message.suggestion === undefined ? {} : { suggestion: message.suggestion }),
  };
};
export type PublicMessage = Awaited<ReturnType<typeof presentMessage>>;
