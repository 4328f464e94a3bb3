import type { MediaAnswer } from '../../outbound/media/keep-file.ts';
import { type Page, type PageHead, pageOf } from './page.ts';

/** The answer of a web server. */
export interface PageAnswer extends Omit<MediaAnswer, 'retryAfter'> {
  /** The address that answered, after redirects. */
  readonly url: string;
  /** Its `content-type`. */
  readonly type: string | null;
}

export interface ReadDeps {
  /**
   * Gets an address of the public internet, without credentials or cookies. `accept`: types that are asked for.
   * @throws whatever went wrong: an address that is refused, no answer, too many redirects
   */
  readonly visit: <T>(url: string, accept: string, take: (answer: PageAnswer) => Promise<T>) => Promise<T>;
  /** Never throws. */
  readonly readHead: (bytes: Uint8Array, contentType: string | null) => Promise<PageHead>;
  /** The type by the signature of a file's beginning. Never throws. */
  readonly typeOf: (beginning: Uint8Array) => Promise<string | undefined>;
}

/** Of a page, the beginning is read: its head is there. */
const PAGE_BYTES = 1_000_000;
/** Pictures of X cards have less than 5 MB. */
const IMAGE_BYTES = 5_000_000;
const HTML = /^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i;
/** Pictures that every browser shows and that run nothing, with the ending of their names. */
const IMAGES: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
};

export interface Image {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly name: string;
}

/** The beginning of a body: up to `most` bytes, or what has come when it breaks off or takes too long. @throws if nothing came */
const beginningOf = async (pieces: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> => {
  const read: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of pieces) {
      read.push(piece);
      size += piece.length;
      if (size >= most) break;
    }
  } catch (error) {
    if (size === 0) throw error;
  }
  return Buffer.concat(read).subarray(0, most);
};

/** All of a body; null if it is longer than `most`. @throws if it breaks off or takes too long */
const wholeOf = async (pieces: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array | null> => {
  const read: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    read.push(piece);
    size += piece.length;
    if (size > most) return null;
  }
  return Buffer.concat(read);
};

const isGood = ({ status }: PageAnswer): boolean => status >= 200 && status < 300;

/** What a page says of itself, with the full address of its picture. Null: it is no page, or has no title, or cannot be had. Never throws. */
export const readPage = async ({ visit, readHead }: ReadDeps, url: string): Promise<Page | null> => {
  try {
    return await visit(url, 'text/html,application/xhtml+xml', async (answer) => {
      if (!isGood(answer) || !HTML.test(answer.type ?? '')) return null;
      const page = pageOf(await readHead(await beginningOf(answer.bytes, PAGE_BYTES), answer.type));
      const image = page?.image ? URL.parse(page.image, answer.url) : null;
      return page && { ...page, image: image?.href ?? null };
    });
  } catch {
    return null;
  }
};

/** The picture of a page; null if it is none that browsers show, is too large, or cannot be had. Never throws. */
export const readImage = async ({ visit, typeOf }: ReadDeps, url: string): Promise<Image | null> => {
  try {
    return await visit(url, Object.keys(IMAGES).join(','), async (answer) => {
      if (!isGood(answer) || (answer.size ?? 0) > IMAGE_BYTES) return null;
      const bytes = await wholeOf(answer.bytes, IMAGE_BYTES);
      // What the server calls it does not count.
      const type = bytes ? await typeOf(bytes) : undefined;
      const ending = type === undefined ? undefined : IMAGES[type];
      return bytes && type !== undefined && ending !== undefined ? { bytes, type, name: `preview.${ending}` } : null;
    });
  } catch {
    return null;
  }
};
