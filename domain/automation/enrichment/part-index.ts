/** Values are grouped by this many first characters; shorter values by all of theirs. */
export const PREFIX = 5;

/** A hash step that spreads neighbouring letters over the slots. */
export const mix = (hash: number, code: number): number => {
  const value = Math.imul(hash ^ code, 0x9e3779b1);
  return value ^ (value >>> 15);
};

/** The code units of a text: for millions of reads, an array is twice as fast as a string. */
export const codesOf = (text: string): Uint16Array => {
  const codes = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at += 1) codes[at] = text.charCodeAt(at);
  return codes;
};

/**
 * Many values, sorted, in typed arrays: about 30 bytes per value and two per character, however long their common prefixes.
 * Read by `part-finder.ts`.
 */
export interface PartIndex {
  /** The code units of all values, concatenated in sort order. */
  readonly pool: Uint16Array;
  /** Where each value begins in `pool`, plus one element for the end. */
  readonly starts: Int32Array;
  /** The longest other value that is a prefix of the value; -1: none. */
  readonly parents: Int32Array;
  /** The lowest input rank among a value and all its prefixes. */
  readonly ranks: Int32Array;
  /** Groups of values with the same first characters: `from` inclusive, `to` exclusive; the lowest rank among them. */
  readonly groups: { readonly from: Int32Array; readonly to: Int32Array; readonly lowest: Int32Array };
  /** A hash table with open addressing: the group's number plus one, 0 for a free slot. */
  readonly slots: Int32Array;
  /** Whether any group has a prefix of this many characters. */
  readonly lengths: readonly boolean[];
}

/** `values`: none empty. */
export const partIndex = (values: readonly string[]): PartIndex => {
  const rankOf = new Map<string, number>();
  for (const [rank, value] of values.entries()) if (!rankOf.has(value)) rankOf.set(value, rank);
  const sorted = [...rankOf.keys()].sort();
  const starts = new Int32Array(sorted.length + 1);
  const parents = new Int32Array(sorted.length);
  const ranks = new Int32Array(sorted.length);
  /** A stack of values that may be prefixes of the next one, each a prefix of the one above it. */
  const open: number[] = [];
  for (const [at, value] of sorted.entries()) {
    starts[at + 1] = (starts[at] as number) + value.length;
    while (open.length > 0 && !value.startsWith(sorted[open.at(-1) as number] as string)) open.pop();
    const parent = open.at(-1) ?? -1;
    const rank = rankOf.get(value) as number;
    parents[at] = parent;
    ranks[at] = parent === -1 ? rank : Math.min(rank, ranks[parent] as number);
    open.push(at);
  }
  return { pool: codesOf(sorted.join('')), starts, parents, ranks, ...grouped(sorted, ranks) };
};

/** Whether two values belong to the same group. */
const beginsAs = (value: string, before: string): boolean => {
  if (before.length < PREFIX || value.length < PREFIX) return false;
  for (let letter = 0; letter < PREFIX; letter += 1) if (value.charCodeAt(letter) !== before.charCodeAt(letter)) return false;
  return true;
};

const grouped = (sorted: readonly string[], ranks: Int32Array): Pick<PartIndex, 'groups' | 'slots' | 'lengths'> => {
  const begins: number[] = [];
  for (const [at, value] of sorted.entries()) {
    const before = sorted[at - 1];
    if (before === undefined || !beginsAs(value, before)) begins.push(at);
  }
  const from = Int32Array.from(begins);
  const to = Int32Array.from([...begins.slice(1), sorted.length]);
  const lowest = from.map((first, group) => {
    let least = ranks[first] as number;
    for (let at = first + 1; at < (to[group] as number); at += 1) least = Math.min(least, ranks[at] as number);
    return least;
  });
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(2, begins.length * 2))));
  const lengths = Array.from({ length: PREFIX + 1 }, () => false);
  for (const [group, at] of begins.entries()) {
    const first = sorted[at] as string;
    const length = Math.min(PREFIX, first.length);
    lengths[length] = true;
    let hash = 0;
    for (let letter = 0; letter < length; letter += 1) hash = mix(hash, first.charCodeAt(letter));
    let slot = hash & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = group + 1;
  }
  return { groups: { from, to, lowest }, slots, lengths };
};
