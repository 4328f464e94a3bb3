import { configurationKey } from '../../configuration/keys.ts';
import { requireKnown } from '../../configuration/references.ts';
import { Problem } from '../../errors.ts';
import type { Table } from '../../table/port.ts';
import type { Outside } from '../actions/action.ts';
import { ACTIONS } from '../actions/registry.ts';
import { refusedAt } from '../conditions/message-fields.ts';
import { requireRoom } from '../conditions/tenant-room.ts';
import { validateCondition } from '../conditions/validate.ts';
import type { Rule, RuleDraft } from './rule.ts';

/** Whether a rule's condition can be evaluated at its event. @throws Problem unprocessable naming the part at fault */
export const validateRuleDraft = async ({ event, condition }: Pick<Rule, 'event' | 'condition'>): Promise<void> => {
  const refuse = refusedAt(event);
  await validateCondition(condition, refuse ? { refuse } : {});
};

/**
 * Whether a rule's condition can be evaluated at its event, and all rules and queues together stay light enough.
 * @throws Problem unprocessable naming the part at fault; TableUnavailable
 */
export const validateRuleCondition = async (table: Table, tenantId: string, rule: Rule, before?: Rule): Promise<void> => {
  await validateRuleDraft(rule);
  const weighedBefore = before?.enabled ? before.condition : undefined;
  if (rule.enabled) await requireRoom(table, tenantId, configurationKey(tenantId, 'RULE', rule.id).sk, rule.condition, weighedBefore);
};

/** @throws Problem unprocessable: an action that could never run, or an unknown agent or team; TableUnavailable */
export const validateActions = async (table: Table, tenantId: string, rule: Pick<RuleDraft, 'condition' | 'actions'>, outside: Outside): Promise<void> => {
  const verdicts = rule.actions.map((action, index) => ACTIONS.validate(action, { path: `actions.${index}`, condition: rule.condition, outside }));
  const errors = verdicts.flatMap((verdict) => verdict.errors ?? []);
  if (errors.length > 0) throw new Problem('unprocessable', 'An action is not possible.', { errors });
  await requireKnown(
    table,
    tenantId,
    verdicts.flatMap(({ references }) => references ?? []),
  );
};
