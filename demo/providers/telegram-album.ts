import { isRecord } from './graph-error.ts';

const MB = 1024 * 1024;
const LARGEST: Readonly<Record<string, number>> = { photo: 10 * MB, video: 50 * MB };
const CAPTION = 1024;

/** What is wrong with the `media` of `sendMediaGroup`, or null. `files`: those of the form, by field. https://core.telegram.org/bots/api#sendmediagroup (read 2026-11-30) */
export const albumFault = (media: unknown, files: ReadonlyMap<string, { readonly size: number }>): string | null => {
  if (!Array.isArray(media) || media.length < 2) return 'expected an Array of InputMedia of at least 2 items';
  if (media.length > 10) return 'too many messages to send as an album';
  const used = new Set<string>();
  for (const item of media as readonly unknown[]) {
    if (!isRecord(item)) return "can't parse InputMedia: expected an Object";
    const { type, media: from, caption = '', ...unknown } = item;
    const [first] = Object.keys(unknown);
    if (first !== undefined) return `unknown field "${first}"`;
    const field = /^attach:\/\/(\w+)$/.exec(typeof from === 'string' ? from : '')?.[1] ?? '';
    const file = files.get(field);
    if (typeof type !== 'string' || !Object.hasOwn(LARGEST, type)) return "can't parse InputMedia: unsupported type";
    if (!file || used.has(field)) return "can't parse InputMedia: media not found";
    if (file.size > (LARGEST[type] ?? 0)) return 'file is too big';
    if (typeof caption !== 'string' || caption.length > CAPTION) return 'message caption is too long';
    used.add(field);
  }
  return used.size === files.size ? null : 'a file that no item names';
};
