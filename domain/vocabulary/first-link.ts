import { LINK } from '../limits.ts';

/** Where a link may begin. What is no part of a link ends it: white space, quotes, angle brackets, and marks that change how a text is read. */
const CANDIDATES = /\bhttps?:\/\/[^\s<>"`\p{Cc}\p{Cf}]+/giu;
/** Candidates that are looked at: a text of nothing but broken links costs no more than these. */
const MOST = 20;
/** Ends a sentence, and is no part of a link that a person writes in one. */
const CLOSING = /[.,;:!?'*_~…。、，；：！？」』》】]/u;
const PAIRS: readonly (readonly [string, string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['（', '）'],
];

const count = (text: string, sign: string): number => text.split(sign).length - 1;

/** Without the punctuation of the sentence around it. A closing bracket stays if the link has its opening one, as links of Wikipedia do. */
const bare = (candidate: string): string => {
  const loose = new Map(PAIRS.map(([opening, closing]) => [closing, count(candidate, closing) - count(candidate, opening)]));
  let end = candidate.length;
  for (; end > 0; end -= 1) {
    const last = candidate.charAt(end - 1);
    const unpaired = loose.get(last) ?? 0;
    if (unpaired > 0) loose.set(last, unpaired - 1);
    else if (!CLOSING.test(last)) break;
  }
  return candidate.substring(0, end);
};

/** A link as a browser reads it; null for one that has a user name or a password, or is too long. */
const whole = (candidate: string): string | null => {
  if (candidate.length > LINK) return null;
  const url = URL.parse(bare(candidate));
  if (!url || url.hostname === '' || url.username !== '' || url.password !== '') return null;
  return url.href.length > LINK ? null : url.href;
};

/** The first http(s) link of a text, as a browser reads it (in ASCII); null if there is none. Linear in the length of the text. */
export const firstLink = (text: string | null | undefined): string | null => {
  if (!text || !mayHaveLink(text)) return null;
  let looked = 0;
  for (const [candidate] of text.matchAll(CANDIDATES)) {
    const link = whole(candidate);
    if (link !== null) return link;
    if ((looked += 1) >= MOST) return null;
  }
  return null;
};

/** Cheap: whether it is worth looking. */
export const mayHaveLink = (text: string): boolean => text.includes('://');
