import type { Content } from '../../domain/support/inbound/inbound-event.ts';
import type { Attachment } from '../../domain/support/messages/content.ts';
import { attachmentOf, contentOf } from '../elements.ts';
import { id, type Json, lines, link, list, number, record, text } from '../json.ts';

/** The id of the comment that this comment answers; null if it is directly below the post. */
export const parentOf = (value: Json): string | null => {
  const parent = id(value['parent_id']);
  return parent === undefined || parent === id(value['post_id']) ? null : parent;
};

const filesOf = (photos: readonly unknown[], video: unknown): Attachment[] => {
  const pictures = new Set(photos.flatMap((each) => link(each) ?? []));
  const film = link(video);
  return [
    ...[...pictures].map((url) => attachmentOf({ type: 'image/jpeg', url })),
    ...(film === undefined ? [] : [attachmentOf({ type: 'video/mp4', url: film })]),
  ];
};

const permalinkOf = (value: Json): string | null => link(value['permalink_url']) ?? link(record(value['post'])?.['permalink_url']) ?? null;

export const commentContent = (value: Json): Content => {
  const attachments = filesOf([value['photo'], ...(list(value['photos']) ?? [])], value['video']);
  // A comment can consist of a sticker alone, which the feed does not contain.
  const said = text(value['message']) ?? (attachments.length > 0 ? null : '[sticker]');
  return contentOf({ surface: 'comment', text: said, attachments, permalink: permalinkOf(value), inReplyTo: parentOf(value) });
};

/** Of a photo or a video, `link` is the file; of other posts, what they link to. */
export const postContent = (value: Json): Content => {
  const item = text(value['item']);
  const given = value['link'];
  const photos = [value['photo'], ...(item === 'photo' ? [given] : []), ...(list(value['photos']) ?? [])];
  const attachments = filesOf(photos, value['video'] ?? (item === 'video' ? given : undefined));
  const linked = item === 'photo' || item === 'video' ? undefined : link(given);
  const said = lines(text(value['message']), linked) ?? (attachments.length > 0 ? null : '[post]');
  return contentOf({ surface: 'comment', text: said, attachments, permalink: permalinkOf(value) });
};

/** Until 2018 people gave stars; since then they recommend the Page or not. */
const RECOMMENDED: Readonly<Record<string, { readonly stars: number; readonly words: string }>> = {
  POSITIVE: { stars: 5, words: '[recommends your Page]' },
  NEGATIVE: { stars: 1, words: '[does not recommend your Page]' },
};

export const ratingContent = (value: Json): Content => {
  const recommended = RECOMMENDED[text(value['recommendation_type'])?.toUpperCase() ?? ''];
  const given = number(value['rating']);
  const stars = given !== undefined && Number.isInteger(given) && given >= 1 && given <= 5 ? given : null;
  const said = text(value['review_text']) ?? recommended?.words ?? null;
  return contentOf({ surface: 'review', text: said, starRating: stars ?? recommended?.stars ?? null });
};
