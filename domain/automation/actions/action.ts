import type * as zod from 'zod';
import type { Reference } from '../../configuration/references.ts';
import type { FieldError } from '../../errors.ts';
import type { RefusalOf } from '../../origins/addresses.ts';
import type { Condition } from '../conditions/condition.ts';
import type { TicketView } from '../ticket-view.ts';
import type { Strategy } from './strategies.ts';
import type { LongestReplyOf } from './text-limit.ts';
import type { Zod } from './zod-parts.ts';

/** The tenant's data that validation needs when a rule is saved. */
export interface Outside {
  readonly refusalOf: RefusalOf;
  readonly longestReplyOf: LongestReplyOf;
}

/** Where an action is validated. */
export interface Saving {
  /** Of the action in the body, `actions.0`. */
  readonly path: string;
  /** The rule's. */
  readonly condition: Condition;
  readonly outside: Outside;
}

export interface Verdict {
  readonly errors?: readonly FieldError[];
  /** Agents and teams that must exist. */
  readonly references?: readonly Reference[];
}

/** Where an action is planned. Everything is in memory: planning does no I/O. */
export interface Planning {
  /** The ticket with the changes of earlier actions. */
  readonly ticket: TicketView;
  readonly ruleId: string;
  readonly membersOf: (teamId: string) => readonly string[];
}

/** Work that needs I/O: a command that the projection `commands` starts after the change is stored. */
export interface AssignCommand {
  readonly command: 'assign';
  readonly teamId: string;
  readonly strategy: Strategy;
  /** The agent must have these. */
  readonly skills?: readonly string[];
  readonly ruleId: string;
}
export type AutomationCommand = AssignCommand;

/** Whom an escalation asks. */
export type EscalationTarget = { readonly teamId: string } | { readonly email: string } | { readonly url: string };

/** The changes that an action can make, all in the current transaction. Support applies them, as far as the ticket has room. */
export interface TicketChanges {
  /** `followupMinutes`: with the status `followup`. */
  set(field: string, value: unknown, followupMinutes?: number): void;
  tag(add: readonly string[], remove: readonly string[]): void;
  assign(owner: { readonly agentId: string | null; readonly teamId: string | null }): void;
  /** An entry by the rule. A reply leaves the hub, so it counts against the rule's share of the hour. */
  note(text: string): void;
  reply(text: string): void;
  /** A request to an address, through the outbox; counts like a reply. */
  call(kind: 'webhook', details: Readonly<Record<string, unknown>>): void;
  /** Raises an escalation. One to an address leaves the hub, and counts like a reply. */
  escalate(escalation: { readonly target: EscalationTarget; readonly text: string; readonly dueAt: string | null }): void;
  start(command: AutomationCommand): void;
}

/** The plan of a rule's action, or of a list. `ruleId`: only if it writes its own entry. */
export interface PlannedEffect {
  readonly type: string;
  readonly ruleId?: string;
}

/** One action that a rule can have. One file each; `registry.ts` lists them. */
export interface ActionKind<Schema extends zod.ZodType = zod.ZodType, Effect extends PlannedEffect = PlannedEffect> {
  readonly type: string;
  /** Of the action in a rule's body: a strict object whose `type` is a literal, each member with a description. */
  schema(z: Zod): Schema;
  /** Checks that the schema cannot express: whether the action can ever run. */
  validate?(action: zod.output<Schema>, saving: Saving): Verdict;
  /** What it would do to this ticket; null: nothing. Pure: it runs within the transaction, again after each conflict. */
  plan(action: zod.output<Schema>, planning: Planning): Effect | null;
  /** At most this many items that `apply` writes beside the ticket. Missing: none. */
  readonly writes?: number;
  apply(effect: Effect, changes: TicketChanges): void;
}

/** Infers the types of an action from its parts. */
export const defineAction = <Schema extends zod.ZodType, Effect extends PlannedEffect>(kind: ActionKind<Schema, Effect>): ActionKind<Schema, Effect> => kind;
