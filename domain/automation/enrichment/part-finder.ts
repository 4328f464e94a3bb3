import type { Effort } from '../conditions/effort.ts';
import { codesOf, mix, type PartIndex, PREFIX, partIndex } from './part-index.ts';

/** Returns the rank of the first value that the folded text contains, -1 for none, null if that takes too much effort. */
export type PartFinder = (text: string, effort: Effort) => number | null;

/** Characters of the text that are looked up per unit, and characters of values that are compared per unit. */
const CHARACTERS_PER_UNIT = 3;
const COMPARED_PER_UNIT = 20;
const NONE = Number.MAX_SAFE_INTEGER;

/**
 * Finds the first of many values that a text contains, in one pass over the text: at each character, the next few select a group of values, which a
 * binary search narrows down. `values`: folded, none empty. The index is built at the first text, because most processes never need it.
 */
export const partFinder = (values: readonly string[]): PartFinder => {
  let given: readonly string[] | null = values;
  let index: PartIndex | null = null;
  return (text, effort) => {
    index ??= partIndex(given ?? []);
    given = null;
    // The effort of a hostile list is limited like that of patterns, so that it cannot stop cheap conditions.
    const most = effort.leftForPatterns();
    const units = Math.ceil(text.length / CHARACTERS_PER_UNIT);
    if (units > most || !effort.spend(units)) return null;
    const cost: Cost = { compared: 0 };
    const rank = walk(index, codesOf(text), cost, (most - units) * COMPARED_PER_UNIT);
    effort.spend(Math.min(Math.ceil(cost.compared / COMPARED_PER_UNIT), effort.left()));
    return rank;
  };
};

/** Counted during the pass. */
interface Cost {
  compared: number;
}

const walk = (index: PartIndex, text: Uint16Array, cost: Cost, most: number): number | null => {
  const { groups, slots, lengths, ranks } = index;
  const mask = slots.length - 1;
  let rank = NONE;
  for (let at = 0; at < text.length && rank > 0; at += 1) {
    const longest = Math.min(PREFIX, text.length - at);
    let hash = 0;
    for (let length = 1; length <= longest; length += 1) {
      hash = mix(hash, text[at + length - 1] as number);
      if (lengths[length] !== true) continue;
      for (let slot = hash & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
        const group = (slots[slot] as number) - 1;
        cost.compared += 1;
        if ((groups.lowest[group] as number) >= rank || !beginsSo(index, group, text, at, length)) continue;
        const value = longestIn(index, group, text, at, cost);
        if (value !== -1) rank = Math.min(rank, ranks[value] as number);
      }
    }
    if (cost.compared > most) return null;
  }
  return rank === NONE ? -1 : rank;
};

/** Whether the group belongs to these characters of the text: another group may share its slot. */
const beginsSo = ({ pool, starts, groups }: PartIndex, group: number, text: Uint16Array, at: number, length: number): boolean => {
  const first = groups.from[group] as number;
  const start = starts[first] as number;
  if (Math.min(PREFIX, (starts[first + 1] as number) - start) !== length) return false;
  for (let letter = 0; letter < length; letter += 1) if (pool[start + letter] !== text[at + letter]) return false;
  return true;
};

/** How many characters a value and the text have in common here; the first `known` are known to match. */
const sharedOf = ({ pool, starts }: PartIndex, value: number, text: Uint16Array, at: number, known: number): number => {
  const start = starts[value] as number;
  const most = Math.min((starts[value + 1] as number) - start, text.length - at);
  let length = known;
  while (length < most && pool[start + length] === text[at + length]) length += 1;
  return length;
};

/** Whether a value with this many matching characters sorts after the rest of the text. */
const isAfter = ({ pool, starts }: PartIndex, value: number, text: Uint16Array, at: number, shared: number): boolean => {
  const next = (starts[value] as number) + shared;
  if (next >= (starts[value + 1] as number)) return false;
  return at + shared >= text.length || (pool[next] as number) > (text[at + shared] as number);
};

/**
 * Finds the longest value of a group that occurs at this position of the text; -1 for none. The values are sorted, so all that match are
 * prefixes of the last value that does not sort after the rest of the text: binary search finds that one, and its parents are the others.
 */
const longestIn = (index: PartIndex, group: number, text: Uint16Array, at: number, cost: Cost): number => {
  let low = index.groups.from[group] as number;
  let high = (index.groups.to[group] as number) - 1;
  let ofLow = sharedOf(index, low, text, at, 1);
  cost.compared += ofLow;
  if (low < high && !isAfter(index, low, text, at, ofLow)) {
    let ofHigh = sharedOf(index, high, text, at, 1);
    cost.compared += ofHigh;
    if (isAfter(index, high, text, at, ofHigh)) {
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        const known = Math.min(ofLow, ofHigh);
        const shared = sharedOf(index, middle, text, at, known);
        cost.compared += shared - known + 1;
        if (isAfter(index, middle, text, at, shared)) {
          high = middle;
          ofHigh = shared;
        } else {
          low = middle;
          ofLow = shared;
        }
      }
    } else {
      low = high;
      ofLow = ofHigh;
    }
  }
  // The value itself if it matches completely, or else its longest parent that does.
  while (low !== -1 && (index.starts[low + 1] as number) - (index.starts[low] as number) > ofLow) low = index.parents[low] as number;
  return low;
};
