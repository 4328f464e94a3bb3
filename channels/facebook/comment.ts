import { createHash } from 'node:crypto';
import type { ChannelEvent } from '../../domain/support/messages/inbound/inbound-event.ts';
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
    if (item === '') throw new UnreadableElement('a change of nothing');
    return [{ ignored: `feed ${cut(item, 40)}` }];
  }
  const providerId = id(value['comment_id']);
  if (providerId === undefined) throw new UnreadableElement('a comment without comment_id');
  const from = record(value['from']);
  const authorId = id(from?.['id']) ?? id(value['sender_id']);
  const ours = authorId !== undefined && authorId === page;
  const author = authorId === undefined ? null : { id: authorId, name: text(from?.['name']) ?? text(value['sender_name']) ?? null, handle: null };
  const occurredAt = new Date(at).toISOString();
  // Of a comment that the Page moderates the author is not told: it is found by its id.
  const base: Base = { providerId, threadKey: ours ? null : (authorId ?? null), author, fromCustomer: !ours, opensTicket: false, occurredAt };
  return readVerb(value, base, ours, occurredAt, receivedAt);
};

const readVerb = (value: Json, base: Base, ours: boolean, occurredAt: string, receivedAt: number): Read[] => {
  const verb = text(value['verb']);
  switch (verb) {
    case 'add':
      if (base.author === null) throw new UnreadableElement('a comment of nobody');
      // Below a post of its own the Page talks to everybody, and there is no customer to whose thread it belongs.
      if (ours && parentOf(value) === null) return [{ ignored: 'own comment' }];
      return [eventOf({ ...base, verb: 'created', opensTicket: !ours, content: content(value), occurredAt: writtenAt(value, receivedAt) ?? occurredAt })];
    case 'edited':
    case 'edit': {
      const edited = content(value);
      // Edits carry no number: their time tells them apart, and their words do within one second.
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

/** The comment answered; null directly below the post. */
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
  // A comment may be a sticker only, which the feed does not carry.
  const said = words ?? (attachments.length > 0 ? null : '[sticker]');
  const permalink = link(value['permalink_url']) ?? link(record(value['post'])?.['permalink_url']) ?? null;
  return contentOf({ surface: 'comment', text: said, attachments, permalink, inReplyTo: parentOf(value) });
};
