import { charsetName } from './charset-names.ts';
import { decodedText } from './charsets.ts';
import { bytesOfBase64 } from './transfer.ts';

/**
 * Encoded words (RFC 2047), including malformed ones: multi-byte characters that are split over words, words without an end, with spaces inside,
 * attached to other text, or nested. One pass from left to right. All other text stays unchanged.
 */
export const decodedWords = (text: string): string => {
  if (!text.includes('=?')) return text;
  const pieces = new Pieces();
  let at = 0;
  let open = 0;
  while (at < text.length) {
    const start = text.indexOf('=?', at);
    const word = start === -1 ? null : wordAt(text, start);
    if (start === -1) break;
    pieces.text(text.slice(at, start));
    if (!word) {
      pieces.text('=?');
      at = start + 2;
      continue;
    }
    if (word.data === null) open += 1;
    else pieces.word(word.charset, word.encoding === 'b' ? bytesOfBase64(word.data) : bytesOfQ(word.data));
    at = word.end;
    // The end of a word that contained another one.
    for (; open > 0 && word.data !== null && text.startsWith('?=', at); open -= 1) at += 2;
  }
  pieces.text(text.slice(at));
  return pieces.end();
};

interface Word {
  readonly charset: string;
  readonly encoding: string;
  /** Null: another word begins before this one ends. */
  readonly data: string | null;
  readonly end: number;
}

const START = /=\?([^?\s]{1,80})\?([bq])\?/iy;

const wordAt = (text: string, start: number): Word | null => {
  START.lastIndex = start;
  const [whole, charset = '', encoding = ''] = START.exec(text) ?? [];
  if (whole === undefined) return null;
  const from = start + whole.length;
  const close = text.indexOf('?=', from);
  const limit = close === -1 ? text.length : close;
  const word = { charset, encoding: encoding.toLowerCase() };
  const inner = text.indexOf('=?', from);
  if (inner !== -1 && inner < limit) {
    START.lastIndex = inner;
    if (START.test(text)) {
      const between = text.slice(from, inner);
      // If there is only space before the next word, this word encloses it. Otherwise this word has no end.
      return between.trim() === '' ? { ...word, data: null, end: inner } : { ...word, data: between.trim().replace(/\?$/, ''), end: inner };
    }
  }
  if (close !== -1) return { ...word, data: text.slice(from, close), end: close + 2 };
  const space = /[\s<>,;]/.exec(text.slice(from))?.index;
  const end = space === undefined ? text.length : from + space;
  return { ...word, data: text.slice(from, end).replace(/\?$/, ''), end };
};

const bytesOfQ = (data: string): Buffer => {
  const spaced = Buffer.from(data.replaceAll('_', ' '));
  const bytes: number[] = [];
  for (let at = 0; at < spaced.length; at += 1) {
    const byte = spaced[at] ?? 0;
    const hex = byte === 0x3d ? spaced.toString('latin1', at + 1, at + 3) : '';
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      at += 2;
    } else bytes.push(byte);
  }
  return Buffer.from(bytes);
};

/** Puts the text together; the bytes of neighbouring words in one charset are decoded as one. */
class Pieces {
  #out = '';
  #space = '';
  #charset = '';
  #bytes: Buffer[] = [];

  text(text: string): void {
    // Space between two words is not part of the text (RFC 2047 §6.2).
    if (text.trim() === '' && this.#bytes.length > 0) this.#space += text;
    else if (text !== '') {
      this.#flush();
      this.#out += text;
    }
  }

  word(charset: string, bytes: Buffer): void {
    const name = charsetName(charset) ?? '';
    this.#space = '';
    if (name !== this.#charset) this.#flush();
    this.#charset = name;
    this.#bytes.push(bytes);
  }

  #flush(): void {
    if (this.#bytes.length > 0) this.#out += decodedText(Buffer.concat(this.#bytes), this.#charset);
    this.#out += this.#space;
    this.#bytes = [];
    this.#space = '';
  }

  end(): string {
    this.#flush();
    return this.#out;
  }
}
