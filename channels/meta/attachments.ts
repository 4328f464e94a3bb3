import type { Attachment } from '../../domain/support/messages/content.ts';
import { attachmentOf } from '../elements.ts';
import { digits, id, type Json, lines, link, record, records, rowOf, text } from '../json.ts';

/** The types that Messenger and Instagram serve if the link has no known ending. They re-encode people's files. */
const USUAL: Readonly<Record<string, string>> = {
  image: 'image/jpeg',
  sticker: 'image/png',
  video: 'video/mp4',
  reel: 'video/mp4',
  ig_reel: 'video/mp4',
  audio: 'audio/mp4',
};
const BY_ENDING: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  pdf: 'application/pdf',
  txt: 'text/plain',
  csv: 'text/csv',
  zip: 'application/zip',
};

const nameOf = (url: string): string | null => /\/([^/?#]+\.[a-z0-9]{2,5})(?:[?#]|$)/i.exec(url)?.[1] ?? null;
const typeOf = (url: string, kind: string): string =>
  rowOf(BY_ENDING, nameOf(url)?.split('.').pop()?.toLowerCase()) ?? rowOf(USUAL, kind) ?? 'application/octet-stream';

/**
 * `message.attachments[]`: files as links; locations, shared links and templates as text (`said`). Until 2026-08-30, while Meta moved
 * stickers to a type of their own, a sticker could come twice; each sticker id counts once.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/changelog (of 2026-06-01)
 * A shared post of Instagram comes as `share` and as `ig_post`; each post counts once.
 * https://developers.facebook.com/documentation/instagram-platform/webhooks/new (of 2025-10-30)
 */
export const readAttachments = (given: unknown, spoken: string | undefined): { readonly attachments: Attachment[]; readonly said: string | undefined } => {
  const attachments: Attachment[] = [];
  const said: (string | undefined)[] = [];
  const seen = new Set<string>();
  for (const piece of records(given)) {
    const kind = text(piece['type']) ?? 'file';
    const payload = record(piece['payload']) ?? {};
    const once = id(payload['sticker_id']) ?? id(payload['ig_post_media_id']);
    if (once !== undefined && seen.has(once)) continue;
    if (once !== undefined) seen.add(once);
    const url = link(payload['url']) ?? link(piece['url']);
    const inWords = rowOf(WORDS, kind)?.(piece, payload, url);
    if (inWords !== undefined) {
      if (!spoken?.includes(inWords)) said.push(inWords);
    } else if (url !== undefined) {
      attachments.push(attachmentOf({ name: text(payload['title']) ?? text(piece['title']) ?? nameOf(url), type: typeOf(url, kind), url }));
      // Without a text, readers would not know why the story is shown.
      if (kind === 'story_mention') said.push('[mentioned you in a story]');
    } else {
      said.push(text(piece['title']) ?? `[${kind}]`);
    }
  }
  return { attachments, said: lines(...said) };
};

const WORDS: Readonly<Record<string, (piece: Json, payload: Json, url: string | undefined) => string | undefined>> = {
  location: (piece, payload) => {
    const coordinates = record(payload['coordinates']);
    const [latitude, longitude] = [digits(coordinates?.['lat']), digits(coordinates?.['long'])];
    return latitude === undefined || longitude === undefined ? undefined : lines(text(piece['title']), `${latitude}, ${longitude}`);
  },
  fallback: (piece, _, url) => url ?? text(piece['title']),
  template: (piece, payload) => {
    const parts = records(payload['elements']);
    return lines(text(payload['text']), text(piece['title']), ...parts.map((each) => lines(text(each['title']), text(each['subtitle']))));
  },
};
