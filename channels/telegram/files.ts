import type { Content } from '../../domain/support/inbound/inbound-event.ts';
import { attachmentOf } from '../elements.ts';
import { id, type Json, link, number, record, records, text } from '../json.ts';

type Media = (part: unknown, message: Json) => Partial<Content> | undefined;

const sizeOf = (value: unknown): number | null => {
  const size = number(value);
  return size !== undefined && Number.isSafeInteger(size) && size >= 0 ? size : null;
};

/**
 * Adds the address of each linked word below the text, unless the text already shows it: https://core.telegram.org/bots/api#messageentity (read 2026-11-29).
 */
export const withLinks = (said: string | undefined, entities: unknown): string | undefined => {
  if (said === undefined) return undefined;
  const hidden = records(entities).flatMap((entity) => (entity['type'] === 'text_link' ? (link(entity['url']) ?? []) : []));
  return [said, ...new Set(hidden.filter((url) => !said.includes(url)))].join('\n');
};

export const captionOf = (message: Json): string | undefined => withLinks(text(message['caption']), message['caption_entities']);

/**
 * A file at Telegram. Its `file_id` identifies it, because its address would contain the bot's token
 * (https://core.telegram.org/bots/api#getfile, read 2026-11-29). `type`: used if the file has no type.
 */
export const file =
  (type: string): Media =>
  (part, message) => {
    const given = record(part);
    const mediaId = id(given?.['file_id']);
    if (given === undefined || mediaId === undefined) return undefined;
    const attachment = attachmentOf({
      name: text(given['file_name']) ?? null,
      type: text(given['mime_type']) ?? type,
      size: sizeOf(given['file_size']),
      mediaId,
    });
    return { text: captionOf(message) ?? null, attachments: [attachment] };
  };

/** The same photo in several sizes; the largest counts. */
export const photo: Media = (part, message) => {
  const [largest] = records(part).toSorted((left, right) => area(right) - area(left));
  return file('image/jpeg')(largest, message);
};

const area = (size: Json): number => (number(size['width']) ?? 0) * (number(size['height']) ?? 0);

/** Static, animated (Lottie, gzipped) or a video: https://core.telegram.org/bots/api#sticker (read 2026-11-29). */
export const sticker: Media = (part, message) => {
  const given = record(part);
  const type = given?.['is_video'] === true ? 'video/webm' : given?.['is_animated'] === true ? 'application/x-tgsticker' : 'image/webp';
  const read = file(type)(part, message);
  return read && { ...read, text: text(given?.['emoji']) ?? null };
};
