import { cut } from '../text/well-formed.ts';

const MOST = 200;
/** Opens or closes a quotation; an apostrophe inside a word does not. */
const QUOTE = /["`“”„«»]|(?<!\p{L})['‘’]|['‘’](?!\p{L})/gu;

/** Everything from the first quotation mark to the last, because quoted text may contain quotation marks or be cut off. */
const unquoted = (text: string): string => {
  const marks = [...text.matchAll(QUOTE)].map(({ index }) => index);
  const [first] = marks;
  const last = marks.at(-1);
  if (first === undefined || last === undefined) return text;
  return `${text.slice(0, first)}…${first === last ? '' : text.slice(last + 1)}`;
};

/**
 * An error's message without quoted text, addresses, links, long tokens and numbers. Messages with the same cause become
 * equal, and contain no customer's text as long as messages quote it. Pure.
 */
export const scrub = (message: string): string =>
  unquoted(cut(message, 2_000).replace(/\s+/g, ' '))
    .replace(/\b[a-z][\w+.-]*:\/\/\S+/gi, '<link>')
    .replace(/[^\s@]+@[^\s@]+/g, '<address>')
    .replace(/[\w+/=-]{24,}/g, '<token>')
    .replace(/\d+/g, '#')
    .replace(/#(?:[ ().,:/-]*#)+/g, '#')
    .trim()
    .slice(0, MOST);
