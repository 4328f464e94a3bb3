import { LINK } from '../limits.ts';

/** Where a link may begin. What is no part of a link ends it: white space, quotes, angle brackets, and marks that change how a text is read. */
const CANDIDATES = /\bhttps?:\/\/[^\s<>"`\p{C}]+/giu;
/** Punctuation of the sentence around a link. */
const SENTENCE = /[^\P{P}/#&%@-]/u;
/** Signs that are taken off the end of a link: a text of nothing but brackets takes no longer than others. */
const MOST = 16;

/** Without the punctuation of the sentence around it. A closing bracket stays if the link has its opening one, as links of Wikipedia do. */
const bare = (candidate: string): string => {
  let link = candidate;
  for (let taken = 0; taken < MOST; taken += 1) {
    const last = link.slice(-1);
    const opening = '([{'[')]}'.indexOf(last)];
    if (!SENTENCE.test(last) || (opening && link.split(last).length <= link.split(opening).length)) break;
    link = link.slice(0, -1);
  }
  return link;
};

/** The first http(s) link of a text, as a browser reads it (in ASCII); null if there is none. One with a user name or a password, and a very long one, is none. Linear in the length of the text. */
export const firstLink = (text: string | null | undefined): string | null => {
  for (const [candidate] of (text ?? '').matchAll(CANDIDATES)) {
    const url = URL.parse(bare(candidate));
    if (url && url.username + url.password === '' && url.href.length <= LINK) return url.href;
  }
  return null;
};
