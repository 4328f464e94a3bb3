import { type CompiledRule, compileRule, type Rule } from '../../automation/rules/rule.ts';
import type { RuleDraft } from '../../automation/rules/rule-schema.ts';
import { type RuleTimers, ruleTimers } from '../../automation/rules/rule-timers.ts';
import { runRules } from '../../automation/rules/run-rules.ts';
import type { Message } from '../messages/message.ts';
import { applyEffect, assign } from '../tickets/effects.ts';
import { type FieldChange, fieldChangesOf } from '../tickets/field-changes.ts';
import type { Moment } from '../tickets/state-machine.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { WouldAssign } from './would-assign.ts';

/** An unsaved rule, compiled. It replaces the whole rule set: existing rules do not run. */
export type TriedRule = readonly [CompiledRule];

const UNSAVED = { id: 'draft', createdAt: '', updatedAt: '' };

/** True even if the rule is disabled. */
export const triedRule = (draft: RuleDraft): TriedRule => [compileRule({ ...draft, ...UNSAVED, enabled: true } as Rule)];

export interface Trying {
  readonly moment: Moment;
  readonly membersOf: (teamId: string) => readonly string[];
  /** The agent whom a strategy would choose. */
  readonly wouldAssign: WouldAssign;
}

const timersOf = new WeakMap<TriedRule, RuleTimers | null>();

/** Whether the rule's timer is due on this ticket in its current state; undefined: the rule has no timer. */
const isDue = (rule: TriedRule, ticket: Ticket, now: number): boolean | undefined => {
  if (rule[0].event !== 'timer' || !rule[0].timer) return undefined;
  if (!timersOf.has(rule)) timersOf.set(rule, ruleTimers(rule));
  // Earlier runs are ignored: the rule is tried as if it had always existed.
  const memory = ticket.ruleTimers && { ...ticket.ruleTimers, ranTo: new Date(0).toISOString() };
  return ticket.status !== 'closed' && timersOf.get(rule)?.due(ticket, memory, now).has(rule[0].id) === true;
};

/**
 * The changes that a rule would make to a ticket in its current state; null if its condition does not hold, or its timer is not due. Entries and calls
 * change no field of the ticket. Changes nothing except the counts of `wouldAssign`.
 */
export const tryRule = (rule: TriedRule, ticket: Ticket, message: Message | null, { moment, membersOf, wouldAssign }: Trying): FieldChange[] | null => {
  const due = isDue(rule, ticket, moment.now);
  if (due === false) return null;
  const preview = (before: Ticket, effect: Parameters<typeof applyEffect>[1]): Ticket => applyEffect(before, effect, moment);
  const { matched, effects } = runRules(
    rule,
    rule[0].event,
    { ticket, message },
    { depth: 0, generation: 0, membersOf, preview, ...(due ? { due: new Set([rule[0].id]) } : {}) },
  );
  if (matched.length === 0) return null;
  const planned = effects.reduce(preview, ticket);
  // The command runs after the rule's own change, and only the last command counts.
  const choosing = effects.findLast((effect) => effect.type === 'assign' && effect.choose);
  const waits = choosing?.type === 'assign' && planned.status !== 'closed' && planned.owner.agentId === null && planned.owner.teamId === choosing.teamId;
  const agentId = choosing && waits ? wouldAssign(planned, choosing) : null;
  return fieldChangesOf(ticket, agentId === null ? planned : assign(planned, { agentId }, moment));
};

/** The number of the message for the rule's event; 0: none needed. Null: the event cannot have happened to the ticket. */
export const triedMessage = (rule: TriedRule, ticket: Ticket): number | null => {
  switch (rule[0].event) {
    case 'message.received':
      return ticket.lastCustomerNumber > 0 ? ticket.lastCustomerNumber : null;
    case 'ticket.created':
      return ticket.firstNumber;
    default:
      return 0;
  }
};
