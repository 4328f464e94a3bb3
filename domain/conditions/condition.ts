import * as z from 'zod';

/** The one condition language (DESIGN §7) of queues, rules and saved views. What the fields mean stands in `fields.ts`. */
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

/** Bounds that no sensible condition meets; they keep evaluation cheap and the parser off deep recursion. */
export const MAX_DEPTH = 12;
export const MAX_LEAVES = 200;
export const MAX_VALUES = 1000;
const MAX_TEXT = 1000;

const scalar = z.union([z.string().max(MAX_TEXT), z.number(), z.boolean()]);

const node: z.ZodType<Condition> = z.lazy(() =>
  z.union(
    [
      z.strictObject({ all: z.array(node).max(MAX_LEAVES) }),
      z.strictObject({ any: z.array(node).max(MAX_LEAVES) }),
      z.strictObject({ not: node }),
      z.strictObject({ field: z.string().min(1).max(200), op: z.enum(OPERATORS), value: z.union([scalar, z.array(scalar).max(MAX_VALUES)]).optional() }),
    ],
    { error: `expected {all:[…]}, {any:[…]}, {not:…} or {field, op, value} with op ${OPERATORS.join(', ')}` },
  ),
);

/** Depth and leaves of whatever came, counted without recursion: a hostile body must not exhaust the stack. */
const sizeOf = (root: unknown): { depth: number; leaves: number } => {
  const open: [unknown, number][] = [[root, 1]];
  let depth = 0;
  let leaves = 0;
  for (let next = open.pop(); next && depth <= MAX_DEPTH && leaves <= MAX_LEAVES; next = open.pop()) {
    const [value, at] = next;
    if (typeof value !== 'object' || value === null) continue;
    depth = Math.max(depth, at);
    const { all, any, not } = value as { all?: unknown; any?: unknown; not?: unknown };
    const children = [...(Array.isArray(all) ? all : []), ...(Array.isArray(any) ? any : []), ...(not === undefined ? [] : [not])];
    if (children.length === 0) leaves += 1;
    for (const child of children) open.push([child, at + 1]);
  }
  return { depth, leaves };
};

/** Shape only; `validateCondition` says whether its fields, operators and values fit together. */
export const conditionSchema = z.preprocess((value, context) => {
  const { depth, leaves } = sizeOf(value);
  if (depth <= MAX_DEPTH && leaves <= MAX_LEAVES) return value;
  context.issues.push({ code: 'custom', message: `at most ${MAX_DEPTH} levels and ${MAX_LEAVES} leaves`, input: value });
  return z.NEVER;
}, node);

export const isLeaf = (condition: Condition): condition is Leaf => 'field' in condition;

/** Every leaf with its path below `path`. */
export function* leavesOf(condition: Condition, path: string): Generator<readonly [Leaf, string]> {
  if (isLeaf(condition)) yield [condition, path];
  else if ('not' in condition) yield* leavesOf(condition.not, `${path}.not`);
  else {
    const [name, parts] = 'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const);
    for (const [place, part] of parts.entries()) yield* leavesOf(part, `${path}.${name}.${place}`);
  }
}
