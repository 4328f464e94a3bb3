import type { Rule, RuleAction, RuleDraft } from '../../../../client/api.ts';
import { conditionOf, type Group, groupOf } from '../conditions/groups.ts';

export type Action = RuleAction;
export type ActionType = Action['type'];

export const EVENTS = ['message.received', 'ticket.created', 'ticket.updated', 'timer'] as const;
export const ACTION_TYPES = ['assign', 'set', 'tag', 'reply', 'note', 'escalate', 'webhook'] as const;
/** Times of a ticket that a rule can wait after. A test compares them with the hub's. */
export const TIMER_FIELDS = ['createdAt', 'updatedAt', 'waitingSince'] as const;
/** Fields that a rule can set as a whole, and those of the business. */
export const SET_FIELDS = ['priority', 'status', 'topic', 'language', 'sentiment'] as const;
/** What a rule may set as the status; `created` never comes back. */
export const SET_STATUSES = ['working', 'pending', 'followup', 'solved', 'closed'] as const;

/** A rule while it is edited. */
export interface Draft {
  readonly name: string;
  readonly event: (typeof EVENTS)[number];
  readonly condition: Group;
  readonly actions: readonly Action[];
  readonly timer: { readonly field: string; readonly minutes: number } | null;
  readonly stop: boolean;
  readonly enabled: boolean;
}

export const draftOf = (rule: Rule | undefined): Draft => ({
  name: rule?.name ?? '',
  event: rule?.event ?? 'message.received',
  condition: groupOf(rule?.condition ?? { all: [] }),
  actions: rule?.actions ?? [],
  timer: rule?.timer ?? null,
  stop: rule?.stop ?? false,
  enabled: rule?.enabled ?? true,
});

/** What a new action begins with. */
export function newAction(type: ActionType): Action {
  switch (type) {
    case 'assign':
      return { type };
    case 'set':
      return { type, field: 'priority', value: 'high' };
    case 'tag':
      return { type, add: [] };
    case 'escalate':
      return { type, target: { teamId: '' }, text: '' };
    case 'webhook':
      return { type, url: '' };
    default:
      return { type, text: '' };
  }
}

/** Only a rule of time has a time. */
const timerOf = ({ event, timer }: Draft): Draft['timer'] => (event === 'timer' ? (timer ?? { field: 'waitingSince', minutes: 60 }) : null);

/** The whole rule, as POST and the dry run take it. */
export function ruleOf(draft: Draft): RuleDraft {
  // Its weight is the API's default.
  const { timer, condition, ...rest } = draft;
  const time = timerOf({ ...draft, timer });
  const rule: Omit<RuleDraft, 'weight'> = {
    ...rest,
    actions: [...draft.actions],
    condition: conditionOf(condition),
    ...(time === null ? {} : { timer: time }),
  };
  return rule as RuleDraft;
}

/** What PATCH sends of a changed draft. */
export function patchOf(change: Partial<Draft>, draft: Draft): Record<string, unknown> {
  const { condition, ...rest } = change;
  const isTimeChanged = change.event !== undefined || change.timer !== undefined;
  return {
    ...rest,
    ...(condition === undefined ? {} : { condition: conditionOf(condition) }),
    ...(isTimeChanged ? { timer: timerOf(draft) } : {}),
  };
}
