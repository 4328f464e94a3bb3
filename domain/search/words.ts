import { cut } from '../text/well-formed.ts';

/**
 * What a word is, in one place: both engines index these words and are asked for these words, so that a search finds the same
 * on a laptop and on AWS, without plug-ins for Unicode. Folding: compatibility forms, case, the accents of Latin, Greek and
 * Cyrillic, the vowel points of Hebrew and Arabic. Scripts that put no spaces between words are indexed by character, and a
 * word of them is searched as a phrase.
 */
const ASCII = /^\p{ASCII}*$/u;
const ASCII_WORD = /[a-z0-9]+/g;
const SPACELESS = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const PIECE = new RegExp(`[${SPACELESS}]|(?:(?![${SPACELESS}])[\\p{L}\\p{N}\\p{M}])+`, 'gu');
/** Combining accents; Hebrew points; Arabic vowel signs and the tatweel, which only stretches a word. */
const MARKS = /\u0640|[\u0300-\u036f]|[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]|[\u064b-\u065f\u0670]/gu;
/** Letters that Unicode does not decompose but people type without. */
const UNDECOMPOSED: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ħ: 'h', ı: 'i', ς: 'σ' };
const UNDECOMPOSED_LETTER = /[ßæœøđðþłħıς]/g;
/** Longer "words" are pasted data; an index of them helps nobody. */
const LONGEST_WORD = 64;

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(MARKS, '')
    .replace(UNDECOMPOSED_LETTER, (letter) => UNDECOMPOSED[letter] ?? letter)
    .normalize('NFC');
}

const clip = (word: string): string => cut(word, LONGEST_WORD);

/** The folded words of a text, in order. */
export function wordsOf(text: string): string[] {
  if (ASCII.test(text)) return (text.toLowerCase().match(ASCII_WORD) ?? []).map(clip);
  return (fold(text).match(PIECE) ?? []).map(clip);
}

export interface PlacedWord {
  readonly word: string;
  /** UTF-16 offsets into the text, the end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** The same words with their places in the text as it was written, for highlights. */
export function placedWordsOf(text: string): PlacedWord[] {
  const placed: PlacedWord[] = [];
  for (const match of text.matchAll(PIECE)) {
    for (const word of wordsOf(match[0])) placed.push({ word, start: match.index, end: match.index + match[0].length });
  }
  return placed;
}

/** One thing a ticket must contain: these words one after the other; with `prefix` the last one may go on. */
export interface Term {
  readonly words: readonly string[];
  readonly prefix: boolean;
}

/** What somebody typed: "quoted phrases" are taken exactly, the last unquoted word is a prefix (he may still be typing). */
export function termsOf(q: string): Term[] {
  const parts = [...q.matchAll(/"([^"]*)"?|[^\s"]+/g)].map((match) => ({ quoted: match[0].startsWith('"'), text: match[1] ?? match[0] }));
  const terms: Term[] = [];
  parts.forEach((part, index) => {
    const words = wordsOf(part.text);
    if (words.length > 0) terms.push({ words, prefix: !part.quoted && index === parts.length - 1 });
  });
  return terms;
}

/** The text as both engines index it. */
export const indexedWords = (text: string): string => wordsOf(text).join(' ');
