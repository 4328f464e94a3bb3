import type { ImapFlow } from 'imapflow';

/** Bytes that one command fetches, and that are in memory at a time. */
const PIECE = 1024 * 1024;

/** The mail was deleted while it was read. */
export class Gone extends Error {}
/** The server is too slow for this mail. */
export class TooSlow extends Error {}

/** Bytes of a mail from `start` on, without marking it as read (RFC 9051, section 6.4.5: `BODY.PEEK[]<start.length>`); empty beyond its end. */
export type ReadPart = (start: number, maxLength: number) => Promise<Uint8Array>;

export const partsOf =
  (client: ImapFlow, uid: number): ReadPart =>
  async (start, maxLength) => {
    const mail = await client.fetchOne(String(uid), { uid: true, source: { start, maxLength } }, { uid: true });
    if (!mail) throw new Gone();
    return mail.source ?? new Uint8Array();
  };

/**
 * The exact size of a mail, because the object store must know it beforehand, and servers of Exchange and others report an estimate as `RFC822.SIZE`. `least`: it has
 * at least so many bytes. Null: it has more than `most`.
 */
export const sizeOf = async (read: ReadPart, reported: number, least: number, most: number): Promise<number | null> => {
  const has = async (offset: number): Promise<boolean> => (await read(offset, 1)).length > 0;
  if (reported > least && reported <= most && (await has(reported - 1)) && !(await has(reported))) return reported;
  if (await has(most)) return null;
  let [low, high] = [least, most];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await has(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Exactly `size` bytes: those that were read already, then the others. `until`: epoch ms. @throws Gone, TooSlow */
export async function* wholeMail(read: ReadPart, first: Uint8Array, size: number, until: number): AsyncGenerator<Uint8Array, void, undefined> {
  yield first;
  for (let at = first.length; at < size; ) {
    if (Date.now() > until) throw new TooSlow();
    const piece = await read(at, Math.min(PIECE, size - at));
    if (piece.length === 0) throw new Gone();
    yield piece;
    at += piece.length;
  }
}
