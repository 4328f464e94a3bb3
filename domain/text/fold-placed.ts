import { fold, isPlain } from './fold.ts';

/**
 * What folds as one: a character with the marks and invisible characters behind it, or a run of Hangul, whose letters compose to syllables.
 * The half-width voiced marks of Katakana compose too.
 */
const HANGUL = '\\u1100-\\u11ff\\u3131-\\u318e\\u3260-\\u327e\\ua960-\\ua97c\\uac00-\\ud7fb\\uffa0-\\uffdc';
const REST = '\\p{M}\\p{Default_Ignorable_Code_Point}\\p{Emoji_Modifier}\\uff9e\\uff9f';
/** Source of a regular expression, for the `u` flag. */
export const CLUSTER = `[${HANGUL}][${HANGUL}${REST}]*|[^][${REST}]*`;
const EACH_CLUSTER = new RegExp(CLUSTER, 'gu');

export interface FoldedText {
  readonly folded: string;
  /** Where, in the text as it was written, the cluster begins and ends that the folded text's unit at `at` comes from. */
  start(at: number): number;
  end(at: number): number;
}

/** `fold`, and for each UTF-16 unit of the folded text its place in the text as it was written. */
export const foldPlaced = (text: string): FoldedText => {
  // Capital letters of ASCII fold in their places.
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
