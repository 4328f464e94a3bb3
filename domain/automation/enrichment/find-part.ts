import { type Effort, findingUnits } from '../conditions/effort.ts';

/**
 * Finds the first of many values that a text contains. Looking for each in turn would take 20,000 walks over a long text; so the text's pairs and
 * triples of letters are marked in a table of bits first, and only values whose own letters are all marked are looked for.
 */
export type PartFinder = (text: string, effort: Effort) => number | null;

const SMALLEST_TABLE = 1_024;
const LARGEST_TABLE = 1 << 20;
const BITS_PER_CHARACTER = 24;
const CHARACTERS_PER_UNIT = 10;
const VALUES_PER_UNIT = 10;

const hash = (text: string, at: number, length: number): number => {
  let value = length;
  for (let place = at; place < at + length; place += 1) value = Math.imul(value ^ text.charCodeAt(place), 0x9e3779b1);
  return (value ^ (value >>> 15)) >>> 0;
};

/** Up to four of a value's triples; of a shorter value, itself. */
const marksOf = (value: string): readonly number[] => {
  if (value.length <= 3) return [hash(value, 0, value.length)];
  const last = value.length - 3;
  return [...new Set([0, Math.floor(last / 3), Math.floor((2 * last) / 3), last])].map((at) => hash(value, at, 3));
};

/** Bits of a table, a power of two, so that a hash's lowest bits are a place in it. */
const bitsFor = (length: number): number => {
  let bits = SMALLEST_TABLE;
  while (bits < length * BITS_PER_CHARACTER && bits < LARGEST_TABLE) bits *= 2;
  return bits;
};

const tableOf = (text: string): { readonly has: (mark: number) => boolean } => {
  const mask = bitsFor(text.length) - 1;
  const table = new Uint8Array((mask + 1) >> 3);
  for (let at = 0; at < text.length; at += 1) {
    for (let length = 1; length <= 3 && at + length <= text.length; length += 1) {
      const place = hash(text, at, length) & mask;
      table[place >> 3] = (table[place >> 3] as number) | (1 << (place & 7));
    }
  }
  return { has: (mark) => ((table[(mark & mask) >> 3] as number) & (1 << (mark & mask & 7))) !== 0 };
};

/** `values`: folded, none empty. Answers the place of the first one that the folded text contains, -1 for none, null when that takes too much. */
export const partFinder = (values: readonly string[]): PartFinder => {
  const marks = values.map(marksOf);
  return (text, effort) => {
    if (!effort.spend(Math.ceil(text.length / CHARACTERS_PER_UNIT) + Math.ceil(values.length / VALUES_PER_UNIT))) return null;
    const table = tableOf(text);
    for (const [place, value] of values.entries()) {
      if (!(marks[place] as readonly number[]).every(table.has)) continue;
      if (!effort.spend(findingUnits(text.length, value.length))) return null;
      if (text.includes(value)) return place;
    }
    return -1;
  };
};
