import { fold } from '../../text/fold.ts';
import { type Condition, isLeaf, type Leaf } from '../conditions/condition.ts';
import type { Rule } from './rule.ts';

type Ruled = Pick<Rule, 'id' | 'name' | 'event' | 'enabled' | 'condition' | 'actions'>;

const nameOf = (path: string, value: unknown): string => `${path}\u0000${typeof value === 'string' ? fold(value) : JSON.stringify(value)}`;

/** Leaves that must hold: parts of an `all`, not those of an `any` or a `not`. */
const required = (condition: Condition): readonly Leaf[] => {
  if (isLeaf(condition)) return [condition];
  return 'all' in condition ? condition.all.flatMap(required) : [];
};

/** Values that the rule's condition requires, by field. */
const wanted = ({ condition }: Ruled): string[] =>
  required(condition).flatMap(({ field, op, value }) => {
    if (op === 'eq' || (op === 'contains' && field === 'tags')) return [nameOf(field, value)];
    return op === 'in' && Array.isArray(value) ? value.map((one: unknown) => nameOf(field, one)) : [];
  });

/** Values that the rule's actions set, by field. */
const given = ({ actions }: Ruled): string[] =>
  actions.flatMap((action) => {
    if (action.type === 'tag') return (action.add ?? []).map((tag) => nameOf('tags', tag));
    if (action.type === 'set') return [nameOf(action.field, action.value)];
    if (action.type !== 'assign') return [];
    return Object.entries({ 'owner.agentId': action.agentId, 'owner.teamId': action.teamId }).flatMap(([path, id]) =>
      id === undefined ? [] : [nameOf(path, id)],
    );
  });

/** For each rule, the rules that its actions trigger, by index. A rule that requires the value it sets itself is left out, because it then changes nothing. */
const followers = (rules: readonly Ruled[]): readonly (readonly number[])[] => {
  const waiting = new Map<string, number[]>();
  for (const [at, rule] of rules.entries())
    for (const name of new Set(wanted(rule))) {
      const known = waiting.get(`${rule.event} ${name}`);
      if (known) known.push(at);
      else waiting.set(`${rule.event} ${name}`, [at]);
    }
  return rules.map((rule, at) => [...new Set(given(rule).flatMap((name) => waiting.get(`${rule.event} ${name}`) ?? []))].filter((next) => next !== at));
};

/** The rules from which a rule can be reached, itself included. */
const reaching = (start: number, next: readonly (readonly number[])[]): ReadonlySet<number> => {
  const seen = new Set([start]);
  for (const at of seen) for (const one of next[at] ?? []) seen.add(one);
  return seen;
};

const reversed = (next: readonly (readonly number[])[]): readonly (readonly number[])[] => {
  const back: number[][] = next.map(() => []);
  for (const [at, targets] of next.entries()) for (const target of targets) back[target]?.push(at);
  return back;
};

/**
 * Enabled rules of one event that trigger each other in a circle: each sets a field to the value that the next one requires. Finds only certain
 * circles: it ignores parts of an `any` or a `not`, patterns and comparisons. Pure. In the order of the rules.
 */
export const circlesOf = <R extends Ruled>(all: readonly R[]): readonly (readonly R[])[] => {
  const rules = all.filter(({ enabled }) => enabled);
  const next = followers(rules);
  const back = reversed(next);
  const assigned = new Set<number>();
  return rules.flatMap((_, at) => {
    if (assigned.has(at) || next[at]?.length === 0 || back[at]?.length === 0) return [];
    const behind = reaching(at, back);
    const circle = [...reaching(at, next)].filter((one) => behind.has(one)).sort((a, b) => a - b);
    for (const one of circle) assigned.add(one);
    return circle.length < 2 ? [] : [circle.map((one) => rules[one] as R)];
  });
};

export interface Warning {
  readonly code: 'circular_rules';
  readonly message: string;
  readonly rules: readonly { readonly id: string; readonly name: string }[];
}

/** Warnings about rules that were just saved. `saved`: their ids. Circles without them were reported earlier. */
export const warningsOf = (rules: readonly Rule[], saved: ReadonlySet<string>): readonly Warning[] =>
  circlesOf(rules)
    .filter((circle) => circle.some(({ id }) => saved.has(id)))
    .map((circle) => ({
      code: 'circular_rules',
      message: `These rules trigger each other: ${circle.map(({ name }) => `“${name}”`).join(', ')}. Each runs once for an event; the loop guard stops repeats.`,
      rules: circle.map(({ id, name }) => ({ id, name })),
    }));
