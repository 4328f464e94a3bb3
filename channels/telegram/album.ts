import type { OutgoingFile } from '../../domain/channels/actions.ts';
import { albumKind } from './send-file.ts';

const MB = 1024 * 1024;
/** Files of an album; and, ours, bytes of one: a form with more than a single file of the largest size might be refused. */
const MOST = 10;
const BYTES = 50 * MB;

/**
 * Consecutive pictures and videos together, as the apps show them; every other file alone.
 * https://core.telegram.org/bots/api#sendmediagroup (2–10 items; Bot API 10.1, read 2026-11-30)
 */
export const albumsOf = <Part extends { readonly file: Pick<OutgoingFile, 'type' | 'size'> }>(parts: readonly Part[]): readonly (readonly Part[])[] => {
  const albums: Part[][] = [];
  let isOpen = false;
  let bytes = 0;
  for (const part of parts) {
    const fits = albumKind(part.file) !== undefined;
    const size = part.file.size ?? 0;
    const album = albums.at(-1);
    if (fits && isOpen && album && album.length < MOST && bytes + size <= BYTES) {
      album.push(part);
      bytes += size;
    } else {
      albums.push([part]);
      bytes = size;
    }
    isOpen = fits;
  }
  return albums;
};
