import { TextDecoder } from 'node:util';

/**
 * Bytes of an HTML page as text, by the order of the HTML Standard (https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding, read 2026-11-30): the byte order mark,
 * the charset of the response, the one in a `meta` element of the first 1,024 bytes, then UTF-8 if the bytes are that, else windows-1252. Names are those of the Encoding Standard, which the
 * platform's decoder has. A name that it does not know counts as missing.
 */
export const decodedPage = (bytes: Uint8Array, contentType: string | null): string => {
  const decoder = marked(bytes) ?? decoderOf(charsetIn(contentType)) ?? decoderOf(declared(bytes));
  if (decoder) return decoder.decode(bytes).toWellFormed();
  try {
    // As a stream: the last character may be cut.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
};

/** The prescan of the standard. */
const PRESCAN = 1_024;

const decoderOf = (label: string | null): TextDecoder | null => {
  if (label === null) return null;
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
};

const marked = (bytes: Uint8Array): TextDecoder | null => {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return new TextDecoder('utf-8');
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be');
  return first === 0xff && second === 0xfe ? new TextDecoder('utf-16le') : null;
};

/** `text/html; charset="utf-8"` */
const charsetIn = (text: string | null): string | null => /charset\s*=\s*["']?\s*([^\s"';>]+)/i.exec(text ?? '')?.[1] ?? null;

/** A page that can be read up to its `meta` element is no UTF-16, whatever that says (the standard takes UTF-8 then). */
const declared = (bytes: Uint8Array): string | null => {
  const beginning = Buffer.from(bytes.subarray(0, PRESCAN)).toString('latin1');
  const [meta] = /<meta\s[^>]*charset\s*=[^>]*/i.exec(beginning.replace(/<!--.*?(?:-->|$)/gs, '')) ?? [];
  const label = charsetIn(meta ?? null);
  return label !== null && /^utf-?16/i.test(label) ? 'utf-8' : label;
};
