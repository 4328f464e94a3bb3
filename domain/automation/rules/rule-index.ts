import { type ConditionIndex, conditionIndex } from '../conditions/condition-index.ts';
import { circlesOf } from './circles.ts';
import type { CompiledRule } from './rule.ts';
import type { RuleEvent } from './rule-events.ts';

/** The rules of one event in order, with an index of those that can hold. */
export interface EventRules {
  readonly of: readonly CompiledRule[];
  readonly canHold: ConditionIndex;
  /** Ids of rules that trigger each other, in order. */
  readonly circles: readonly (readonly string[])[];
}

/** Compiled at the first use of a list of rules, which is one generation of the configuration. */
const indexes = new WeakMap<readonly CompiledRule[], Map<RuleEvent, EventRules>>();

/** The enabled rules of an event. `rules`: all of the tenant's, by weight. */
export const ruleIndex = (rules: readonly CompiledRule[], event: RuleEvent): EventRules => {
  const byEvent = indexes.get(rules) ?? new Map<RuleEvent, EventRules>();
  indexes.set(rules, byEvent);
  const known = byEvent.get(event);
  if (known) return known;
  const of = rules.filter((rule) => rule.enabled && rule.event === event);
  const made: EventRules = {
    of,
    canHold: conditionIndex(of.map(({ condition }) => condition)),
    circles: circlesOf(of).map((circle) => circle.map(({ id }) => id)),
  };
  byEvent.set(event, made);
  return made;
};
