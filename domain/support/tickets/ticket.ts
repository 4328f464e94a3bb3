import type { TimerMemory } from '../../automation/rules/rule-timers.ts';
import type { TicketView } from '../../automation/ticket-view.ts';
import { PRIORITIES, type Priority, STATUSES, type Status } from '../../vocabulary/ticket-words.ts';
import type { Deadlines } from '../deadlines/kinds.ts';

export { PRIORITIES, type Priority, STATUSES, type Status };

export interface LastMessage {
  readonly number: number;
  readonly kind: string;
  /** First 200 characters. */
  readonly text: string;
  readonly createdAt: string;
  /** Its thread, if that is not the ticket's own. */
  readonly threadId?: string;
}

/** A part of a thread that a ticket covers. */
export interface Span {
  readonly threadId: string;
  /** The number of the message that opened it. */
  readonly first: number;
  /** The last number; without one, the span continues. */
  readonly last?: number;
}

/** An escalation that waits for its answer, as its ticket stores it. */
export interface OpenEscalation {
  /** The sort key of its item. */
  readonly sk: string;
  readonly dueAt?: string;
  readonly teamId?: string;
  /** Its due time has passed, and the rules of the event `timer` have run. */
  readonly overdue?: true;
}

/** A ticket as it is stored and evaluated; times are ISO 8601 UTC. `presentTicket` derives the public shape. */
export interface Ticket extends TicketView {
  /** The number of the message that opened it. */
  readonly firstNumber: number;
  /** The spans that it covers, its own first. Stored only if there are several: see `spansOf`. */
  readonly spans?: readonly Span[];
  readonly lastMessage: LastMessage | null;
  /** Stored only if there are some; the field `escalations` is derived from them. */
  readonly openEscalations?: readonly OpenEscalation[];
  /**
   * Number of the newest entry of its own thread that belongs to it: the ticket has nothing after it. Missing in tickets of earlier releases until their next
   * entry.
   */
  readonly lastNumber?: number;
  /** Number of the newest customer message, 0 if none; `lastSeenNumber` is compared with it. */
  readonly lastCustomerNumber: number;
  readonly assignedAt: string | null;
  readonly closedAt: string | null;
  /** Due times by kind: `../deadlines/kinds.ts`. */
  readonly deadlines: Deadlines;
  /** Stored only after a run of rules with a `timer`. */
  readonly ruleTimers?: TimerMemory;
  /** Incremented by every write; orders rows, timers and search. */
  readonly revision: number;
  /** The configuration generation its queues were evaluated under. */
  readonly generation: number;
}
