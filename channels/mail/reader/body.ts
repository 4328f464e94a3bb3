import libmime from 'libmime';
import { decodedText } from '../text/charsets.ts';
import { wordsOfHtml } from '../text/html-words.ts';
import { transferDecoded } from '../text/transfer.ts';
import { type File, fileOf } from './files.ts';
import type { Part } from './parts.ts';

export interface Body {
  /** The readable text, with lines ended by `\n`; null when there is only white space. */
  readonly text: string | null;
  readonly html: string | null;
  readonly files: readonly File[];
  /** Identifies the content if the body was not read. */
  readonly fingerprint?: string;
}

/** A text that consists only of white space and invisible characters counts as empty. */
const isBlank = (text: string): boolean => !/[^\s\p{Cf}\u034f\u115f\u1160\u2800\u3164\uffa0]/u.test(text);

/** Reports of mail servers are readable text too (RFC 3464, RFC 8098). */
const REPORTS: ReadonlySet<string> = new Set(['message/delivery-status', 'message/disposition-notification']);

interface Piece {
  readonly text: string | null;
  readonly html: string | null;
}

/**
 * The content of a mail. Of alternatives, the plain text is used; if it is blank, the text of the HTML. Consecutive text parts are
 * one text. Everything else is a file.
 */
export const bodyOf = (root: Part): Body => {
  const files: File[] = [];
  let hasText = false;

  const leaf = (part: Part): Piece => {
    const type = part.type ?? '';
    const isText = type === '' || type === 'text' || type === 'text/plain' || REPORTS.has(type) || part.multipart !== null;
    const isHtml = type === 'text/html';
    // A named text after the first one is a file that a mail program shows below the text.
    const isFile = part.disposition === 'attachment' || (part.filename !== null && hasText);
    if (isFile || !(isText || isHtml)) {
      if (part.chunks.length > 0 || part.filename !== null) files.push(fileOf(part));
      return NOTHING;
    }
    hasText = true;
    const text = textOf(part);
    return isHtml ? { text: null, html: text } : { text, html: null };
  };

  const read = (part: Part): Piece => {
    if (part.children.length === 0) return leaf(part);
    const pieces = part.children.map(read);
    return part.multipart === 'alternative' ? best(pieces) : joined(pieces);
  };

  const { text, html } = read(root);
  const said = text !== null && !isBlank(text) ? text : wordsOf(html);
  return { text: said === null || isBlank(said) ? null : said.trimEnd(), html: html === null || isBlank(html) ? null : html, files };
};

const NOTHING: Piece = { text: null, html: null };

const wordsOf = (html: string | null): string | null => (html === null ? null : wordsOfHtml(html));

const best = (pieces: readonly Piece[]): Piece => ({
  text: pieces.find(({ text }) => text !== null && !isBlank(text))?.text ?? null,
  html: pieces.findLast(({ html }) => html !== null)?.html ?? null,
});

const joined = (pieces: readonly Piece[]): Piece => {
  const said = pieces.filter(({ text, html }) => text !== null || html !== null);
  const [only] = said;
  if (only === undefined || said.length === 1) return only ?? NOTHING;
  return {
    text: said
      .map(({ text, html }) => (text !== null && !isBlank(text) ? text : (wordsOf(html) ?? '')))
      .map((text) => text.trimEnd())
      .join('\n'),
    html: said.some(({ html }) => html !== null) ? said.map(({ text, html }) => html ?? `<pre>${escaped(text ?? '')}</pre>`).join('\n') : null,
  };
};

const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const textOf = (part: Part): string => {
  const text = decodedText(transferDecoded(Buffer.concat(part.chunks), part.encoding), part.charset)
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n');
  return part.flowed && part.type !== 'text/html' ? libmime.decodeFlowed(text, part.delSp) : text;
};
