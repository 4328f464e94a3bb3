import { fold, isPlain } from './fold.ts';

/**
 * A cluster, which folds as one: a character with the marks and invisible characters after it, or a run of Hangul, whose letters compose to syllables.
 * The half-width voiced marks of Katakana compose too.
 */
const HANGUL = '\\u1100-\\u11ff\\u3131-\\u318e\\u3260-\\u327e\\ua960-\\ua97c\\uac00-\\ud7fb\\uffa0-\\uffdc';
const REST = '\\p{M}\\p{Default_Ignorable_Code_Point}\\p{Emoji_Modifier}\\uff9e\\uff9f';
/** Source of a regular expression, for the `u` flag. */
export const CLUSTER = `[${HANGUL}][${HANGUL}${REST}]*|[^][${REST}]*`;
const EACH_CLUSTER = new RegExp(CLUSTER, 'gu');

export interface FoldedText {
  readonly folded: string;
  /** Where the cluster of the folded text's unit at `at` begins and ends in the original text. */
  start(at: number): number;
  end(at: number): number;
}

/** `fold`, with the position in the original text for each UTF-16 unit of the folded text. */
export const foldWithOffsets = (text: string): FoldedText => {
  // ASCII capital letters do not move when they fold.
  if (isPlain(text)) return { folded: fold(text), start: (at) => at, end: (at) => at + 1 };
  const known = new Map<string, string>();
  const starts: number[] = [];
  const ends: number[] = [];
  let folded = '';
  for (const { 0: cluster, index } of text.matchAll(EACH_CLUSTER)) {
    let made = known.get(cluster);
    if (made === undefined) known.set(cluster, (made = fold(cluster)));
    folded += made;
    for (let unit = 0; unit < made.length; unit += 1) {
      starts.push(index);
      ends.push(index + cluster.length);
    }
  }
  return { folded, start: (at) => starts[at] as number, end: (at) => ends[at] as number };
};
