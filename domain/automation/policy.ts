import type { Generations } from '../configuration/generations.ts';
import type { Effect } from './actions/registry.ts';
import type { RuleEvent } from './rules/rule-events.ts';
import type { RuleTimers } from './rules/rule-timers.ts';
import type { RunResult } from './rules/run-rules.ts';
import type { MessageView, TicketView } from './ticket-view.ts';

export type { Effect } from './actions/registry.ts';
export type { RuleEvent } from './rules/rule-events.ts';

/** How the rules of one event are run. */
export interface RunRequest<Ticket extends TicketView> {
  /** Links of the chain of automation that led here: the loop guard's. */
  readonly depth: number;
  /** At the event `timer`: the rules whose moment has come; missing: those that wait for none. */
  readonly due?: ReadonlySet<string> | undefined;
  /** The ticket with an effect applied, for the rules that come after. */
  preview(ticket: Ticket, effect: Effect): Ticket;
}

/** One tenant's configuration, each part at one generation, as the commands of tickets ask it. */
export interface Policy {
  /** Of queues and rules; tickets keep it. */
  readonly generation: number;
  /** Undefined when there is no such origin. */
  originState(originId: string): 'enabled' | 'disabled' | undefined;
  /** What enrichment lists set for a customer's message. @throws when the lists were not asked for */
  enrich(ticket: TicketView, message: MessageView): readonly Effect[];
  /** Plans what the rules of an event do. Changes nothing. */
  runRules<Ticket extends TicketView>(event: RuleEvent, ticket: Ticket, message: MessageView | null, request: RunRequest<Ticket>): RunResult;
  /** Rules that wait for a time of a ticket; null or missing: there are none. */
  readonly timers?: RuleTimers | null;
  /** Links of a chain of automation; at the end no rule runs and no reply is taken. */
  readonly depthLimit?: number | undefined;
  /** Calls and replies by one rule in one thread within an hour. */
  readonly callsPerHour?: number | undefined;
  /** Queues whose condition holds. `before`: the ticket as it was when its queues were evaluated last; what has not changed is not evaluated again. */
  queueIds(ticket: TicketView, before: (TicketView & { readonly generation: number }) | null): readonly string[];
  /** True for agents and teams that exist. */
  hasAgent(agentId: string): boolean;
  hasTeam(teamId: string): boolean;
  /** Ids of the agents of a team, in a fixed order. */
  membersOf(teamId: string): readonly string[];
  /** Active tickets that rules may give to an agent; null: any number. */
  capacityOf?(agentId: string): number | null;
  /** What an agent can do, in words. */
  skillsOf?(agentId: string): readonly string[];
}

/** What a command needs besides queues, rules and the directory. */
export interface PolicyNeeds {
  /** Enrichment lists: for the code that appends customers' messages. */
  readonly lists?: true;
}

/** `generations` come from the tenant's item; cached older parts are replaced. */
export type Policies = (tenantId: string, generations: Generations, needs?: PolicyNeeds) => Promise<Policy>;
