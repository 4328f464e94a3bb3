import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type GraphAnswer, graphError, invalid, isRecord } from './graph-error.ts';

/**
 * What Meta refuses in calls for Pages and Instagram accounts, from the documentation alone:
 * - https://developers.facebook.com/docs/messenger-platform/reference/send-api (read 2026-11)
 * - https://developers.facebook.com/documentation/business-messaging/messenger-platform/discovery/private-replies (of 2026-04-16)
 * - https://developers.facebook.com/documentation/business-messaging/instagram-messaging/features/send-message (of 2026-07-02)
 * - https://developers.facebook.com/docs/graph-api/reference/object/comments, …/docs/instagram-platform/instagram-graph-api/reference/ig-comment/replies (read 2026-11)
 */
export const parsedJson = (body: Buffer | string): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
};

const unexpected = (given: Record<string, unknown>, allowed: readonly string[]): GraphAnswer | null => {
  const key = Object.keys(given).find((one) => !allowed.includes(one));
  return key === undefined ? null : invalid(`Unexpected key "${key}".`);
};

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The error in the body of `POST /{page}/messages`; null if it is valid. */
export function messageFault(given: unknown, channel: 'facebook' | 'instagram', isUploaded: (attachmentId: string) => boolean): GraphAnswer | null {
  if (!isRecord(given)) return invalid('The request body is not an object.');
  const { recipient, message, messaging_type: type, tag } = given;
  const wrong = unexpected(given, ['recipient', 'message', 'messaging_type', 'tag']);
  if (wrong) return wrong;
  if (!isRecord(recipient) || Object.keys(recipient).length !== 1) return graphError(400, 100, '(#100) The parameter recipient is required');
  const [to] = Object.keys(recipient);
  const named = channel === 'facebook' ? ['id', 'comment_id', 'post_id'] : ['id', 'comment_id'];
  if (!named.includes(String(to)) || !isText(recipient[String(to)])) return graphError(400, 100, '(#100) No matching user found');
  if (type !== 'RESPONSE' && type !== 'MESSAGE_TAG') return invalid('messaging_type');
  if ((type === 'MESSAGE_TAG') !== (tag === 'HUMAN_AGENT')) return invalid('tag');
  if (type === 'MESSAGE_TAG' && to !== 'id') return invalid('A private reply has no tag.');
  return isRecord(message) ? contentFault(message, channel, isUploaded) : graphError(400, 100, '(#100) The parameter message is required');
}

/**
 * The error in a sender action; null if it is valid. Messenger takes any emoji, Instagram `love`.
 * - https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/sender-actions (of 2026-01-21)
 * - https://developers.facebook.com/documentation/business-messaging/instagram-messaging/features/send-message (of 2026-07-02)
 * - https://developers.facebook.com/documentation/business-messaging/instagram-messaging/features/sender-actions (read 2026-11-30)
 */
export function senderActionFault(given: Record<string, unknown>, channel: 'facebook' | 'instagram'): GraphAnswer | null {
  const { recipient, sender_action: action, payload } = given;
  const wrong = unexpected(given, ['recipient', 'sender_action', 'payload']);
  if (wrong) return wrong;
  if (!isRecord(recipient) || !isText(recipient['id'])) return graphError(400, 100, '(#100) No matching user found');
  if (action === 'mark_seen' || action === 'typing_on' || action === 'typing_off') return unexpected(given, ['recipient', 'sender_action']);
  if (action !== 'react' && action !== 'unreact') return invalid('sender_action');
  if (!isRecord(payload) || !isText(payload['message_id'])) return invalid('payload["message_id"]');
  const extra = unexpected(payload, action === 'react' ? ['message_id', 'reaction'] : ['message_id']);
  if (extra || action === 'unreact') return extra;
  const { reaction } = payload;
  const known = channel === 'instagram' ? reaction === 'love' : isText(reaction) && /^\p{Emoji}\S{0,20}$/u.test(reaction);
  return known ? null : graphError(400, 100, '(#100) Invalid reaction');
}

const contentFault = (
  message: Record<string, unknown>,
  channel: 'facebook' | 'instagram',
  isUploaded: (attachmentId: string) => boolean,
): GraphAnswer | null => {
  const { text, attachment, metadata } = message;
  const wrong = unexpected(message, ['text', 'attachment', ...(channel === 'facebook' ? ['metadata'] : [])]);
  if (wrong) return wrong;
  if (metadata !== undefined && (typeof metadata !== 'string' || metadata.length >= 1_000)) return invalid('metadata');
  if ((text === undefined) === (attachment === undefined)) return invalid('A message has a text or an attachment.');
  if (text !== undefined) {
    const fits = isText(text) && (channel === 'facebook' ? text.length < 2_000 : Buffer.byteLength(text) <= 1_000);
    return fits ? null : graphError(400, 100, '(#100) Length of param message[text] is not valid');
  }
  const { type, payload } = isRecord(attachment) ? attachment : {};
  if (!['image', 'audio', 'video', 'file'].includes(String(type)) || !isRecord(payload)) return invalid('attachment');
  return isUploaded(String(payload['attachment_id'])) ? null : graphError(400, 100, '(#100) Invalid attachment_id');
};

/** The error in a comment; null if it is valid. `edge`: `comments` of a Page, `replies` or `mentions` of Instagram. */
export function commentFault(given: unknown, edge: string, hasPhoto: boolean): GraphAnswer | null {
  if (!isRecord(given)) return invalid('The request body is not an object.');
  const { message, media_id: media, comment_id: comment } = given;
  const wrong = unexpected(given, edge === 'mentions' ? ['message', 'media_id', 'comment_id'] : ['message']);
  if (wrong) return wrong;
  const most = edge === 'comments' ? 8_000 : 2_200;
  if (message === undefined ? !hasPhoto : !isText(message) || message.length > most) return invalid('message');
  if (edge === 'mentions' && (!isText(media) || (comment !== undefined && !isText(comment)))) return invalid('media_id');
  return null;
}

interface ReadForm {
  readonly texts: Readonly<Record<string, string>>;
  readonly file: { readonly size: number; readonly sha256: string } | undefined;
}

/** A form with these fields only; the file, if there is one, by its size and hash. */
export async function graphForm({ headers }: IncomingMessage, body: Buffer, fields: readonly string[]): Promise<ReadForm | GraphAnswer> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': headers['content-type'] ?? '' } }).formData().catch(() => null);
  if (form === null) return invalid('The request body is no form.');
  const texts: Record<string, string> = {};
  let file: ReadForm['file'];
  for (const [key, value] of form.entries()) {
    if (!fields.includes(key)) return invalid(`Unexpected key "${key}".`);
    if (typeof value === 'string') texts[key] = value;
    else {
      const bytes = Buffer.from(await value.arrayBuffer());
      file = { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    }
  }
  return { texts, file };
}
