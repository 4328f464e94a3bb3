import type { RuleTimers } from '../../automation/rules/rule-timers.ts';
import type { Ticket } from './ticket.ts';

/** A run of the rules with a `timer` that were due. */
export interface TimerRun {
  readonly before: Ticket;
  /** Epoch ms. */
  readonly until: number;
}

/** Sets the next time at which a rule is due at the end of a change, and after a run also stores the memory of it. Pure. */
export const withRuleDeadline = (ticket: Ticket, timers: RuleTimers | null | undefined, run: TimerRun | null): Ticket => {
  const { ruleTimers: memory, deadlines, ...rest } = ticket;
  const { rules: _before, ...others } = deadlines;
  // Without such rules, the memory is never used again.
  if (!timers || ticket.status === 'closed') return memory || deadlines.rules ? { ...rest, deadlines: others } : ticket;
  const remembered = run ? timers.ran(memory, run.before, ticket, run.until) : memory;
  const at = timers.next(ticket, remembered);
  if (at === (deadlines.rules ?? null) && remembered === memory) return ticket;
  return { ...rest, deadlines: { ...others, ...(at === null ? {} : { rules: at }) }, ...(remembered ? { ruleTimers: remembered } : {}) };
};
