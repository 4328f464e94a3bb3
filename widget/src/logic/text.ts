export interface Piece {
  readonly text: string;
  /** For `http:` and `https:` addresses only. */
  readonly href?: string;
}

/** Longer texts are shown up to here, with a button for the rest, so that a page with them stays fast. */
export const SHOWN = 4_000;

const ADDRESS = /https?:\/\/[^\s<>"'`\u200b-\u200f\u202a-\u202e\u2066-\u2069]{1,2000}/gi;
/** Punctuation at the end belongs to the sentence. */
const TAIL = /[.,;:!?)\]}»”’]+$/;

/** Splits a text into plain pieces and links. Nothing in it is ever read as HTML. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const { 0: raw, index } of text.matchAll(ADDRESS)) {
    const href = raw.replace(TAIL, '');
    if (!URL.canParse(href)) continue;
    if (index > from) found.push({ text: text.slice(from, index) });
    found.push({ text: href, href });
    from = index + href.length;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}

/** The beginning of a long text, not cut within a character; null if the text is short. */
export function beginning(text: string, most = SHOWN): string | null {
  if (text.length <= most) return null;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}

/** More marks on one letter than any script has: text that is made to spill over its surroundings. */
const PILE = /(\p{M}{6})\p{M}+/gu;
export const withoutPiles = (text: string): string => text.replace(PILE, '$1');

/** One or two letters for a person's picture. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = (word: string | undefined): string => /[\p{L}\p{N}]/u.exec(word ?? '')?.[0] ?? '';
  return `${first(words[0])}${words.length > 1 ? first(words.at(-1)) : ''}`.toUpperCase();
}

/** What the forms take for a mail address; the hub decides. */
export const isAddress = (text: string): boolean => /^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+\.[^\s@<>"(),:;.]{2,}$/.test(text) && text.length <= 254;
