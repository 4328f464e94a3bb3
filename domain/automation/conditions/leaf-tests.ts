import { CONDITION_TEXT } from '../../limits.ts';
import { fold, isPlain } from '../../text/fold.ts';
import { cut } from '../../text/well-formed.ts';
import { PRIORITIES } from '../../vocabulary/ticket-words.ts';
import type { Leaf, Scalar } from './condition.ts';
import { type Effort, findingUnits, LEAF_EFFORT } from './effort.ts';
import { fieldOf } from './fields.ts';
import { type Automaton, compileRegex, MATCHED_CHARACTERS, type Pattern } from './regex.ts';

/** Whether one present value satisfies the leaf; null if that takes too much effort. The caller negates for `ne` and `nin`. */
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

/** Folds a text; null if no effort is left. */
type Fold = (text: string) => string | null;
export type Measure = (value: unknown, fold: Fold) => unknown;

/** Makes values comparable: times as instants, priorities as ranks, words folded; ids and everything else unchanged. */
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

/** Texts are ordered as written: times and versions in custom fields. */
const comparing = (op: keyof typeof ORDERS, measure: Measure, value: Scalar): Tester => {
  const asWritten: Fold = (text) => text;
  const [compare, wanted] = [ORDERS[op], measure(value, asWritten)];
  return (found) => {
    const present = measure(found, asWritten);
    return typeof present === typeof wanted && compare(present as number, wanted as number);
  };
};

/** Part of a text, or element of a list. */
const containing = (value: string): Tester => {
  const wanted = fold(value);
  // Every text contains a value without visible characters.
  if (wanted === '') return () => null;
  return (found, inList, effort) => {
    if (typeof found !== 'string') return false;
    const present = folded(found, effort);
    if (present === null) return null;
    if (inList) return present === wanted;
    return effort.spend(findingUnits(present.length, wanted.length)) ? present.includes(wanted) : null;
  };
};

/** Matches the text as written, or else folded: a pattern may require accents and capitals, or match a word in any spelling. */
const matching = (value: string): Tester => {
  const pattern = compiled(value);
  if (!pattern) return () => null;
  return (found, _, effort) => {
    if (typeof found !== 'string') return false;
    const written = beginning(found);
    const holds = running(pattern.written, written, effort);
    // The same letters and the same pattern give the same result.
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

/** Only the beginning of long texts is compared. */
export const folded = (text: string, effort: Effort): string | null => effort.fold(text.length > CONDITION_TEXT ? cut(text, CONDITION_TEXT) : text);
