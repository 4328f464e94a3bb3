import { createHash } from 'node:crypto';
import type { ChannelEvent, Content } from '../../domain/support/inbound/inbound-event.ts';
import { cut } from '../../domain/text/well-formed.ts';
import { eventOf, UnreadableElement } from '../elements.ts';
import { id, type Json, record, text } from '../json.ts';
import { momentOf } from '../times.ts';
import { commentContent, parentOf, postContent, ratingContent } from './feed-content.ts';

type Read = ChannelEvent | { readonly ignored: string };

export interface Where {
  readonly page: string | null;
  /** Epoch ms of the entry. */
  readonly at: number;
  readonly receivedAt: number;
}

/** The subject of a change. */
interface About {
  /** The subject's name in error messages: a comment, a post. */
  readonly what: string;
  readonly providerId: string | undefined;
  readonly author: { readonly id: string; readonly name: string | null } | undefined;
  readonly content: () => Content;
  /** Whether an item that the Page itself wrote answers somebody. */
  readonly answers: boolean;
}

/** Posts of every kind. A visitor's post is a message to the Page. */
const POSTS: ReadonlySet<string> = new Set(['post', 'status', 'photo', 'video', 'share', 'link']);

/**
 * A change of the Page's `feed`: `value {item, verb, from, post_id, comment_id, parent_id, created_time, message, photo, video, link, post}`. Comments, and posts that are not the Page's own, are
 * messages; likes, reactions and events are ignored. Meta writes both `edited` and `edit`.
 * https://developers.facebook.com/docs/graph-api/webhooks/reference/page#feed (read 2026-11)
 * @throws UnreadableElement
 */
export const readFeed = (given: unknown, where: Where): Read[] => {
  const value = valueOf(given);
  const item = text(value['item']) ?? '';
  if (item === 'comment') return readChange(value, commentIn(value), where);
  if (item === '') throw new UnreadableElement('a change without an item');
  if (!POSTS.has(item)) return [{ ignored: `feed ${cut(item, 40)}` }];
  const content = (): Content => postContent(value);
  return readChange(value, { what: 'post', providerId: id(value['post_id']), author: authorIn(value), content, answers: false }, where);
};

/**
 * A change of `ratings`: `value {item: "rating", verb, reviewer_id, reviewer_name, rating, review_text, recommendation_type, open_graph_story_id, created_time}`, and comments on
 * recommendations. The reference page names the field; its members are those of samples in github.com/restfb/restfb (read 2026-11-29).
 * @throws UnreadableElement
 */
export const readRating = (given: unknown, where: Where): Read[] => {
  const value = valueOf(given);
  const item = text(value['item']) ?? '';
  if (item === 'comment') return readChange(value, commentIn(value), where);
  if (item !== 'rating') return [{ ignored: `ratings ${cut(item, 40)}` }];
  const reviewer = id(value['reviewer_id']);
  const author = reviewer === undefined ? authorIn(value) : { id: reviewer, name: text(value['reviewer_name']) ?? null };
  const content = (): Content => ratingContent(value);
  return readChange(value, { what: 'rating', providerId: id(value['open_graph_story_id']), author, content, answers: false }, where);
};

/**
 * A change of `mention`: somebody mentions the Page in their own post or comment: `value {item, verb, post_id, comment_id, from | sender_id, sender_name,
 * message}`.
 * https://developers.facebook.com/docs/graph-api/webhooks/reference/page#mention (read 2026-11)
 * @throws UnreadableElement
 */
export const readMention = (given: unknown, where: Where): Read[] => {
  const value = valueOf(given);
  const providerId = id(value['comment_id']) ?? id(value['post_id']);
  const content = (): Content => {
    const written = postContent(value);
    return { ...written, text: text(value['message']) ?? '[mentioned your Page]' };
  };
  return readChange(value, { what: 'mention', providerId, author: authorIn(value), content, answers: false }, where);
};

const valueOf = (given: unknown): Json => {
  const value = record(given);
  if (!value) throw new UnreadableElement('a change without a value');
  return value;
};

const commentIn = (value: Json): About => ({
  what: 'comment',
  providerId: id(value['comment_id']),
  author: authorIn(value),
  content: () => commentContent(value),
  // The Page's own comment directly below its post is for everybody, so it belongs to no customer's thread.
  answers: parentOf(value) !== null,
});

const authorIn = (value: Json): About['author'] => {
  const from = record(value['from']);
  const author = id(from?.['id']) ?? id(value['sender_id']);
  return author === undefined ? undefined : { id: author, name: text(from?.['name']) ?? text(value['sender_name']) ?? null };
};

const IRRELEVANT: ReadonlySet<string> = new Set(['update', 'block', 'unblock', 'mute']);

const readChange = (value: Json, { what, providerId, author, content, answers }: About, { page, at, receivedAt }: Where): Read[] => {
  if (providerId === undefined) throw new UnreadableElement(`a ${what} without an id`);
  const ours = author !== undefined && author.id === page;
  const verb = text(value['verb']) ?? '';
  // If the Page writes something that answers nobody, it is not part of a conversation.
  if (ours && (what !== 'comment' || (verb === 'add' && !answers))) return [{ ignored: `own ${what}` }];
  if (IRRELEVANT.has(verb)) return [{ ignored: `${what} ${verb}` }];
  const occurredAt = new Date(at).toISOString();
  const person = author ? { ...author, handle: null } : null;
  // When the Page moderates, Meta does not name the author; the message is found by its id.
  const base = { providerId, threadKey: ours ? null : (author?.id ?? null), author: person, fromCustomer: !ours, opensTicket: false, occurredAt };
  switch (verb) {
    case 'add': {
      if (!author) throw new UnreadableElement(`a ${what} without an author`);
      const written = momentOf(value['created_time'], receivedAt);
      return [eventOf({ ...base, verb: 'created', opensTicket: !ours, content: content(), occurredAt: new Date(written ?? at).toISOString() })];
    }
    case 'edited':
    case 'edit': {
      const edited = content();
      // Edits have no number. The time distinguishes them; within one second, the text does.
      const words = createHash('sha256')
        .update(JSON.stringify([edited.text, edited.attachments, ...(edited.starRating === null ? [] : [edited.starRating])]))
        .digest('base64url')
        .slice(0, 12);
      return [eventOf({ ...base, verb: 'edited', version: `${occurredAt}/${words}`, opensTicket: !ours, content: edited })];
    }
    case 'remove':
    case 'delete':
      return [eventOf({ ...base, verb: 'removed' })];
    case 'hide':
    case 'unhide':
      // Two people may hide it within one second.
      return [eventOf({ ...base, verb: verb === 'hide' ? 'hidden' : 'unhidden', version: `${occurredAt}/${author?.id ?? ''}` })];
    default:
      throw new UnreadableElement(`verb ${cut(verb, 40)} is unknown`);
  }
};
