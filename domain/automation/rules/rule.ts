import { byAge } from '../../configuration/by-age.ts';
import { contentOf } from '../../configuration/content.ts';
import type { Item } from '../../table/port.ts';
import type { Condition } from '../conditions/condition.ts';
import { compileCondition, type Predicate } from '../conditions/evaluate.ts';
import type { RuleDraft } from './rule-schema.ts';

export type { Action } from '../actions/registry.ts';
export type { RuleEvent } from './rule-events.ts';
export type { RuleChange, RuleDraft } from './rule-schema.ts';

export interface Rule extends Omit<RuleDraft, 'condition'> {
  readonly id: string;
  readonly condition: Condition;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** ISO: since when a rule with a `timer` has waited; earlier moments do not count. Not public. */
  readonly timerSince?: string | undefined;
}

export interface CompiledRule extends Rule {
  readonly matches: Predicate;
}

export const ruleOf = (item: Item): Rule => contentOf(item) as unknown as Rule;

/** The public members. */
export const shownRule = ({ timerSince: _since, ...rule }: Rule): Omit<Rule, 'timerSince'> => rule;

export const compileRule = (rule: Rule): CompiledRule => ({ ...rule, matches: compileCondition(rule.condition) });

/** Lower weight first, then the older rule; the id breaks ties, so that the order is the same everywhere. */
export const byWeight = (a: Rule, b: Rule): number => a.weight - b.weight || byAge(a, b);
