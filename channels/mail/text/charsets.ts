import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import iconv from 'iconv-lite';
import { charsetName } from './charset-names.ts';
import { decodedHz, decodedIso2022 } from './shifted.ts';

/** Character sets for which the platform's tables are too small (extensions of KS X 1001 and Big5), with iconv-lite's name. */
const LARGER: Readonly<Record<string, string>> = { 'euc-kr': 'cp949', big5: 'big5hkscs', shift_jis: 'cp932', 'euc-jp': 'eucjp', gbk: 'gbk' };

/**
 * Bytes of a mail as text, in any charset. The platform's decoder comes first, then iconv-lite (DOS and Macintosh code pages, UTF-7, UTF-32), then
 * the shifted charsets. For an unknown or wrong name, the charset is guessed: text with a few wrong characters is better than no text.
 */
export const decodedText = (bytes: Uint8Array, label: string | null | undefined): string => {
  const name = charsetName(label);
  if (name === null || name === 'utf-8' || name === 'us-ascii') return guessed(bytes);
  if (name === 'iso-2022') return decodedIso2022(bytes);
  if (name === 'hz-gb-2312') return decodedHz(bytes);
  const larger = Object.hasOwn(LARGER, name) ? LARGER[name] : undefined;
  if (larger !== undefined) return iconv.decode(Buffer.from(bytes), larger).toWellFormed();
  const decoder = platformDecoder(name);
  if (decoder) return decoder.decode(bytes);
  // iconv-lite treats transfer encodings as charsets; in a mail they are not charsets.
  if (!/base64|hex|binary|internal/.test(name) && iconv.encodingExists(name)) return iconv.decode(Buffer.from(bytes), name).toWellFormed();
  return guessed(bytes);
};

const known = new Map<string, TextDecoder | null>();
const platformDecoder = (name: string): TextDecoder | null => {
  const held = known.get(name);
  if (held !== undefined) return held;
  let decoder: TextDecoder | null = null;
  // If the name has no byte order, the platform assumes little-endian; iconv-lite detects it from the text.
  if (name !== 'utf-16') {
    try {
      decoder = new TextDecoder(name);
    } catch {
      // The platform does not know this charset.
    }
  }
  // Senders can invent any number of names, so the cache is limited.
  if (known.size < 200) known.set(name, decoder);
  return decoder;
};

const utf8 = new TextDecoder('utf-8');
const western = new TextDecoder('windows-1252');

/** UTF-8, unless most non-ASCII bytes are invalid in UTF-8. Then the charset that old programs use without naming it. */
export const guessed = (bytes: Uint8Array): string => {
  const text = utf8.decode(bytes);
  // A U+FFFD may be the sender's own.
  if (isUtf8(bytes)) return text;
  const broken = text.match(/\uFFFD/g)?.length ?? 0;
  // eslint-disable-next-line no-control-regex
  const beyondAscii = text.match(/[^\0-\x7f]/gu)?.length ?? 0;
  return broken * 2 > beyondAscii ? western.decode(bytes) : text;
};
