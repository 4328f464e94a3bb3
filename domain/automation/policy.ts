import type { Message } from '../messages/message.ts';
import type { Ticket } from '../tickets/ticket.ts';

export type RuleEvent = 'message.received' | 'ticket.created' | 'ticket.updated' | 'timer';

/** What a rule or a list wants, in the order in which it applies; the ticket's commands carry it out in their own transaction. */
export type Effect =
  | { readonly type: 'set'; readonly field: string; readonly value: unknown }
  | { readonly type: 'tag'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly type: 'assign'; readonly agentId: string | null; readonly teamId: string | null }
  | { readonly type: 'reply' | 'note'; readonly text: string; readonly ruleId: string }
  | { readonly type: 'escalate' | 'webhook'; readonly ruleId: string; readonly action: Readonly<Record<string, unknown>> };

/** One tenant's configuration at one generation, as the commands of tickets ask it. */
export interface Judge {
  readonly generation: number;
  /** Undefined when there is no such origin. */
  originState(originId: string): 'enabled' | 'disabled' | undefined;
  /** What enrichment lists set for a customer's message. */
  enrich(ticket: Ticket, message: Message): readonly Effect[];
  /** Runs the rules of an event; `depth` is the loop guard's. Answers the effects, the ids of the rules that matched, and of those that the guard stopped. */
  runRules(
    event: RuleEvent,
    ticket: Ticket,
    message: Message | null,
    depth: number,
  ): Promise<{ readonly effects: readonly Effect[]; readonly matched: readonly string[]; readonly stopped?: readonly string[] }>;
  /** Links of a chain of automation; at the end no rule runs and no reply is taken. */
  readonly depthLimit?: number | undefined;
  /** Calls and replies by one rule in one thread within an hour. */
  readonly callsPerHour?: number | undefined;
  /** Queues whose condition holds. */
  queueIds(ticket: Ticket, message: Message | null): readonly string[];
  /** True for agents and teams that exist. */
  hasAgent(agentId: string): boolean;
  hasTeam(teamId: string): boolean;
}

/** `generation` comes from the tenant's item; the judge of an older one is replaced. */
export type Judges = (tenantId: string, generation: number) => Promise<Judge>;
