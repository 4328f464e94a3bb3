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
  /** At the event `timer`: the rules that are due. Missing: a deadline of the ticket has passed, and rules without a `timer` run. */
  readonly due?: ReadonlySet<string> | undefined;
  readonly membersOf: (teamId: string) => readonly string[];
  /** The ticket after an effect, for the next rule. */
  readonly preview: (ticket: Ticket, effect: Effect) => Ticket;
}

/** One run, for the log. */
export interface RunLog {
  readonly event: RuleEvent;
  readonly generation: number;
  readonly depth: number;
  /** Rules whose condition held, in the order in which they ran. */
  readonly matched: readonly string[];
  /** The rule that ended the run. */
  readonly stoppedBy: string | null;
  /** True if the loop guard prevented all rules from running. */
  readonly guarded: boolean;
  /** Rules that did not run because their condition exceeds the effort; missing if there are none. */
  readonly tooHeavy?: readonly string[];
}

/** The result of a run. */
export interface RunResult {
  /** In order. The caller applies them in its own transaction. */
  readonly effects: readonly Effect[];
  readonly matched: readonly string[];
  /** The rule of each effect, in the order of the effects. */
  readonly sources?: readonly string[];
  /** Rules whose condition holds but that the loop guard stopped. */
  readonly stopped?: readonly string[];
}

export interface Run extends RunResult {
  readonly tooHeavy: readonly string[];
  readonly stopped: readonly string[];
  readonly log: RunLog;
}

/**
 * Plans the effects of an event's rules on a ticket, in order of weight; a rule sees the changes of earlier rules. Pure. Evaluates only rules of the
 * event whose required values are present (`rule-index.ts`).
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
  const { of: some, canHold, circles } = ruleIndex(rules, event);
  /** Rules of circles that have changed the ticket. */
  const moved = new Set<string>();
  // Without a current message, the newest one that the ticket stores.
  const seen = () => ({ ticket, message: message ?? ticket.lastMessage, effort });
  let flags = canHold(seen(), effort);
  for (let at = flags.indexOf(1); at !== -1; at = flags.indexOf(1, at + 1)) {
    const rule = some[at] as CompiledRule;
    if (event === 'timer' && (options.due ? !options.due.has(rule.id) : rule.timer !== undefined)) continue;
    const matches = rule.matches(seen());
    if (matches === null) tooHeavy.push(rule.id);
    if (!matches) continue;
    if (guarded) {
      stopped.push(rule.id);
      continue;
    }
    matched.push(rule.id);
    const before = ticket;
    const isCircular = circles.some((circle) => circle.includes(rule.id));
    for (const action of rule.actions) {
      const effect = ACTIONS.plan(action, { ticket, ruleId: rule.id, membersOf });
      if (!effect) continue;
      effects.push(effect);
      sources.push(rule.id);
      ticket = preview(ticket, effect);
    }
    if (isCircular && JSON.stringify(ticket) !== JSON.stringify(before)) moved.add(rule.id);
    if (rule.stop) {
      stoppedBy = rule.id;
      break;
    }
    if (ticket !== before) flags = canHold(seen(), effort);
  }
  // Each rule has run once. Triggering the first of them again ends here, and the log reports it.
  for (const [first, ...others] of circles) if (first && [first, ...others].every((id) => moved.has(id))) stopped.push(first);
  const heavy = tooHeavy.length > 0 ? { tooHeavy } : {};
  return { effects, sources, matched, stopped, tooHeavy, log: { event, generation, depth, matched, stoppedBy, guarded, ...heavy } };
};
