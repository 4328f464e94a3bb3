import type { ChannelEvent } from '../../domain/support/inbound/inbound-event.ts';
import { contentOf, eventOf, UnreadableElement } from '../elements.ts';
import { id, type Json, record, text } from '../json.ts';
import { MENTION } from './mention.ts';

type Read = ChannelEvent | { readonly ignored: string };

interface Where {
  readonly account: string | null;
  /** Epoch ms of the entry: comments carry no time. */
  readonly at: number;
}

const valueOf = (given: unknown): Json => {
  const value = record(given);
  if (!value) throw new UnreadableElement('a change without a value');
  return value;
};

/**
 * A change of `comments` or `live_comments`: `value {id, from: {id, username, self_ig_scoped_id}, text, parent_id, media: {id}}`. Instagram reports only new
 * comments.
 * https://developers.facebook.com/docs/graph-api/webhooks/reference/instagram (read 2026-11)
 * @throws UnreadableElement
 */
export const readComment = (given: unknown, { account, at }: Where): Read[] => {
  const value = valueOf(given);
  const from = record(value['from']);
  const [providerId, author] = [id(value['id']) ?? id(value['comment_id']), id(from?.['id'])];
  if (providerId === undefined || author === undefined) throw new UnreadableElement('a comment without id or author');
  const ours = author === account || author === id(from?.['self_ig_scoped_id']);
  const inReplyTo = id(value['parent_id']) ?? null;
  // The account's own comment directly below its media is for everybody.
  if (ours && inReplyTo === null) return [{ ignored: 'own comment' }];
  return [
    eventOf({
      verb: 'created',
      providerId,
      threadKey: ours ? null : author,
      author: { id: author, name: null, handle: text(from?.['username']) ?? null },
      fromCustomer: !ours,
      opensTicket: !ours,
      content: contentOf({ surface: 'comment', text: text(value['text']) ?? '[comment without text]', inReplyTo }),
      occurredAt: new Date(at).toISOString(),
    }),
  ];
};

/**
 * A change of `mentions`: `value {media_id, comment_id?}`. Instagram reports neither the author nor the text, so the media's id is used as the author, and
 * the message's own id contains both ids. A reply reads them from there.
 * https://developers.facebook.com/documentation/instagram-platform/instagram-api-with-facebook-login/mentions (of 2021-06-08)
 * @throws UnreadableElement
 */
export const readMention = (given: unknown, { at }: Where): Read[] => {
  const value = valueOf(given);
  const [media, comment] = [id(value['media_id']), id(value['comment_id'])];
  if (media === undefined) throw new UnreadableElement('a mention without media_id');
  const threadKey = `${MENTION}${media}`;
  return [
    eventOf({
      verb: 'created',
      providerId: comment === undefined ? threadKey : `${threadKey}:${comment}`,
      threadKey,
      author: { id: threadKey, name: null, handle: null },
      content: contentOf({ surface: 'comment', text: `[mentioned you in a ${comment === undefined ? 'post' : 'comment'}]` }),
      occurredAt: new Date(at).toISOString(),
    }),
  ];
};
