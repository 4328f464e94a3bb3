import { createHash } from 'node:crypto';
import type { ChannelEvent } from '../../domain/support/inbound/inbound-event.ts';
import { cut } from '../../domain/text/well-formed.ts';
import { attachmentOf, contentOf, eventOf, UnreadableElement } from '../elements.ts';
import { id, type Json, link, list, record, text } from '../json.ts';
import { momentOf } from '../times.ts';

type Read = ChannelEvent | { readonly ignored: string };
type Base = Omit<Parameters<typeof eventOf>[0], 'verb'>;

export interface Where {
  readonly page: string | null;
  /** Epoch ms of the entry. */
  readonly at: number;
  readonly receivedAt: number;
}

/**
 * A change of the Page's feed: `value {item, verb, from, post_id, comment_id, parent_id, created_time, message, photo, video, post}`.
 * https://developers.facebook.com/docs/graph-api/webhooks/reference/page#feed (read 2026-11). Meta writes both `edited` and `edit`.
 * Only comments are messages; posts, likes and shares are ignored.
 * @throws UnreadableElement
 */
export const readComment = (given: unknown, { page, at, receivedAt }: Where): Read[] => {
  const value = record(given);
  if (!value) throw new UnreadableElement('a change without a value');
  const item = text(value['item']) ?? '';
  if (item !== 'comment') {
    if (item === '') throw new UnreadableElement('a change without an item');
    return [{ ignored: `feed ${cut(item, 40)}` }];
  }
  const providerId = id(value['comment_id']);
  if (providerId === undefined) throw new UnreadableElement('a comment without comment_id');
  const from = record(value['from']);
  const authorId = id(from?.['id']) ?? id(value['sender_id']);
  const ours = authorId !== undefined && authorId === page;
  const author = authorId === undefined ? null : { id: authorId, name: text(from?.['name']) ?? text(value['sender_name']) ?? null, handle: null };
  const occurredAt = new Date(at).toISOString();
  // When the Page moderates a comment, Meta does not name the author; the comment is found by its id.
  const base: Base = { providerId, threadKey: ours ? null : (authorId ?? null), author, fromCustomer: !ours, opensTicket: false, occurredAt };
  return readVerb(value, base, ours, occurredAt, receivedAt);
};

const readVerb = (value: Json, base: Base, ours: boolean, occurredAt: string, receivedAt: number): Read[] => {
  const verb = text(value['verb']);
  switch (verb) {
    case 'add':
      if (base.author === null) throw new UnreadableElement('a comment without an author');
      // The Page's own comment directly below its post addresses everybody: it belongs to no customer's thread.
      if (ours && parentOf(value) === null) return [{ ignored: 'own comment' }];
      return [eventOf({ ...base, verb: 'created', opensTicket: !ours, content: content(value), occurredAt: writtenAt(value, receivedAt) ?? occurredAt })];
    case 'edited':
    case 'edit': {
      const edited = content(value);
      // Edits carry no number. Their time distinguishes them, and within one second their text does.
      const words = createHash('sha256')
        .update(JSON.stringify([edited.text, edited.attachments]))
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
      return [eventOf({ ...base, verb: verb === 'hide' ? 'hidden' : 'unhidden', version: `${occurredAt}/${base.author?.id ?? ''}` })];
    default:
      throw new UnreadableElement(`verb ${cut(verb ?? '', 40)} is unknown`);
  }
};

const writtenAt = (value: Json, receivedAt: number): string | undefined => {
  const moment = momentOf(value['created_time'], receivedAt);
  return moment === undefined ? undefined : new Date(moment).toISOString();
};

/** The id of the comment that this one answers; null if it is directly below the post. */
const parentOf = (value: Json): string | null => {
  const parent = id(value['parent_id']);
  return parent === undefined || parent === id(value['post_id']) ? null : parent;
};

const content = (value: Json) => {
  const photos = [value['photo'], ...(list(value['photos']) ?? [])].flatMap((each) => link(each) ?? []);
  const video = link(value['video']);
  const attachments = [
    ...[...new Set(photos)].map((url) => attachmentOf({ type: 'image/jpeg', url })),
    ...(video === undefined ? [] : [attachmentOf({ type: 'video/mp4', url: video })]),
  ];
  const words = text(value['message']) ?? null;
  // A comment can consist of a sticker alone, which the feed does not contain.
  const said = words ?? (attachments.length > 0 ? null : '[sticker]');
  const permalink = link(value['permalink_url']) ?? link(record(value['post'])?.['permalink_url']) ?? null;
  return contentOf({ surface: 'comment', text: said, attachments, permalink, inReplyTo: parentOf(value) });
};
