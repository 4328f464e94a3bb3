import { CONDITION_TEXT } from '../../limits.ts';
import { fold, isPlain } from '../../text/fold.ts';
import { cut } from '../../text/well-formed.ts';
import { PRIORITIES } from '../../vocabulary/ticket-words.ts';
import type { Leaf, Scalar } from './condition.ts';
import { type Effort, findingUnits, LEAF_EFFORT } from './effort.ts';
import { fieldOf } from './fields.ts';
import { type Automaton, compileRegex, MATCHED_CHARACTERS, type Pattern } from './regex.ts';

/** Whether one present value satisfies the leaf; null when that takes too much. `ne` and `nin` are negated by the caller. */
export type Tester = (found: unknown, inList: boolean, effort: Effort) => boolean | null;

export const testerOf = (leaf: Leaf): Tester => {
  const { op, value } = leaf;
  if (op === 'matches') return matching(value as string);
  if (op === 'contains') return containing(String(value));
  const measure = measureOf(leaf.field);
  if (op === 'gt' || op === 'gte' || op === 'lt' || op === 'lte') return comparing(op, measure, value as Scalar);
  const wanted = new Set((Array.isArray(value) ? (value as readonly Scalar[]) : [value as Scalar]).map((one) => measure(one, fold)));
  return (found, _, effort) => {
    const present = measure(found, (text) => folded(text, effort));
    return present === null ? null : wanted.has(present);
  };
};

/** How a text is folded: null when there is no effort left. */
type Fold = (text: string) => string | null;
export type Measure = (value: unknown, fold: Fold) => unknown;

/** Values made comparable: times by their instant, priorities by their rank, words folded, ids and everything else as they are. */
export const measureOf = (path: string): Measure => {
  const field = fieldOf(path);
  if (field?.type === 'time') return (value) => (typeof value === 'string' ? Date.parse(value) : value);
  if (field?.ordered) return (value) => PRIORITIES.indexOf(value as (typeof PRIORITIES)[number]);
  if (field?.exact || field?.values) return (value) => value;
  return (value, foldText) => (typeof value === 'string' ? foldText(value) : value);
};

const ORDERS = {
  gt: (a: number, b: number) => a > b,
  gte: (a: number, b: number) => a >= b,
  lt: (a: number, b: number) => a < b,
  lte: (a: number, b: number) => a <= b,
};

/** Texts are ordered as they are written: times and versions in custom fields. */
const comparing = (op: keyof typeof ORDERS, measure: Measure, value: Scalar): Tester => {
  const asWritten: Fold = (text) => text;
  const [compare, wanted] = [ORDERS[op], measure(value, asWritten)];
  return (found) => {
    const present = measure(found, asWritten);
    return typeof present === typeof wanted && compare(present as number, wanted as number);
  };
};

/** In a text: a part of it, in a list: an element. */
const containing = (value: string): Tester => {
  const wanted = fold(value);
  // Nothing visible is contained in everything.
  if (wanted === '') return () => null;
  return (found, inList, effort) => {
    if (typeof found !== 'string') return false;
    const present = folded(found, effort);
    if (present === null) return null;
    if (inList) return present === wanted;
    return effort.spend(findingUnits(present.length, wanted.length)) ? present.includes(wanted) : null;
  };
};

/** The text as it is written, or else folded: a pattern may ask for accents and capitals, or for the word however it is written. */
const matching = (value: string): Tester => {
  const pattern = compiled(value);
  if (!pattern) return () => null;
  return (found, _, effort) => {
    if (typeof found !== 'string') return false;
    const written = beginning(found);
    const holds = running(pattern.written, written, effort);
    // The same letters and the same pattern give the same answer.
    if (holds !== false || (pattern.folded === pattern.written && isPlain(written))) return holds;
    const text = effort.fold(written);
    return text === null ? null : running(pattern.folded, text, effort);
  };
};

const compiled = (value: string): Pattern | null => {
  try {
    return compileRegex(value);
  } catch {
    return null;
  }
};

const running = (automaton: Automaton, text: string, effort: Effort): boolean | null => {
  const { matches, units } = automaton.run(text, Math.min(LEAF_EFFORT, effort.leftForPatterns()));
  effort.spend(units);
  return matches;
};

const beginning = (text: string): string => (text.length > MATCHED_CHARACTERS ? cut(text, MATCHED_CHARACTERS) : text);

/** Long texts are compared by their beginning. */
export const folded = (text: string, effort: Effort): string | null => effort.fold(text.length > CONDITION_TEXT ? cut(text, CONDITION_TEXT) : text);
