import { fold } from '../text/fold.ts';
import { foldWithOffsets } from '../text/fold-with-offsets.ts';
import { cut } from '../text/well-formed.ts';
import { indexedNumber, numbersOf } from './numbers.ts';

/**
 * The definition of a word: both engines index these words and are queried for these words, so that a search finds the same
 * on a laptop and on AWS, without plug-ins for Unicode. Words are compared by `domain/text/fold.ts`. Scripts that put no spaces between
 * words are indexed by character, and a word of them is searched as a phrase. An emoji is a word; a flag is one.
 * Raise `words-version.ts` with every change of the words of a text.
 */

const ASCII = /^\p{ASCII}*$/u;
const ASCII_WORD = /[a-z0-9]+/g;
/** By all scripts that use it, because the long mark of Katakana belongs to no single one. */
const SPACELESS = ['Han', 'Hira', 'Kana', 'Thai', 'Lao', 'Khmer', 'Mymr'].map((script) => `\\p{Script_Extensions=${script}}`).join('');
const WORD = '[\\p{L}\\p{N}\\p{M}]';
const PIECE = new RegExp(`(?=${WORD})[${SPACELESS}]|(?:(?![${SPACELESS}])${WORD})+|\\p{Regional_Indicator}{1,2}|(?!${WORD})\\p{Extended_Pictographic}`, 'gu');
/** Longer "words" are pasted data; an index of them helps nobody. */
const LONGEST_WORD = 64;
/** Stands between texts in the index (a private-use letter nobody types), so that no phrase runs from one into the next. */
const BETWEEN = '\u{e000}';
/** Begins the word that stands for a whole tag. Signs and spaces of the tag become letters: engines split at them. */
const TAG = '\u{e003}';
const SIGN_LETTERS = 0xe100;
const SIGN = /[^\p{L}\p{N}\p{M}]/gu;
/** Engines index no longer word. */
const LONGEST_TAG = 200;

const clip = (word: string): string => cut(word, LONGEST_WORD);

const piecesOf = (folded: string): string[] => ((ASCII.test(folded) ? folded.match(ASCII_WORD) : folded.match(PIECE)) ?? []).map(clip);

/** The folded words of a text, in order. */
export const wordsOf = (text: string): string[] => piecesOf(fold(text));

/** The text as both engines index it: its words, and behind them those that its numbers add. */
export const indexedWords = (text: string): string => {
  const folded = fold(text);
  const words = piecesOf(folded).join(' ');
  const numbers = /\d/.test(folded) ? numbersOf(folded).flatMap(indexedNumber) : [];
  return numbers.length === 0 ? words : joinedTexts([words, ...new Set(numbers)]);
};

/** The texts of a ticket's own document as both engines index them: author, topic and tags, and each tag once more as a whole. */
export const indexedTexts = (texts: readonly string[], tags: readonly string[]): string[] => [...texts.map(indexedWords), ...tags.map(tagWord)];

/** Several texts as one, for an engine that keeps only one. */
export const joinedTexts = (texts: readonly string[]): string => texts.join(` ${BETWEEN} `);

/** The word by which tickets with a tag are found, however its letters are written. */
export const tagWord = (tag: string): string => cut(TAG + fold(tag.trim()).replace(SIGN, signLetter), LONGEST_TAG);

const signLetter = (sign: string): string => {
  if (/\s/.test(sign)) return String.fromCharCode(SIGN_LETTERS + 0x20);
  return sign < '\u0080' ? String.fromCharCode(SIGN_LETTERS + sign.charCodeAt(0)) : sign;
};

export interface WordSpan {
  readonly word: string;
  /** UTF-16 offsets into the text, the end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** What is found in a text, with its positions in the text as it was written: the words in order, and the words of numbers. For highlights. */
export const wordSpansOf = (text: string): { readonly words: readonly WordSpan[]; readonly numbers: readonly WordSpan[] } => {
  const { folded, start, end } = foldWithOffsets(text);
  const spanOf = (word: string, from: number, to: number): WordSpan => ({ word, start: start(from), end: end(to - 1) });
  return {
    words: [...folded.matchAll(PIECE)].map((match) => spanOf(clip(match[0]), match.index, match.index + match[0].length)),
    numbers: numbersOf(folded).flatMap((number) => indexedNumber(number).map((word) => spanOf(word, number.start, number.end))),
  };
};
