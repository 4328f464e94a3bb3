/**
 * Text as Parley stores it: well-formed Unicode, cut only between graphemes.
 * A lone surrogate makes DynamoDB reject a whole transaction, so every entry point calls `wellFormed` or rejects the text.
 */

/** The text with each lone surrogate replaced by U+FFFD. */
export const wellFormed = (text: string): string => text.toWellFormed();

/** True for a text without lone surrogates. */
export const isWellFormed = (text: string): boolean => text.isWellFormed();

/** A JSON value with every string in it, keys included, made well-formed. Returns the same value when nothing had to change. */
export const wellFormedJson = (value: unknown): unknown => {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) {
    const items = value.map(wellFormedJson);
    return items.some((item, at) => item !== value[at]) ? items : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const made = entries.map(([name, member]) => [name.toWellFormed(), wellFormedJson(member)] as const);
  return made.some(([name, member], at) => name !== entries[at]?.[0] || member !== entries[at]?.[1]) ? Object.fromEntries(made) : value;
};

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** No grapheme is longer than this when a text is cut: a base letter with thousands of combining marks is cut inside. */
const LONGEST_GRAPHEME = 64;

/** Where a cut at `at` may be made: at or before it, not inside a surrogate pair and, if near, not inside a grapheme. */
const boundary = (text: string, at: number): number => {
  const from = Math.max(0, at - LONGEST_GRAPHEME);
  const start = from > 0 && isLow(text, from) ? from + 1 : from;
  const segment = graphemes.segment(text.slice(start, at + LONGEST_GRAPHEME)).containing(at - start);
  if (segment && segment.index > 0) return start + segment.index;
  return isLow(text, at) ? at - 1 : at;
};

const isLow = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

/** The beginning of a text: at most `units` UTF-16 code units, never half a character. `mark` (counted) shows that something is missing. */
export const cut = (text: string, units: number, mark = ''): string => {
  if (text.length <= units) return text.toWellFormed();
  return text.slice(0, boundary(text, Math.max(0, units - mark.length))).toWellFormed() + mark;
};

/** The beginning of a text: at most `bytes` bytes of UTF-8, never half a character. */
export const cutBytes = (text: string, bytes: number, mark = ''): string => {
  const whole = text.toWellFormed();
  // A UTF-16 unit takes at most 3 bytes of UTF-8, so a short text needs no count.
  if (whole.length * 3 <= bytes || Buffer.byteLength(whole) <= bytes) return whole;
  const room = Math.max(0, bytes - Buffer.byteLength(mark));
  // Decoding may leave the first bytes of a character at the end: they become U+FFFD and are dropped.
  const kept = Buffer.from(whole.slice(0, room))
    .subarray(0, room)
    .toString('utf8')
    .replace(/\uFFFD$/u, '');
  const units = whole.startsWith(kept) ? kept.length : kept.length - 1;
  return whole.slice(0, boundary(whole, units)) + mark;
};
