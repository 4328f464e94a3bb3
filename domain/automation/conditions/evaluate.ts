import { type Condition, isLeaf, type Leaf } from './condition.ts';
import { CHANGE_EFFORT, type Effort, effortOf } from './effort.ts';
import { testerOf } from './leaf-tests.ts';
import { reader } from './read-path.ts';

/** The input of a condition: the ticket as it would be stored, and the current message, if there is one. */
export interface Snapshot {
  readonly ticket: object;
  readonly message: object | null;
  /** The remaining effort, shared by all evaluations of the same change. Missing: a fresh one. */
  readonly effort?: Effort;
}

/** Null: the answer takes more effort than is left, which counts as no match. */
export type Predicate = (snapshot: Snapshot) => boolean | null;

/**
 * A condition as a function, compiled once per configuration generation. Pure, total, and bounded by the snapshot's effort.
 * An absent value (missing, null, or an empty list) makes a leaf false, but `ne`, `nin` and `exists:false` true.
 * A leaf that is too heavy is unknown, also under `not`; `all` with a false part is false, `any` with a true part is true.
 * A leaf that an older version stored and this one rejects is always unknown. Conditions with `matches` need `loadRegexEngine` first.
 */
export const compileCondition = (condition: Condition): Predicate => {
  const compiled = compile(condition);
  return (snapshot) => compiled(snapshot.effort ? (snapshot as Asked) : { ...snapshot, effort: effortOf(CHANGE_EFFORT) });
};

/** For a single evaluation; compile a condition that is evaluated often. */
export const evaluate = (condition: Condition, snapshot: Snapshot): boolean => compileCondition(condition)(snapshot) === true;

type Asked = Snapshot & { readonly effort: Effort };
type Compiled = (asked: Asked) => boolean | null;

const compile = (condition: Condition): Compiled => {
  if (isLeaf(condition)) return compileLeaf(condition);
  if ('not' in condition) {
    const inner = compile(condition.not);
    return (asked) => {
      const holds = inner(asked);
      return holds === null ? null : !holds;
    };
  }
  const parts = ('all' in condition ? condition.all : condition.any).map(compile);
  // One part that decides the result is enough, whatever the unknown parts are.
  const settles = !('all' in condition);
  return (asked) => {
    let unknown = false;
    for (const part of parts) {
      const holds = part(asked);
      if (holds === settles) return settles;
      unknown ||= holds === null;
    }
    return unknown ? null : !settles;
  };
};

const compileLeaf = (leaf: Leaf): Compiled => {
  const { op, value } = leaf;
  const read = reader(leaf.field);
  if (op === 'exists') {
    const wanted = value !== false;
    return (asked) => (read(asked) !== undefined) === wanted;
  }
  const negated = op === 'ne' || op === 'nin';
  const test = testerOf(leaf);
  return (asked) => {
    const found = read(asked);
    if (found === undefined) return negated;
    const holds = Array.isArray(found) ? anyOf(found, (one) => test(one, true, asked.effort)) : test(found, false, asked.effort);
    return holds === null ? null : holds !== negated;
  };
};

const anyOf = (values: readonly unknown[], test: (one: unknown) => boolean | null): boolean | null => {
  let unknown = false;
  for (const one of values) {
    const holds = test(one);
    if (holds) return true;
    unknown ||= holds === null;
  }
  return unknown ? null : false;
};
