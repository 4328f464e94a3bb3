import { type CompiledRule, compileRule, type Rule } from '../../automation/rules/rule.ts';
import type { RuleDraft } from '../../automation/rules/rule-schema.ts';
import { runRules } from '../../automation/rules/run-rules.ts';
import type { Message } from '../messages/message.ts';
import { applyEffect } from '../tickets/effects.ts';
import { type FieldChange, fieldChangesOf } from '../tickets/field-changes.ts';
import type { Moment } from '../tickets/state-machine.ts';
import type { Ticket } from '../tickets/ticket.ts';

/** A rule that is not saved, ready to be tried. Its only rule stands for the whole rule set: rules that exist do not run. */
export type TriedRule = readonly [CompiledRule];

const UNSAVED = { id: 'draft', createdAt: '', updatedAt: '' };

/** Enabled or not: it is tried. */
export const triedRule = (draft: RuleDraft): TriedRule => [compileRule({ ...draft, ...UNSAVED, enabled: true } as Rule)];

export interface Trying {
  readonly moment: Moment;
  readonly membersOf: (teamId: string) => readonly string[];
}

/**
 * What a rule would change on a ticket as it stands; null when its condition does not hold. Entries, calls and the choice of an agent by a
 * strategy change no field of the ticket. Pure.
 */
export const tryRule = (rule: TriedRule, ticket: Ticket, message: Message | null, { moment, membersOf }: Trying): FieldChange[] | null => {
  const preview = (before: Ticket, effect: Parameters<typeof applyEffect>[1]): Ticket => applyEffect(before, effect, moment);
  const { matched, effects } = runRules(rule, rule[0].event, { ticket, message }, { depth: 0, generation: 0, membersOf, preview });
  if (matched.length === 0) return null;
  return fieldChangesOf(ticket, effects.reduce(preview, ticket));
};

/** The number of the message that the rule's event is judged on; 0: on none. Null: the event cannot have happened to the ticket. */
export const judgedMessage = (rule: TriedRule, ticket: Ticket): number | null => {
  switch (rule[0].event) {
    case 'message.received':
      return ticket.lastCustomerNumber > 0 ? ticket.lastCustomerNumber : null;
    case 'ticket.created':
      return ticket.firstNumber;
    default:
      return 0;
  }
};
