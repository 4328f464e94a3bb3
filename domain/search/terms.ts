import { fold } from '../text/fold.ts';
import { askedNumber, type NumberWord, numbersOf } from './numbers.ts';
import { wordsOf } from './words.ts';

/** One thing a ticket must contain: these words one after the other; with `prefix` the last one may continue. Or one of `numbers`, or to be ticket `sequence`. */
export interface Term {
  readonly words: readonly string[];
  readonly prefix: boolean;
  /** Each alone satisfies the term: the number that the words are a part of, in whatever groups a text writes it. */
  readonly numbers?: readonly NumberWord[];
  /** The ticket with this sequence satisfies the term. */
  readonly sequence?: number;
}

interface Part {
  readonly text: string;
  readonly quoted: boolean;
}

/** `#38` and `38`, with signs around it. */
const SEQUENCE = /^[^\p{L}\p{N}]*?(#?)([1-9]\d{0,14})[^\p{L}\p{N}]*$/u;
/** What may be a part of a number: digits in groups, three letters before them at most (`DE89` of an IBAN). */
const IN_NUMBER = /^[^\p{L}\p{N}]*\p{L}{0,3}\d[^\p{L}]*$/u;

/** What somebody typed: "quoted phrases" are taken exactly, the last unquoted word is a prefix (they may still be typing). Signs alone give none. */
export const termsOf = (q: string): Term[] => {
  // Folded before it is split: phones type curly quotes.
  const parts = [...fold(q).matchAll(/"([^"]*)"?|[^\s"]+/g)].map((match): Part => ({ quoted: match[0].startsWith('"'), text: match[1] ?? match[0] }));
  const numbers = numbersByPart(parts);
  return parts.flatMap((part, index): Term[] => {
    const words = wordsOf(part.text);
    if (words.length === 0) return [];
    const sequence = part.quoted ? null : SEQUENCE.exec(part.text);
    const prefix = isOpen(parts, index) && !sequence?.[1];
    const alternatives = numbers.get(index);
    return [{ words, prefix, ...(alternatives ? { numbers: alternatives } : {}), ...(sequence ? { sequence: Number(sequence[2]) } : {}) }];
  });
};

/** Nothing typed at all, which asks for everything. Signs ask for what has no words: for nothing. */
export const isBlank = (q: string): boolean => q.trim() === '';

const isOpen = (parts: readonly Part[], index: number): boolean => index === parts.length - 1 && !parts[index]?.quoted;

/** For each part, the number that it is or belongs to: adjacent unquoted parts may be the groups of one. */
const numbersByPart = (parts: readonly Part[]): Map<number, readonly NumberWord[]> => {
  const found = new Map<number, readonly NumberWord[]>();
  for (const row of rowsOf(parts)) {
    let text = '';
    const begins = row.map((index) => {
      text += text === '' ? '' : ' ';
      const begin = text.length;
      text += parts[index]?.text ?? '';
      return begin;
    });
    for (const number of numbersOf(text)) {
      const { start, end } = number;
      const covered = row.filter((index, at) => (begins[at] as number) < end && (begins[at] as number) + (parts[index] as Part).text.length > start);
      if (!covered.every((index) => IN_NUMBER.test((parts[index] as Part).text))) continue;
      const words = askedNumber(
        number,
        covered.some((index) => isOpen(parts, index)),
      );
      for (const index of covered) if (words.length > 0) found.set(index, [...(found.get(index) ?? []), ...words]);
    }
  }
  return found;
};

/** Positions of parts that can make one number together. */
const rowsOf = (parts: readonly Part[]): number[][] => {
  const rows: number[][] = [];
  parts.forEach((part, index) => {
    const before = parts[index - 1];
    if (part.quoted || !before || before.quoted) rows.push([index]);
    else rows.at(-1)?.push(index);
  });
  return rows;
};
