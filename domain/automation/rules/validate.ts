import { configurationKey } from '../../configuration/keys.ts';
import { requireKnown } from '../../configuration/references.ts';
import { Problem } from '../../errors.ts';
import type { Table } from '../../table/port.ts';
import type { Outside } from '../actions/action.ts';
import { ACTIONS } from '../actions/registry.ts';
import { refusedAt } from '../conditions/message-fields.ts';
import { referencesOf } from '../conditions/references.ts';
import { requireRoom } from '../conditions/tenant-room.ts';
import { validateCondition } from '../conditions/validate.ts';
import type { Rule, RuleDraft } from './rule.ts';
import { TIMER_FIELDS } from './timer-fields.ts';

/** @throws Problem unprocessable: it would never run */
const requireTimer = (event: Rule['event'], { field }: NonNullable<Rule['timer']>): void => {
  if (event !== 'timer') throw new Problem('unprocessable', 'The rule would never run.', { errors: [{ path: 'timer', message: 'needs the event timer' }] });
  if (TIMER_FIELDS.includes(field)) return;
  const message = `minutes can be counted from ${TIMER_FIELDS.join(', ')}; there is no time ${field}`;
  throw new Problem('unprocessable', 'The rule would never run.', { errors: [{ path: 'timer.field', message }] });
};

/** Whether a rule can run at its event and its condition be evaluated there. @throws Problem unprocessable naming the part at fault */
export const validateRuleDraft = async ({ event, condition, timer }: Pick<Rule, 'event' | 'condition' | 'timer'>): Promise<void> => {
  if (timer) requireTimer(event, timer);
  const refuse = refusedAt(event);
  await validateCondition(condition, refuse ? { refuse } : {});
};

/** Whether the ids in a rule's condition exist. @throws Problem unprocessable naming each; TableUnavailable */
export const validateReferences = (table: Table, tenantId: string, { condition }: Pick<Rule, 'condition'>): Promise<void> =>
  requireKnown(table, tenantId, referencesOf(condition));

/**
 * Whether a rule's condition can be evaluated at its event, and all rules and queues together stay light enough.
 * @throws Problem unprocessable naming the part at fault; TableUnavailable
 */
export const validateRuleCondition = async (table: Table, tenantId: string, rule: Rule, before?: Rule): Promise<void> => {
  await validateRuleDraft(rule);
  if (rule.condition !== before?.condition) await validateReferences(table, tenantId, rule);
  const weighedBefore = before?.enabled ? before.condition : undefined;
  if (rule.enabled) await requireRoom(table, tenantId, configurationKey(tenantId, 'RULE', rule.id).sk, rule.condition, weighedBefore);
};

/** @throws Problem unprocessable: an action that could never run, or an unknown agent or team; TableUnavailable */
export const validateActions = async (table: Table, tenantId: string, rule: Pick<RuleDraft, 'condition' | 'actions'>, outside: Outside): Promise<void> => {
  const verdicts = rule.actions.map((action, index) => ACTIONS.validate(action, { path: `actions.${index}`, condition: rule.condition, outside }));
  const errors = verdicts.flatMap((verdict) => verdict.errors ?? []);
  if (errors.length > 0) throw new Problem('unprocessable', 'An action is invalid.', { errors });
  await requireKnown(
    table,
    tenantId,
    verdicts.flatMap(({ references }) => references ?? []),
  );
};
