import * as z from 'zod';
import { type Condition, MAX_DEPTH, MAX_LEAVES, MAX_VALUES, OPERATORS } from './condition.ts';

const MAX_TEXT = 1000;

const scalar = z.union([z.string().max(MAX_TEXT), z.number(), z.boolean()]);

const node: z.ZodType<Condition> = z
  .lazy(() =>
    z.union(
      [
        z.strictObject({ all: z.array(node).max(MAX_LEAVES) }),
        z.strictObject({ any: z.array(node).max(MAX_LEAVES) }),
        z.strictObject({ not: node }),
        z.strictObject({ field: z.string().min(1).max(200), op: z.enum(OPERATORS), value: z.union([scalar, z.array(scalar).max(MAX_VALUES)]).optional() }),
      ],
      { error: `expected {all:[…]}, {any:[…]}, {not:…} or {field, op, value} with op ${OPERATORS.join(', ')}` },
    ),
  )
  .meta({ id: 'Condition' });

/** Depth and leaves of any input, counted without recursion: a hostile body must not exhaust the stack. */
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

/** Checks the shape only. `validateCondition` checks whether fields, operators and values fit together. */
export const conditionSchema = z.preprocess((value, context) => {
  const { depth, leaves } = sizeOf(value);
  if (depth <= MAX_DEPTH && leaves <= MAX_LEAVES) return value;
  context.issues.push({ code: 'custom', message: `at most ${MAX_DEPTH} levels and ${MAX_LEAVES} leaves`, input: value });
  return z.NEVER;
}, node);
