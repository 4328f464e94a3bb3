import { TextDecoder } from 'node:util';
import iconv from 'iconv-lite';
import { charsetName } from './charset-names.ts';
import { decodedHz, decodedIso2022 } from './shifted.ts';

/** Character sets for which the platform's tables are too small (extensions of KS X 1001 and Big5), with iconv-lite's name. */
const LARGER: Readonly<Record<string, string>> = { 'euc-kr': 'cp949', big5: 'big5hkscs', shift_jis: 'cp932', 'euc-jp': 'eucjp', gbk: 'gbk' };

/**
 * Bytes of a mail as text, whatever the charset. The platform's decoder comes first, then iconv-lite (DOS and Macintosh code pages, UTF-7, UTF-32), then
 * the shifted charsets. A name that nobody knows, and a name that is wrong, end in a guess: text with a few wrong characters is better than none.
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
  // Transfer encodings are charsets to iconv-lite, and not to a mail.
  if (!/base64|hex|binary|internal/.test(name) && iconv.encodingExists(name)) return iconv.decode(Buffer.from(bytes), name).toWellFormed();
  return guessed(bytes);
};

const known = new Map<string, TextDecoder | null>();
const platformDecoder = (name: string): TextDecoder | null => {
  const held = known.get(name);
  if (held !== undefined) return held;
  let decoder: TextDecoder | null = null;
  // Without a byte order in the name the platform takes little-endian; iconv-lite looks at the text.
  if (name !== 'utf-16') {
    try {
      decoder = new TextDecoder(name);
    } catch {
      // Not one of the platform's.
    }
  }
  // Strangers invent names: what is remembered has an end.
  if (known.size < 200) known.set(name, decoder);
  return decoder;
};

const utf8 = new TextDecoder('utf-8');
const western = new TextDecoder('windows-1252');

/** UTF-8, unless most of what is not ASCII is not UTF-8 either: then the charset that old programs use without saying so. */
export const guessed = (bytes: Uint8Array): string => {
  const text = utf8.decode(bytes);
  if (!text.includes('\uFFFD')) return text;
  const broken = text.match(/\uFFFD/g)?.length ?? 0;
  // eslint-disable-next-line no-control-regex
  const beyondAscii = text.match(/[^\0-\x7f]/gu)?.length ?? 0;
  return broken * 2 > beyondAscii ? western.decode(bytes) : text;
};
