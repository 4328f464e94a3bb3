import type { Attachment } from '../../domain/support/messages/content.ts';
import { attachmentOf } from '../elements.ts';
import { type Json, link, number, record, records, text } from '../json.ts';
import { idIn } from './people.ts';

/** The maximum number of links in a text that are expanded. A post has fewer; each link costs a pass over the text. */
const MOST_LINKS = 100;

export interface Written {
  readonly text: string | null;
  readonly attachments: Attachment[];
}

/**
 * The content of a post or a direct message. Links are shown as the writer wrote them, not as `t.co`; the links of attached media are left out of the text. X
 * escapes `&`, `<` and `>`. `entities`, `media`: https://docs.x.com/x-api/x-api-v2/enterprise-gnip-2.0/fundamentals/data-dictionary (read 2026-11-29)
 */
export const writtenOf = (said: string, entities: Json | undefined, media: readonly Json[]): Written => {
  let words = said;
  for (const [index, url] of records(entities?.['urls']).entries()) {
    if (index === MOST_LINKS) break;
    const [short, whole] = [text(url['url']), link(url['expanded_url'])];
    if (short !== undefined && whole !== undefined) words = words.replace(short, () => whole);
  }
  for (const item of media) {
    const short = text(item['url']);
    if (short !== undefined) words = words.replace(short, () => '');
  }
  const plain = words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim();
  return { text: plain === '' ? null : plain, attachments: media.flatMap(fileOf) };
};

/** A photo, or the best MP4 of a video or an animated GIF. */
const fileOf = (item: Json): Attachment[] => {
  const mediaId = idIn(item, 'id') ?? null;
  const [best] = records(record(item['video_info'])?.['variants'])
    .filter((variant) => variant['content_type'] === 'video/mp4' && link(variant['url']) !== undefined)
    .toSorted((left, right) => (number(right['bitrate']) ?? 0) - (number(left['bitrate']) ?? 0));
  const url = link(best?.['url']) ?? link(item['media_url_https']) ?? link(item['media_url']);
  if (url === undefined) return [];
  return [attachmentOf({ name: nameIn(url), type: best ? 'video/mp4' : pictureType(url), url, mediaId })];
};

const nameIn = (url: string): string | null => /\/([^/?#]+\.[a-z0-9]{2,5})(?:[?#]|$)/i.exec(url)?.[1] ?? null;
const pictureType = (url: string): string => {
  if (/\.png(?:[?#:]|$)/i.test(url)) return 'image/png';
  return /\.webp(?:[?#:]|$)/i.test(url) ? 'image/webp' : 'image/jpeg';
};
