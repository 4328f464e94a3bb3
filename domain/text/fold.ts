import { LETTERS } from './fold-letters.ts';

/**
 * How Parley compares words (DESIGN §7), in one place: search, conditions, enrichment lists and tags all call `fold`, so that they find
 * the same words. `docs/decisions/0363-one-folding.md` says what is folded, and what is not, with the reasons.
 */
const ASCII = /^\p{ASCII}*$/u;

/**
 * Marks that do not distinguish words: everything invisible (soft hyphens, joiners, direction marks, variation selectors, tags), the skin
 * tones of emoji, accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs of Arabic and Syriac, the Arabic tatweel.
 */
const MARKS =
  '\\p{Default_Ignorable_Code_Point}\\p{Emoji_Modifier}\\u0300-\\u0344\\u0346-\\u036f\\u0483-\\u0489\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f' +
  '\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed' +
  '\\u0730-\\u074a\\u0897-\\u089f\\u08ca-\\u08e1\\u08e3-\\u08ff';
const MARK = new RegExp(`[${MARKS}]+`, 'gu');

/** Letters that map one unit to one: by far the most frequent case, so they use a table instead of a regular expression. */
const ONE_FOR_ONE = new Uint16Array(0x10000).map((_, unit) => unit);
for (const [from, to] of LETTERS) if (from.length === 1 && to.length === 1) ONE_FOR_ONE[from.charCodeAt(0)] = to.charCodeAt(0);
const OTHERS = new RegExp(
  `[${[...LETTERS]
    .filter(([from, to]) => from.length > 1 || to.length > 1)
    .map(([from]) => `\\u{${from.codePointAt(0)?.toString(16)}}`)
    .join('')}]`,
  'gu',
);

const alike = (text: string): string => {
  const known = text.replace(OTHERS, (letter) => LETTERS.get(letter) as string);
  const bytes = Buffer.allocUnsafeSlow(2 * known.length);
  bytes.write(known, 'utf16le');
  const units = new Uint16Array(bytes.buffer, 0, known.length);
  for (let at = 0; at < units.length; at += 1) units[at] = ONE_FOR_ONE[units[at] as number] as number;
  return bytes.toString('utf16le');
};

const bare = (text: string): string => text.normalize('NFKD').replace(MARK, '');

/** Full case folding: capitals and back again, so that `ß`, `ẞ` and `SS`, `ı` and `I`, `ſ` and `s` are the same. */
const caseless = (text: string): string => text.toLowerCase().toUpperCase().toLowerCase();

/**
 * The text as it is compared: NFKC, full case folding, no accents, nothing invisible, digits of all scripts as 0–9, look-alike letters as one.
 * Idempotent; well-formed; at most 18 times as long as the text (one Arabic ligature stands for 18 letters).
 * Folding a text is folding its clusters one by one (`fold-with-offsets.ts`), so that a part of a text folds to a part of the folded text.
 */
export const fold = (text: string): string => (ASCII.test(text) ? text.toLowerCase() : foldAll(text));

const foldAll = (text: string): string => alike(bare(caseless(bare(text.toWellFormed())))).normalize('NFC');

/** True when `fold` only has to look at capital letters, which costs next to nothing. */
export const isPlain = (text: string): boolean => ASCII.test(text);
