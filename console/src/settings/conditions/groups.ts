import type { Condition } from '../../../../client/api.ts';

export type Leaf = Extract<Condition, { readonly field: string }>;
export type Mode = 'all' | 'any' | 'none';

/** A condition as people build it: parts of which all, any or none hold, one within another. */
export interface Group {
  readonly mode: Mode;
  readonly parts: readonly (Group | Leaf)[];
}

export const isGroup = (part: Group | Leaf): part is Group => 'mode' in part;

const partOf = (condition: Condition): Group | Leaf => ('field' in condition ? condition : groupOf(condition));

/** What the API has, as a group. A single leaf is a group of one; `not` of anything is "none of". */
export function groupOf(condition: Condition): Group {
  if ('all' in condition) return { mode: 'all', parts: condition.all.map(partOf) };
  if ('any' in condition) return { mode: 'any', parts: condition.any.map(partOf) };
  if ('not' in condition) {
    const { not } = condition;
    return { mode: 'none', parts: 'any' in not ? not.any.map(partOf) : [partOf(not)] };
  }
  return { mode: 'all', parts: [condition] };
}

/** The group as the API takes it. */
export function conditionOf({ mode, parts }: Group): Condition {
  const inside = parts.map((part) => (isGroup(part) ? conditionOf(part) : part));
  if (mode === 'none') return { not: { any: inside } };
  return mode === 'all' ? { all: inside } : { any: inside };
}

/** Where the API says that a part of this group is wrong: `condition.not.any.0`. */
export const pathOf = (group: string, mode: Mode, at: number): string => `${group}.${mode === 'none' ? 'not.any' : mode}.${at}`;

export const withPart = (group: Group, at: number, part: Group | Leaf): Group => ({ ...group, parts: group.parts.with(at, part) });
export const withoutPart = (group: Group, at: number): Group => ({ ...group, parts: group.parts.filter((_, index) => index !== at) });

/** How many tests a condition has. */
export const leavesOf = (group: Group): number => group.parts.reduce((sum, part) => sum + (isGroup(part) ? leavesOf(part) : 1), 0);
