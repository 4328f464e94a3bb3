/** Values are found by this many of their first characters; shorter ones by all they have. */
export const PREFIX = 5;

/** Multiplies and mixes, so that neighbouring letters do not share slots. */
export const mix = (hash: number, code: number): number => {
  const value = Math.imul(hash ^ code, 0x9e3779b1);
  return value ^ (value >>> 15);
};

/** The code units of a text: read by the million, an array is twice as fast as a text. */
export const codesOf = (text: string): Uint16Array => {
  const codes = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at += 1) codes[at] = text.charCodeAt(at);
  return codes;
};

/**
 * Many values, sorted, in arrays of numbers: about 30 bytes a value and two a character, however many values begin alike.
 * Read by `part-finder.ts`.
 */
export interface PartIndex {
  /** The code units of all values one behind the other, in the order of their code units. */
  readonly pool: Uint16Array;
  /** Where each value begins in `pool`; one more for the end. */
  readonly starts: Int32Array;
  /** The longest other value that a value begins with; -1: none. */
  readonly parents: Int32Array;
  /** The lowest rank, as given, of a value and of all that it begins with. */
  readonly ranks: Int32Array;
  /** The values that share their first characters: `from` inclusive, `to` exclusive; the lowest rank among them. */
  readonly groups: { readonly from: Int32Array; readonly to: Int32Array; readonly lowest: Int32Array };
  /** Open addressing by the hash of a group's characters: the group's number and one, 0 for a free slot. */
  readonly slots: Int32Array;
  /** Whether any group has this many characters. */
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
  /** Values that the next one may begin with, each the beginning of the one above it. */
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

/** Whether two values have the same first characters, as many as make a group. */
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
