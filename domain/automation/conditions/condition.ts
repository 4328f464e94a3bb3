/** The condition language (DESIGN §7) of queues, rules and saved views. `fields.ts` defines the fields. */
export const OPERATORS = ['eq', 'ne', 'in', 'nin', 'gt', 'gte', 'lt', 'lte', 'contains', 'matches', 'exists'] as const;
export type Operator = (typeof OPERATORS)[number];

export type Scalar = string | number | boolean;

export interface Leaf {
  readonly field: string;
  readonly op: Operator;
  /** A list for `in` and `nin`; `exists` may leave it out (true). */
  readonly value?: Scalar | readonly Scalar[] | undefined;
}

export type Condition = { readonly all: readonly Condition[] } | { readonly any: readonly Condition[] } | { readonly not: Condition } | Leaf;

/** Limits above any sensible condition. They keep evaluation cheap and prevent deep recursion in the parser. */
export const MAX_DEPTH = 12;
export const MAX_LEAVES = 200;
export const MAX_VALUES = 1000;

export const isLeaf = (condition: Condition): condition is Leaf => 'field' in condition;

/** Every leaf with its path below `path`. */
export function* leavesOf(condition: Condition, path: string): Generator<readonly [Leaf, string]> {
  if (isLeaf(condition)) yield [condition, path];
  else if ('not' in condition) yield* leavesOf(condition.not, `${path}.not`);
  else {
    const [name, parts] = 'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const);
    for (const [index, part] of parts.entries()) yield* leavesOf(part, `${path}.${name}.${index}`);
  }
}
