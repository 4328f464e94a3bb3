import { ACTIONS, type Effect } from '../actions/registry.ts';
import { CHANGE_EFFORT, type Effort, effortOf } from '../conditions/effort.ts';
import { MAX_DEPTH } from '../outgoing-budget.ts';
import type { MessageView, TicketView } from '../ticket-view.ts';
import type { CompiledRule } from './rule.ts';
import type { RuleEvent } from './rule-events.ts';
import { ruleIndex } from './rule-index.ts';

export interface RunOptions<Ticket extends TicketView> {
  readonly depth: number;
  readonly depthLimit?: number | undefined;
  /** Version of the rule set, for the log. */
  readonly generation: number;
  readonly membersOf: (teamId: string) => readonly string[];
  /** The ticket with an effect applied, as the next rule sees it. */
  readonly preview: (ticket: Ticket, effect: Effect) => Ticket;
}

/** One run, as it is logged. */
export interface RunLog {
  readonly event: RuleEvent;
  readonly generation: number;
  readonly depth: number;
  /** Rules whose condition held, in the order in which they ran. */
  readonly matched: readonly string[];
  /** The rule that ended the run. */
  readonly stoppedBy: string | null;
  /** True when the loop guard kept all rules from running. */
  readonly guarded: boolean;
  /** Rules whose condition takes more effort than there is, and that therefore did not run; missing when there are none. */
  readonly tooHeavy?: readonly string[];
}

/** The result of a run. */
export interface RunResult {
  /** In order; to be applied by the caller in its own transaction. */
  readonly effects: readonly Effect[];
  readonly matched: readonly string[];
  /** The rule of each effect, in the order of the effects. */
  readonly sources?: readonly string[];
  /** Rules that the loop guard kept from running although their condition holds. */
  readonly stopped?: readonly string[];
}

export interface Run extends RunResult {
  readonly tooHeavy: readonly string[];
  readonly stopped: readonly string[];
  readonly log: RunLog;
}

/**
 * Plans what the rules of an event do to a ticket, in order of weight; a rule sees the changes of the rules before it. Pure. Only rules that can hold are
 * evaluated: those of the event whose condition needs nothing that is not there (`rule-index.ts`).
 */
export const runRules = <Ticket extends TicketView>(
  rules: readonly CompiledRule[],
  event: RuleEvent,
  snapshot: { readonly ticket: Ticket; readonly message: MessageView | null; readonly effort?: Effort },
  options: RunOptions<Ticket>,
): Run => {
  const { depth, generation, membersOf, preview } = options;
  const effects: Effect[] = [];
  const sources: string[] = [];
  const matched: string[] = [];
  const tooHeavy: string[] = [];
  const { message, effort = effortOf(CHANGE_EFFORT) } = snapshot;
  let { ticket } = snapshot;
  let stoppedBy: string | null = null;
  const guarded = depth >= (options.depthLimit ?? MAX_DEPTH);
  const stopped: string[] = [];
  const { of: some, canHold } = ruleIndex(rules, event);
  // Without a message at hand, the newest one that the ticket knows of.
  const seen = () => ({ ticket, message: message ?? ticket.lastMessage, effort });
  let flags = canHold(seen(), effort);
  for (let at = flags.indexOf(1); at !== -1; at = flags.indexOf(1, at + 1)) {
    const rule = some[at] as CompiledRule;
    const matches = rule.matches(seen());
    if (matches === null) tooHeavy.push(rule.id);
    if (!matches) continue;
    if (guarded) {
      stopped.push(rule.id);
      continue;
    }
    matched.push(rule.id);
    const before = ticket;
    for (const action of rule.actions) {
      const effect = ACTIONS.plan(action, { ticket, ruleId: rule.id, membersOf });
      if (!effect) continue;
      effects.push(effect);
      sources.push(rule.id);
      ticket = preview(ticket, effect);
    }
    if (rule.stop) {
      stoppedBy = rule.id;
      break;
    }
    if (ticket !== before) flags = canHold(seen(), effort);
  }
  const heavy = tooHeavy.length > 0 ? { tooHeavy } : {};
  return { effects, sources, matched, stopped, tooHeavy, log: { event, generation, depth, matched, stoppedBy, guarded, ...heavy } };
};
