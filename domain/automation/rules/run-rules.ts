import type { Message } from '../../messages/message.ts';
import { applyEffect } from '../../tickets/effects.ts';
import type { Moment } from '../../tickets/state-machine.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { CHANGE_EFFORT, type Effort, effortOf } from '../conditions/effort.ts';
import type { Effect } from '../policy.ts';
import type { Action, CompiledRule, RuleEvent, Strategy } from './rule.ts';

/** A rule's action causes events that run rules: beyond this many links of the chain nothing runs. `RULE_DEPTH_LIMIT` sets another. */
export const MAX_DEPTH = 5;

export interface RunOptions {
  readonly depth: number;
  readonly depthLimit?: number | undefined;
  /** Version of the rule set, for the log. */
  readonly generation: number;
  readonly moment: Moment;
  /** The next agent of a team, or null when it has none. `present`: the ticket's agent, who stays when he belongs to the team. */
  readonly pickAgent: (teamId: string, strategy: Strategy, present: string | null) => Promise<string | null>;
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

export interface Run {
  /** In order; to be applied by the caller in its own transaction. */
  readonly effects: readonly Effect[];
  readonly matched: readonly string[];
  readonly tooHeavy: readonly string[];
  /** Rules that the loop guard kept from running although their condition holds. */
  readonly stopped: readonly string[];
  readonly log: RunLog;
}

/**
 * Runs the rules of an event over a ticket, in order of weight; a rule sees what the rules before it did. Changes nothing itself,
 * and is pure apart from `pickAgent`. @throws what `pickAgent` throws
 */
export const runRules = async (
  rules: readonly CompiledRule[],
  event: RuleEvent,
  snapshot: { readonly ticket: Ticket; readonly message: Message | null; readonly effort?: Effort },
  options: RunOptions,
): Promise<Run> => {
  const { depth, generation } = options;
  const effects: Effect[] = [];
  const matched: string[] = [];
  const tooHeavy: string[] = [];
  const { message, effort = effortOf(CHANGE_EFFORT) } = snapshot;
  let { ticket } = snapshot;
  let stoppedBy: string | null = null;
  const guarded = depth >= (options.depthLimit ?? MAX_DEPTH);
  const stopped: string[] = [];
  for (const rule of rules) {
    if (!rule.enabled || rule.event !== event) continue;
    // Without a message at hand, the newest one that the ticket knows of.
    const matches = rule.matches({ ticket, message: message ?? ticket.lastMessage, effort });
    if (matches === null) tooHeavy.push(rule.id);
    if (!matches) continue;
    if (guarded) {
      stopped.push(rule.id);
      continue;
    }
    matched.push(rule.id);
    for (const action of rule.actions) {
      const effect = await effectOf(action, rule.id, ticket, options);
      if (!effect) continue;
      effects.push(effect);
      ticket = applyEffect(ticket, effect, options.moment);
    }
    if (rule.stop) {
      stoppedBy = rule.id;
      break;
    }
  }
  const heavy = tooHeavy.length > 0 ? { tooHeavy } : {};
  return { effects, matched, stopped, tooHeavy, log: { event, generation, depth, matched, stoppedBy, guarded, ...heavy } };
};

const effectOf = async (action: Action, ruleId: string, ticket: Ticket, options: RunOptions): Promise<Effect | null> => {
  switch (action.type) {
    case 'assign':
      return assignment(action, ticket, options);
    case 'set':
      return { type: 'set', field: action.field, value: action.value };
    case 'tag':
      return { type: 'tag', add: action.add ?? [], remove: action.remove ?? [] };
    case 'reply':
    case 'note':
      return { type: action.type, text: action.text, ruleId };
    case 'escalate':
    case 'webhook': {
      const { type, ...details } = action;
      return { type, ruleId, action: details };
    }
  }
};

/** Whole owners only: what a rule leaves open stays, but a new team does not keep the old team's agent. */
const assignment = async (action: Extract<Action, { type: 'assign' }>, ticket: Ticket, { pickAgent }: RunOptions): Promise<Effect | null> => {
  const { owner } = ticket;
  const teamId = action.teamId ?? owner.teamId;
  if (action.agentId !== undefined) return { type: 'assign', agentId: action.agentId, teamId };
  if (action.teamId === undefined) return null;
  if (action.strategy) return { type: 'assign', agentId: await pickAgent(action.teamId, action.strategy, owner.agentId), teamId };
  return { type: 'assign', agentId: owner.teamId === action.teamId ? owner.agentId : null, teamId };
};
