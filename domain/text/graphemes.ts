const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Between two of these there is always a boundary (UAX #29), so that a search near a position need not start at the text's beginning. */
const SIMPLE = /^(?!\p{M})[\x20-\x7e\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;
const isSimple = (text: string, at: number): boolean => SIMPLE.test(text.charAt(at));
/** A longer run of connected characters (flags, marks) was pasted; it is cut inside. */
const LONGEST = 1_000;

/** The start of the grapheme that contains the unit at `at`. */
export const graphemeStart = (text: string, at: number): number => around(text, at).start;

/** The end of the grapheme that contains the unit before `at`: `at` itself if a grapheme ends there. */
export const graphemeEnd = (text: string, at: number): number => (at <= 0 ? 0 : around(text, at - 1).end);

/** The grapheme around the unit at `at`, found within a piece of the text between two certain boundaries. */
const around = (text: string, at: number): { start: number; end: number } => {
  if (at >= text.length) return { start: text.length, end: text.length };
  let from = at;
  while (from > 0 && at - from < LONGEST && !(isSimple(text, from) && isSimple(text, from - 1))) from -= 1;
  let to = at + 1;
  while (to < text.length && to - at < LONGEST && !(isSimple(text, to) && isSimple(text, to - 1))) to += 1;
  const found = segmenter.segment(text.slice(from, to)).containing(at - from);
  const start = from + (found?.index ?? 0);
  return { start, end: start + (found?.segment.length ?? 1) };
};
