import type { OutgoingFile, PrivateReplyAction, ReplyAction } from '../../domain/channels/actions.ts';
import type { FileLimits } from '../../domain/channels/capabilities.ts';
import { fileKind } from '../../domain/channels/file-kind.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { deliveryError, ownError } from '../../domain/vocabulary/delivery-error.ts';
import { id, record } from '../json.ts';
import { multipart } from '../multipart.ts';
import { sendInParts } from '../parts.ts';
import { OUR_ECHO } from './echo.ts';
import { callGraph, type GraphAccess, madeBy } from './page-call.ts';

/** How a Page or an account sends messages. */
export interface Messenger {
  /** The first segment of its path: the Page's id, or `me` for the Page whose token is used. */
  readonly from: string;
  readonly kinds: FileLimits['kinds'];
  /** Whether messages carry `metadata`, which comes back with their echo. */
  readonly marksEchoes: boolean;
}

type Part = { readonly text: string } | { readonly file: OutgoingFile };

const DAY_MS = 86_400_000;

/**
 * A message: `POST /{page}/messages` `{recipient: {id}, messaging_type, message}`. Within 24 hours of the customer's newest message it is a `RESPONSE`; until
 * seven days after it, a person may answer with the tag `HUMAN_AGENT`. A text goes first, then each file as a message of its own.
 * - https://developers.facebook.com/docs/messenger-platform/reference/send-api (read 2026-11)
 * - https://developers.facebook.com/docs/messenger-platform/send-messages/message-tags, "Human Agent" (read 2026-11)
 * - https://developers.facebook.com/documentation/business-messaging/instagram-messaging/features/send-message (of 2026-07-02)
 */
export const sendMessage = (reply: ReplyAction, messenger: Messenger, access: GraphAccess, now: number = Date.now()): Promise<Outcome> => {
  const isLate = reply.customerWroteAt !== null && now - Date.parse(reply.customerWroteAt) > DAY_MS;
  if (isLate && reply.automatic) return Promise.resolve({ outcome: 'failed', error: TOO_LATE });
  const type: Readonly<Record<string, string>> = isLate ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } : { messaging_type: 'RESPONSE' };
  const files = reply.files.map((file): Part => ({ file }));
  const parts = reply.text !== '' || files.length === 0 ? [{ text: reply.text }, ...files] : files;
  return sendInParts(reply, parts, async (part: Part, begin) => {
    const content = 'text' in part ? { text: part.text } : await uploaded(part.file, messenger, access);
    if ('outcome' in content) return content.outcome;
    await begin();
    return post({ id: reply.to }, type, content, reply.id, messenger, access);
  });
};

const TOO_LATE = deliveryError('outside_window', 'The customer wrote more than 24 hours ago. Since then only an agent may answer, within 7 days.');

/**
 * One private message to the writer of a public one: `recipient: {comment_id}` or `{post_id}`, once, within seven days.
 * - https://developers.facebook.com/documentation/business-messaging/messenger-platform/discovery/private-replies (of 2026-04-16)
 * - https://developers.facebook.com/documentation/business-messaging/instagram-messaging/features/private-replies (read 2026-11)
 */
export const sendPrivately = (
  { message, text, id: actionId, notes }: PrivateReplyAction,
  target: 'comment_id' | 'post_id',
  messenger: Messenger,
  access: GraphAccess,
): Promise<Outcome> => {
  if (message === '') return Promise.resolve({ outcome: 'failed', error: ownError('failed', 'It answers no comment.') });
  return sendInParts({ sentParts: [], notes }, [text], async (part, begin) => {
    await begin();
    return post({ [target]: message }, { messaging_type: 'RESPONSE' }, { text: part }, actionId, messenger, access);
  });
};

const post = async (
  recipient: Readonly<Record<string, string>>,
  type: Readonly<Record<string, string>>,
  content: object,
  actionId: string,
  { from, marksEchoes }: Messenger,
  access: GraphAccess,
): Promise<Outcome> => {
  const message = { ...content, ...(marksEchoes ? { metadata: `${OUR_ECHO}${actionId}` } : {}) };
  return madeBy(await callGraph(access, [from, 'messages'], { method: 'POST', json: { recipient, ...type, message } }), 'message_id');
};

type Content = { readonly attachment: object } | { readonly outcome: Outcome };

/**
 * Uploads a file: `POST /{page}/message_attachments`, a form of `message` and `filedata`, with `platform` for Instagram. The answer is `{attachment_id}`. The
 * customer does not see it, so an upload without an answer is repeated.
 * - https://developers.facebook.com/docs/messenger-platform/reference/attachment-upload-api (read 2026-11)
 * - https://developers.facebook.com/documentation/business-messaging/instagram-messaging/features/attachment-upload (of 2026-04-01)
 */
const uploaded = async ({ name, type, size, open }: OutgoingFile, { from, kinds }: Messenger, access: GraphAccess): Promise<Content> => {
  if (size === null) return { outcome: { outcome: 'failed', error: ownError('file_gone', name === null ? '' : `(${name})`) } };
  const kind = fileKind(type, kinds);
  const asset = kind === 'document' ? 'file' : kind;
  const message = JSON.stringify({ attachment: { type: asset, payload: { is_reusable: true } } });
  const platform: Readonly<Record<string, string>> = access.product === 'Instagram' ? { platform: 'instagram' } : {};
  const form = multipart({ ...platform, message }, { field: 'filedata', name: name ?? 'file', type, size, open });
  const called = await callGraph(access, [from, 'message_attachments'], { method: 'POST', ...form });
  if ('outcome' in called) return { outcome: called.outcome.outcome === 'unknown' ? { ...called.outcome, outcome: 'retry' } : called.outcome };
  const attachmentId = id(record(called.body)?.['attachment_id']);
  if (attachmentId === undefined) return { outcome: { outcome: 'retry', error: deliveryError('200', `${access.product} gave an uploaded file no id.`) } };
  return { attachment: { type: asset, payload: { attachment_id: attachmentId } } };
};
