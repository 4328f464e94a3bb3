/** Numbers from 1 on, as ranges: ascending, disjoint and not adjacent, both ends inclusive. */
export type Ranges = readonly (readonly [first: number, last: number])[];

const joined = (ranges: readonly (readonly [number, number])[]): Ranges => {
  const result: [number, number][] = [];
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const open = result.at(-1);
    if (open && first <= open[1] + 1) open[1] = Math.max(open[1], last);
    else result.push([first, last]);
  }
  return result;
};

export const union = (a: Ranges, b: Ranges): Ranges => joined([...a, ...b]);
export const withNumber = (ranges: Ranges, number: number): Ranges => joined([...ranges, [number, number]]);
export const covers = (ranges: Ranges, number: number): boolean => ranges.some(([first, last]) => first <= number && number <= last);
/** 1 … `last`; empty for 0. */
export const through = (last: number): Ranges => (last > 0 ? [[1, last]] : []);
/** Without numbers above `last`. */
export const clamped = (ranges: Ranges, last: number): Ranges => ranges.flatMap(([from, to]) => (from > last ? [] : [[from, Math.min(to, last)] as const]));
/** The smallest number that is not included. */
export const firstMissing = (ranges: Ranges): number => (ranges[0]?.[0] === 1 ? ranges[0][1] + 1 : 1);
/** The missing numbers from 1 on; the last range has no end. */
export const holes = (ranges: Ranges): (readonly [first: number, last: number])[] => {
  const starts = [1, ...ranges.map(([, last]) => last + 1)];
  return starts
    .map((first, index): readonly [number, number] => [first, (ranges[index]?.[0] ?? Number.POSITIVE_INFINITY) - 1])
    .filter(([first, last]) => first <= last);
};
/** The first `most` ranges; the rest counts as not seen. */
export const lowest = (ranges: Ranges, most: number): Ranges => ranges.slice(0, most);

/** `1-k,n-p` in base 36. */
export const writeRanges = (ranges: Ranges): string =>
  ranges.map(([first, last]) => (first === last ? first.toString(36) : `${first.toString(36)}-${last.toString(36)}`)).join(',');

const NUMBER = '[1-9a-z][0-9a-z]{0,8}';
const SHAPE = new RegExp(`^(${NUMBER}(-${NUMBER})?(,${NUMBER}(-${NUMBER})?)*)?$`);

/** Null for a text that is not from `writeRanges`. */
export const readRanges = (text: string): Ranges | null => {
  if (!SHAPE.test(text)) return null;
  if (text === '') return [];
  const ranges = text.split(',').map((part): [number, number] => {
    const [first = '', last = first] = part.split('-');
    return [Number.parseInt(first, 36), Number.parseInt(last, 36)];
  });
  return ranges.every(([first, last], at) => first <= last && first > (ranges[at - 1]?.[1] ?? 0)) ? joined(ranges) : null;
};
