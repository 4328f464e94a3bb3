import type { RuleTimers } from '../../automation/rules/rule-timers.ts';
import type { Ticket } from './ticket.ts';

/** A run of the rules whose moment had come. */
export interface TimerRun {
  readonly before: Ticket;
  /** Epoch ms. */
  readonly until: number;
}

/** A ticket at the end of a change with the moment that its rules wait for next, and after a run with the memory of it. Pure. */
export const withRuleDeadline = (ticket: Ticket, timers: RuleTimers | null | undefined, run: TimerRun | null): Ticket => {
  const { ruleTimers: memory, deadlines, ...rest } = ticket;
  const { rules: _before, ...others } = deadlines;
  // Without such rules nothing is ever asked of the memory again.
  if (!timers || ticket.status === 'closed') return memory || deadlines.rules ? { ...rest, deadlines: others } : ticket;
  const remembered = run ? timers.ran(memory, run.before, ticket, run.until) : memory;
  const at = timers.next(ticket, remembered);
  if (at === (deadlines.rules ?? null) && remembered === memory) return ticket;
  return { ...rest, deadlines: { ...others, ...(at === null ? {} : { rules: at }) }, ...(remembered ? { ruleTimers: remembered } : {}) };
};
