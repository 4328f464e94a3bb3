import { fold } from '../../text/fold.ts';
import { type Condition, isLeaf, type Leaf, type Scalar } from './condition.ts';
import { fieldOf } from './fields.ts';
import { measureOf } from './leaf-tests.ts';

/** Requires a value at a path: any (`present`), or one that equals `value` after measuring as `eq` does, or after folding as `contains` does with elements. */
export interface Need {
  readonly path: string;
  readonly by: 'present' | 'measured' | 'folded';
  readonly value: unknown;
}

/**
 * Values of which at least one must be present for a condition to hold. Null: nothing is required. Necessary, not sufficient: if none is present,
 * the condition is false.
 */
export type Needs = readonly Need[] | null;

/** Potentially long texts are not folded just to find conditions. */
const LONG: ReadonlySet<string> = new Set(['message.text', 'message.html', 'message.subject']);

const present = (path: string): Needs => [{ path, by: 'present', value: undefined }];

const ofLeaf = ({ field: path, op, value }: Leaf): Needs => {
  if (op === 'ne' || op === 'nin' || (op === 'exists' && value === false)) return null;
  if (LONG.has(path)) return present(path);
  if (op === 'eq' || op === 'in') {
    const measure = measureOf(path);
    const values = Array.isArray(value) ? (value as readonly Scalar[]) : [value];
    return [...new Set(values.map((one) => measure(one, fold)))].map((one) => ({ path, by: 'measured', value: one }));
  }
  // For a list, an element is the whole word.
  return op === 'contains' && fieldOf(path)?.list ? [{ path, by: 'folded', value: fold(String(value)) }] : present(path);
};

/** How many leaves of all conditions have the same need. */
export type Uses = ReadonlyMap<string, number>;
const nameOf = ({ path, by, value }: Need): string => `${by}\u0000${path}\u0000${typeof value}\u0000${String(value)}`;

export const usesOf = (leaves: Iterable<Leaf>): Uses => {
  const uses = new Map<string, number>();
  for (const leaf of leaves) for (const need of ofLeaf(leaf) ?? []) uses.set(nameOf(need), (uses.get(nameOf(need)) ?? 0) + 1);
  return uses;
};

/** Most fields always have a value, so requiring one excludes nothing. A tenant's custom fields only exist if somebody set them. */
const TELLS_NOTHING = 100_000;

/** How selective needs are: the number of other conditions that share them. Lower is better. */
const crowd = (needs: readonly Need[], uses: Uses): number =>
  needs.reduce((sum, need) => sum + (uses.get(nameOf(need)) ?? 1) + (need.by === 'present' && !need.path.startsWith('customFields.') ? TELLS_NOTHING : 0), 0);

/** Of the parts of an `all`, the most selective one. */
export const needsOf = (condition: Condition, uses: Uses): Needs => {
  if (isLeaf(condition)) return ofLeaf(condition);
  if ('not' in condition) return null;
  if ('any' in condition) {
    const parts = condition.any.map((part) => needsOf(part, uses));
    return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
  }
  const parts = condition.all.flatMap((part) => {
    const needs = needsOf(part, uses);
    return needs ? [needs] : [];
  });
  return parts.length === 0 ? null : parts.reduce((best, part) => (crowd(part, uses) < crowd(best, uses) ? part : best));
};
