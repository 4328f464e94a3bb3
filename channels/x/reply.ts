import type { OutgoingFile, ReplyAction } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { ownError } from '../../domain/vocabulary/delivery-error.ts';
import { id, record } from '../json.ts';
import type { CallSettings } from '../outbound.ts';
import { postJson } from '../outgoing.ts';
import { sendInParts } from '../parts.ts';
import { bearer, refusedBy } from './answer.ts';
import type { XCredentials } from './credentials.ts';
import type { Upload, Uploaded } from './media.ts';

/** A post is answered by a post, everything else by a direct message. */
export const replyOnX = (reply: ReplyAction, credentials: XCredentials, settings: CallSettings): Promise<Outcome> =>
  reply.surface === 'comment' ? postReply(reply, credentials, settings) : messageReply(reply, credentials, settings);

/**
 * `POST /2/tweets` `{text, reply: {in_reply_to_tweet_id}, media: {media_ids}}` → `{data: {id}}`.
 * https://docs.x.com/x-api/posts/creation-of-a-post (read 2026-11-29)
 */
const postReply = (reply: ReplyAction, credentials: XCredentials, settings: CallSettings): Promise<Outcome> => {
  const { inReplyTo, text, files } = reply;
  if (inReplyTo === null) return Promise.resolve({ outcome: 'failed', error: ownError('failed', 'It answers no post.') });
  return sendInParts(reply, [files], async (pictures, begin) => {
    const ids: string[] = [];
    for (const file of pictures) {
      const uploaded: Uploaded = await uploadToX(file, 'tweet', credentials, settings);
      if ('outcome' in uploaded) return uploaded.outcome;
      ids.push(uploaded.id);
    }
    const body = {
      ...(text === '' ? {} : { text }),
      reply: { in_reply_to_tweet_id: inReplyTo },
      ...(ids.length === 0 ? {} : { media: { media_ids: ids } }),
    };
    await begin();
    return call('/2/tweets', body, 'id', credentials, settings);
  });
};

/** Loaded by the first file. */
const uploadToX: Upload = async (...given) => (await import('./media.ts')).uploadToX(...given);

/** One message: the text, a file, or the text with a file. */
interface Part {
  readonly text: string;
  readonly file?: OutgoingFile;
}

/**
 * `POST /2/dm_conversations/with/{user id}/messages` `{text, attachments: [{media_id}]}` → `{data: {dm_event_id}}`. One file per message; the first message
 * has the text.
 * https://docs.x.com/x-api/direct-messages/manage/integrate (read 2026-11-29)
 */
const messageReply = (reply: ReplyAction, credentials: XCredentials, settings: CallSettings): Promise<Outcome> => {
  const path = `/2/dm_conversations/with/${encodeURIComponent(reply.to)}/messages`;
  const parts: Part[] = reply.files.length === 0 ? [{ text: reply.text }] : reply.files.map((file, index) => ({ text: index === 0 ? reply.text : '', file }));
  return sendInParts(reply, parts, async ({ text, file }, begin) => {
    const uploaded = file ? await uploadToX(file, 'dm', credentials, settings) : undefined;
    if (uploaded && 'outcome' in uploaded) return uploaded.outcome;
    await begin();
    const body = { ...(text === '' ? {} : { text }), ...(uploaded ? { attachments: [{ media_id: uploaded.id }] } : {}) };
    return call(path, body, 'dm_event_id', credentials, settings);
  });
};

const call = async (path: string, body: object, named: 'id' | 'dm_event_id', credentials: XCredentials, settings: CallSettings): Promise<Outcome> => {
  const attempt = await postJson(settings, `${settings.baseUrl}${path}`, bearer(credentials), JSON.stringify(body));
  if ('outcome' in attempt) return attempt.outcome;
  const sent = (): Outcome => ({ outcome: 'sent', providerId: id(record(record(attempt.body)?.['data'])?.[named]) ?? null });
  return refusedBy(attempt.answer, attempt.body) ?? sent();
};
