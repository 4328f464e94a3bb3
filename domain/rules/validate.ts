import type { Condition } from '../conditions/condition.ts';
import { refusedAt } from '../conditions/message-fields.ts';
import { validateCondition } from '../conditions/validate.ts';
import { requireRoom } from '../configuration/condition-room.ts';
import { configurationKey } from '../configuration/keys.ts';
import { type Reference, requireKnown } from '../configuration/references.ts';
import { type FieldError, Problem } from '../errors.ts';
import type { RefusalOf } from '../origins/addresses.ts';
import type { CapabilitiesOf } from '../outbound/capabilities.ts';
import type { Table } from '../table/port.ts';
import { PRIORITIES } from '../tickets/ticket.ts';
import { channelsOf, textLimitOf } from './reply-channels.ts';
import type { Action, Rule, RuleDraft } from './rule.ts';

/** Statuses that a rule may set: a ticket never becomes `created` again, and a snooze needs a person's time. */
const SETTABLE = ['working', 'pending', 'solved', 'closed'] as const;

/**
 * Whether a rule's condition can be evaluated at its event, and all rules and queues together stay light enough.
 * @throws Problem unprocessable naming the part at fault; TableUnavailable
 */
export const validateRuleCondition = async (table: Table, tenantId: string, rule: Rule, before?: Rule): Promise<void> => {
  const refuse = refusedAt(rule.event);
  await validateCondition(rule.condition, refuse ? { refuse } : {});
  const weighedBefore = before?.enabled ? before.condition : undefined;
  if (rule.enabled) await requireRoom(table, tenantId, configurationKey(tenantId, 'RULE', rule.id).sk, rule.condition, weighedBefore);
};

/** What is known of the outside when a rule is saved. */
export interface Outside {
  readonly refusalOf: RefusalOf;
  readonly capabilitiesOf: CapabilitiesOf;
}

/** @throws Problem unprocessable: an action that could never run, or an unknown agent or team; TableUnavailable */
export const validateActions = async (table: Table, tenantId: string, rule: Pick<RuleDraft, 'condition' | 'actions'>, outside: Outside): Promise<void> => {
  const errors = rule.actions.flatMap(
    (action, place) => faultOf(action, `actions.${place}`) ?? outwardFault(action, rule.condition, `actions.${place}`, outside) ?? [],
  );
  if (errors.length > 0) throw new Problem('unprocessable', 'An action cannot be carried out.', { errors });
  await requireKnown(
    table,
    tenantId,
    rule.actions.flatMap((action, place) => referencesOf(action, `actions.${place}`)),
  );
};

const faultOf = (action: Action, path: string): FieldError | null => {
  if (action.type === 'set') return setFault(action.field, action.value, path);
  if (action.type === 'tag' && !action.add?.length && !action.remove?.length) return { path, message: 'add or remove a tag' };
  if (action.type !== 'assign') return null;
  if (action.strategy && action.teamId === undefined) return { path: `${path}.strategy`, message: 'needs a teamId' };
  if (action.strategy && action.agentId !== undefined) return { path: `${path}.strategy`, message: 'does not go with an agentId' };
  return action.agentId === undefined && action.teamId === undefined ? { path, message: 'teamId or agentId is needed' } : null;
};

/** An address that may not be called, or a reply over the limit of every channel where the rule can answer. */
const outwardFault = (action: Action, condition: Condition, path: string, { refusalOf, capabilitiesOf }: Outside): FieldError | null => {
  if (action.type === 'reply') {
    const limit = textLimitOf(channelsOf(condition), capabilitiesOf);
    return limit !== null && action.text.length > limit.characters
      ? { path: `${path}.text`, message: `at most ${limit.characters} characters on ${limit.channel}` }
      : null;
  }
  const [url, field] =
    action.type === 'webhook' ? [action.url, 'url'] : action.type === 'escalate' && 'url' in action.target ? [action.target.url, 'target.url'] : [];
  const refusal = url === undefined ? null : refusalOf(url);
  return refusal === null ? null : { path: `${path}.${field}`, message: refusal };
};

const isText = (value: unknown): boolean => value === null || (typeof value === 'string' && value.length <= 200);
const isSmall = (value: unknown): boolean =>
  value === null || ['number', 'boolean'].includes(typeof value) || (typeof value === 'string' && value.length <= 1000);
const oneOf = (values: readonly string[], value: unknown): boolean => typeof value === 'string' && values.includes(value);

const setFault = (field: string, value: unknown, path: string): FieldError | null => {
  const wrong = (message: string): FieldError => ({ path: `${path}.value`, message });
  if (/^customFields\.[\p{L}\p{N}_-]{1,60}$/u.test(field))
    return isSmall(value) ? null : wrong('a text of at most 1000 characters, a number, true, false, or null to remove the field');
  switch (field) {
    case 'priority':
      return oneOf(PRIORITIES, value) ? null : wrong(`one of ${PRIORITIES.join(', ')}`);
    case 'status':
      return oneOf(SETTABLE, value) ? null : wrong(`one of ${SETTABLE.join(', ')}`);
    case 'topic':
    case 'sentiment':
      return isText(value) ? null : wrong('a text of at most 200 characters, or null');
    default:
      return { path: `${path}.field`, message: 'a rule sets priority, status, topic, sentiment or customFields.{name}' };
  }
};

const referencesOf = (action: Action, path: string): Reference[] => {
  if (action.type === 'escalate') return 'teamId' in action.target ? [{ kind: 'TEAM', id: action.target.teamId, path: `${path}.target.teamId` }] : [];
  if (action.type !== 'assign') return [];
  const { teamId, agentId } = action;
  return [
    ...(teamId === undefined ? [] : [{ kind: 'TEAM' as const, id: teamId, path: `${path}.teamId` }]),
    ...(agentId === undefined ? [] : [{ kind: 'AGENT' as const, id: agentId, path: `${path}.agentId` }]),
  ];
};
