/**
 * Numbers as people write them: `+39 333 000 0001`, `(0039) 333-0000001` and `3330000001` are one. Beside its groups, which are words like
 * any other, a number is indexed whole and by its endings, so that it is found with or without spaces, country code and leading zeros.
 */

/** Begins the word that stands for a whole number, and the one for a number's ending: private-use letters, which are in no word of a text. */
const WHOLE = '\u{e001}';
const ENDING = '\u{e002}';

/** One sign or a space or two stand between the groups of a number; a bracket may have a space beside it. */
const GROUPED = /\d(?:(?: ?\(|\)[ -]?| {1,2}|[.,'/_·-])?\d)*/g;
/** `+44 (0)20 …`: left out when one dials from abroad. */
const TRUNK_ZERO = /\(0\)/g;

/** Fewer digits are no number that anybody looks up by its ending. */
const SHORTEST_ENDING = 7;
/** A number of fewer digits in one group is a word already. */
const SHORTEST_GROUPED = 3;
/** Longer rows of digits are several adjacent numbers, or data. Cards have 19 digits at most, IBANs 24 to 30 characters. */
const LONGEST = 30;
/** Numbers of one text that are taken apart: a list of more is data. */
const MOST = 500;

export interface NumberSpan {
  /** Its digits without what groups them. */
  readonly digits: string;
  /** Written in more than one group. */
  readonly grouped: boolean;
  /** Offsets into the folded text, the end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** The numbers of a folded text. Of a row that is too long for one, its groups. */
export const numbersOf = (folded: string): NumberSpan[] => {
  const found: NumberSpan[] = [];
  for (const { 0: written, index } of folded.matchAll(GROUPED)) {
    if (found.length >= MOST) break;
    const digits = written.replace(TRUNK_ZERO, '').replaceAll(/\D/g, '');
    if (digits.length <= LONGEST) found.push({ digits, grouped: digits.length !== written.length, start: index, end: index + written.length });
    // Two adjacent telephone numbers are one row.
    if (digits.length > 15) {
      for (const { 0: group, index: at } of written.matchAll(/\d+/g)) {
        if (found.length >= MOST) break;
        if (group.length >= SHORTEST_ENDING && group.length < digits.length && group.length <= LONGEST)
          found.push({ digits: group, grouped: false, start: index + at, end: index + at + group.length });
      }
    }
  }
  return found;
};

const withoutZeros = (digits: string): string => digits.replace(/^0+/, '');

const endingsOf = (digits: string): string[] =>
  Array.from({ length: Math.max(0, digits.length - SHORTEST_ENDING) }, (_, index) => digits.slice(index + 1)).filter((ending) => ending.length <= 15);

/** The words that a number adds to the index. */
export const indexedNumber = ({ digits, grouped }: Pick<NumberSpan, 'digits' | 'grouped'>): string[] => {
  const number = withoutZeros(digits);
  if (number.length < SHORTEST_GROUPED || (!grouped && number.length < SHORTEST_ENDING)) return [];
  return [WHOLE + number, ...endingsOf(number).map((ending) => ENDING + ending)];
};

/** A word of the index, exact or as the beginning of one. */
export interface NumberWord {
  readonly word: string;
  readonly prefix: boolean;
}

/**
 * The words by which a number that somebody typed is found, besides its groups: as it is, as the ending of a longer one (typed without its
 * country code), and as a longer one (written without it). `prefix`: the typing may not be over.
 */
export const askedNumber = ({ digits, grouped }: Pick<NumberSpan, 'digits' | 'grouped'>, prefix: boolean): NumberWord[] => {
  const number = withoutZeros(digits);
  if (digits.length > LONGEST) return [];
  const whole = number.length >= SHORTEST_GROUPED ? [{ word: WHOLE + number, prefix }] : [];
  const asEnding = [...new Set([digits, number])].filter(({ length }) => length >= SHORTEST_ENDING).map((ending) => ({ word: ENDING + ending, prefix }));
  const asLonger = endingsOf(number).map((ending) => ({ word: WHOLE + ending, prefix: false }));
  return [...(grouped ? [{ word: digits, prefix }] : []), ...whole, ...asEnding, ...asLonger];
};
