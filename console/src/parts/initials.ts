const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const LETTER = /\p{L}|\p{N}/u;

const MOST = 500;
const known = new Map<string, string>();

/** The first letters of the first and last word; of a number or a handle its first letter. Whole characters, whatever the script. */
export function initialsOf(name: string): string {
  const found = known.get(name);
  if (found !== undefined) return found;
  if (known.size >= MOST) known.clear();
  const made = lettersOf(name);
  known.set(name, made);
  return made;
}

function lettersOf(name: string): string {
  const words = name.split(/[\s._-]+/u).filter((word) => LETTER.test(word));
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  return [first, last].map((word) => (word === undefined ? '' : letterOf(word))).join('');
}

function letterOf(word: string): string {
  for (const { segment } of GRAPHEMES.segment(word)) if (LETTER.test(segment)) return segment.toLocaleUpperCase();
  return '';
}

/** A hue in degrees, the same for the same text everywhere (FNV-1a). */
export function hueOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash % 360;
}
