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
  /** Depth of the chain of automation that led here, for the loop guard. */
  readonly depth: number;
  /** At the event `timer`: the rules that are due. Missing: rules without a `timer`. */
  readonly due?: ReadonlySet<string> | undefined;
  /** The ticket after an effect, for the next rules. */
  preview(ticket: Ticket, effect: Effect): Ticket;
}

/** One tenant's configuration, each part at one generation, as ticket commands read it. */
export interface Policy {
  /** Of queues and rules; tickets keep it. */
  readonly generation: number;
  /** Undefined when there is no such origin. */
  originState(originId: string): 'enabled' | 'disabled' | undefined;
  /** The properties that enrichment lists set for a customer's message. @throws if the lists were not loaded */
  enrich(ticket: TicketView, message: MessageView): readonly Effect[];
  /** Plans the effects of an event's rules. Changes nothing. */
  runRules<Ticket extends TicketView>(event: RuleEvent, ticket: Ticket, message: MessageView | null, request: RunRequest<Ticket>): RunResult;
  /** Rules that wait for a time of a ticket; null or missing: there are none. */
  readonly timers?: RuleTimers | null;
  /** The maximum depth of a chain of automation. At this depth, no rule runs and no reply is accepted. */
  readonly depthLimit?: number | undefined;
  /** Calls and replies by one rule in one thread within an hour. */
  readonly callsPerHour?: number | undefined;
  /** Queues whose condition holds. `before`: the ticket at the previous evaluation; conditions on unchanged fields are not evaluated again. */
  queueIds(ticket: TicketView, before: (TicketView & { readonly generation: number }) | null): readonly string[];
  /** True for agents and teams that exist. */
  hasAgent(agentId: string): boolean;
  hasTeam(teamId: string): boolean;
  /** Ids of the agents of a team, in a fixed order. */
  membersOf(teamId: string): readonly string[];
  /** Maximum of active tickets for assignment by rules; null: no limit. */
  capacityOf?(agentId: string): number | null;
  /** The agent's skills. */
  skillsOf?(agentId: string): readonly string[];
}

/** The parts that a command needs besides queues, rules and the directory. */
export interface PolicyNeeds {
  /** Enrichment lists: for code that appends customers' messages. */
  readonly lists?: true;
}

/** `generations`: from the tenant's item; replaces older cached parts. */
export type Policies = (tenantId: string, generations: Generations, needs?: PolicyNeeds) => Promise<Policy>;
