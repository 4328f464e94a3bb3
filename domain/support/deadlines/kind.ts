import type { Effect } from '../../automation/actions/registry.ts';
import type { TicketView } from '../../automation/ticket-view.ts';
import type { Status } from '../../vocabulary/ticket-words.ts';

/** When a change happens, and what the tenant has set for it. */
export interface Moment {
  /** Epoch ms. */
  readonly now: number;
  /** From pending or solved to closed, in ms. */
  readonly closedAfterMs: number;
}

/** The ticket has just entered its status, from another one or anew. */
export interface Entered {
  /** The time that was asked for with the status, ISO 8601. */
  readonly at?: string | undefined;
}

export interface Asked {
  /** As it is after the change. */
  readonly ticket: TicketView;
  readonly moment: Moment;
  /** Null: the status stays as it was. */
  readonly entered: Entered | null;
  /** The due time before the change, or null. */
  readonly standing: string | null;
}

/** A kind of deadline: a file in this folder, and a line in `kinds.ts`. */
export interface DeadlineKindRow {
  /** Statuses in which it can stand. Leaving them takes it away. */
  readonly in: readonly Status[];
  /** When it is due, ISO 8601 in UTC, or null. Asked at every change of a ticket in these statuses. Pure: lost races ask again. */
  dueAt(asked: Asked): string | null;
  /** What happens to the ticket then. The rules of the event `timer` run after it. */
  fires(ticket: TicketView): readonly Effect[];
}
