import type { Content } from '../../domain/support/inbound/inbound-event.ts';
import { contentOf, eventOf, type Made, UnreadableElement } from '../elements.ts';
import { id, type Json, list, record, records, text } from '../json.ts';
import { timeOf } from '../times.ts';
import { idIn, personOf, type Where } from './people.ts';
import { writtenOf } from './written.ts';

/**
 * A post that concerns the account: a mention, a reply, a quote, or the account's own post. A repost contains nothing new. A longer post has its whole text in
 * `extended_tweet`. An edited post has a new id and `edit_history` of all its ids; the first one identifies it.
 * https://docs.x.com/enterprise-api/account-activity/introduction, https://docs.x.com/x-api/enterprise-gnip-2.0/fundamentals/edit-tweets (read 2026-11-29)
 * @throws UnreadableElement
 */
export const readPost = (post: Json, { ours, receivedAt }: Where): Made => {
  const postId = idIn(post, 'id');
  const author = personOf(record(post['user']));
  if (postId === undefined) throw new UnreadableElement('a post without id');
  if (!author) throw new UnreadableElement('a post without its author');
  if (record(post['retweeted_status'])) return { ignored: 'repost' };
  const isOwn = author.id === ours;
  const answeredUser = idIn(post, 'in_reply_to_user_id');
  // The account's own posts are for everybody, except for its replies to a person.
  if (isOwn && (answeredUser === undefined || answeredUser === ours)) return { ignored: 'own post' };
  const providerId = firstIdOf(post) ?? postId;
  return eventOf({
    verb: providerId === postId ? 'created' : 'edited',
    providerId,
    version: providerId === postId ? '' : postId,
    threadKey: isOwn && answeredUser !== undefined ? answeredUser : author.id,
    author,
    customer: isOwn && answeredUser !== undefined ? { id: answeredUser, name: null, handle: text(post['in_reply_to_screen_name']) ?? null } : null,
    fromCustomer: !isOwn,
    opensTicket: !isOwn,
    content: contentIn(post, postId),
    occurredAt: timeOf(post['timestamp_ms'] ?? post['created_at'], receivedAt),
  });
};

const firstIdOf = (post: Json): string | undefined => {
  const [first] = list(record(post['edit_history'])?.['edit_tweet_ids']) ?? [];
  return id(record(post['edit_history'])?.['initial_tweet_id']) ?? id(first);
};

const contentIn = (post: Json, postId: string): Content => {
  const whole = record(post['extended_tweet']);
  const entities = record(whole?.['entities']) ?? record(post['entities']);
  const extended = record(whole?.['extended_entities']) ?? record(post['extended_entities']) ?? entities;
  const said = text(whole?.['full_text']) ?? text(post['full_text']) ?? text(post['text']) ?? '';
  const written = writtenOf(said, entities, records(extended?.['media']));
  if (written.text === null && written.attachments.length === 0) throw new UnreadableElement('a post without content');
  const quoted = idIn(post, 'quoted_status_id') ?? idIn(record(post['quoted_status']), 'id') ?? null;
  return contentOf({
    surface: 'comment',
    ...written,
    inReplyTo: idIn(post, 'in_reply_to_status_id') ?? quoted,
    permalink: `https://x.com/i/web/status/${encodeURIComponent(postId)}`,
  });
};

/** `{status: {id, user_id}, timestamp_ms}`: a post of the account or about it was deleted. The same page. @throws UnreadableElement */
export const readRemoval = (event: Json, { ours, receivedAt }: Where): Made => {
  const status = record(event['status']);
  const [postId, userId] = [idIn(status, 'id'), idIn(status, 'user_id')];
  if (postId === undefined) throw new UnreadableElement('a deletion without the id of the post');
  const isOwn = userId === undefined || userId === ours;
  return eventOf({
    verb: 'removed',
    providerId: postId,
    threadKey: isOwn ? null : userId,
    author: { id: userId ?? ours, name: null, handle: null },
    fromCustomer: !isOwn,
    opensTicket: false,
    occurredAt: timeOf(event['timestamp_ms'], receivedAt),
  });
};
