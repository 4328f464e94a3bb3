import { type Condition, leavesOf } from './condition.ts';
import type { Effort } from './effort.ts';
import { folded, type Measure, measureOf } from './leaf-tests.ts';
import { follow, type Readable, stepsOf } from './read-path.ts';
import { type Need, needsOf, usesOf } from './required-values.ts';

/**
 * Finds the conditions that can hold, by the values that they need (`required-values.ts`), so that thousands of conditions on other values are not
 * evaluated. Returns one flag per condition; 0: it is false. Never misses one that holds.
 */
export type ConditionIndex = (readable: Readable, effort: Effort) => Uint8Array;

/** Conditions that need a value at one path, by their indexes. */
interface PathEntry {
  readonly path: string;
  /** The steps after the first. */
  readonly steps: readonly string[];
  readonly measure: Measure;
  readonly all: number[];
  readonly present: number[];
  readonly measured: Map<unknown, number[]>;
  readonly folded: Map<unknown, number[]>;
}

/** All paths with the same first step: if that has no value, none of them has. */
interface RootEntry {
  readonly from: 'ticket' | 'message';
  readonly step: string | undefined;
  /** Longer paths by their second step: of many custom fields, only those of the ticket are read. */
  readonly next: Map<string, PathEntry[]>;
  /** The path that consists of the first step alone. */
  readonly whole: PathEntry[];
}

/** The indexes of the flags that are set, in order. */
export function* positionsOf(flags: Uint8Array): Generator<number> {
  for (let at = flags.indexOf(1); at !== -1; at = flags.indexOf(1, at + 1)) yield at;
}

export const conditionIndex = (conditions: readonly Condition[]): ConditionIndex => {
  const uses = usesOf(leaves(conditions));
  const always: number[] = [];
  const paths = new Map<string, PathEntry>();
  for (const [at, condition] of conditions.entries()) {
    const needs = needsOf(condition, uses);
    if (needs === null) always.push(at);
    else for (const need of needs) add(entryOf(paths, need.path), need, at);
  }
  const roots = rootsOf(paths.values());
  return (readable, effort) => {
    const flags = new Uint8Array(conditions.length);
    mark(flags, always);
    for (const { from, step, next, whole } of roots) {
      const value = step === undefined ? readable[from] : follow(readable[from], [step]);
      if (value === undefined || value === null) continue;
      for (const entry of whole) markMatches(entry, value, effort, flags);
      for (const entry of longerPaths(next, value)) {
        const found = follow(value, entry.steps);
        if (found !== undefined) markMatches(entry, found, effort, flags);
      }
    }
    return flags;
  };
};

function* leaves(conditions: readonly Condition[]) {
  for (const condition of conditions) for (const [leaf] of leavesOf(condition, '')) yield leaf;
}

const entryOf = (paths: Map<string, PathEntry>, path: string): PathEntry => {
  const known = paths.get(path);
  if (known) return known;
  const { steps } = stepsOf(path);
  const made: PathEntry = { path, steps: steps.slice(1), measure: measureOf(path), all: [], present: [], measured: new Map(), folded: new Map() };
  paths.set(path, made);
  return made;
};

const add = (entry: PathEntry, { by, value }: Need, at: number): void => {
  entry.all.push(at);
  if (by === 'present') {
    entry.present.push(at);
    return;
  }
  const positions = entry[by].get(value) ?? [];
  entry[by].set(value, positions);
  positions.push(at);
};

const rootsOf = (paths: Iterable<PathEntry>): readonly RootEntry[] => {
  const roots = new Map<string, RootEntry>();
  for (const entry of paths) {
    const { from, steps } = stepsOf(entry.path);
    const name = `${from}.${steps[0] ?? ''}`;
    const root: RootEntry = roots.get(name) ?? { from, step: steps[0], next: new Map(), whole: [] };
    roots.set(name, root);
    const [second] = entry.steps;
    if (second === undefined) root.whole.push(entry);
    else root.next.set(second, [...(root.next.get(second) ?? []), entry]);
  }
  return [...roots.values()];
};

function* longerPaths(next: RootEntry['next'], value: unknown): Generator<PathEntry> {
  if (Array.isArray(value) || typeof value !== 'object') for (const entries of next.values()) yield* entries;
  else for (const step of Object.keys(value as object)) yield* next.get(step) ?? [];
}

const mark = (flags: Uint8Array, positions: readonly number[] | undefined): void => {
  for (const at of positions ?? []) flags[at] = 1;
};

/** Marks the conditions that need this value. If measuring it would exceed the remaining effort, marks every condition that needs any value here. */
const markMatches = (entry: PathEntry, found: unknown, effort: Effort, flags: Uint8Array): void => {
  mark(flags, entry.present);
  const isList = Array.isArray(found);
  for (const one of isList ? (found as readonly unknown[]) : [found]) {
    const measured = entry.measured.size === 0 ? undefined : entry.measure(one, (text) => folded(text, effort));
    // If a list is expected, a text is searched for parts.
    const word = entry.folded.size === 0 || typeof one !== 'string' ? undefined : isList ? folded(one, effort) : null;
    if (measured === null || word === null) return mark(flags, entry.all);
    mark(flags, entry.measured.get(measured));
    mark(flags, entry.folded.get(word));
  }
};
