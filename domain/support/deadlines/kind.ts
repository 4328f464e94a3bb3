import type { Effect } from '../../automation/actions/registry.ts';
import type { TicketView } from '../../automation/ticket-view.ts';
import type { Status } from '../../vocabulary/ticket-words.ts';

/** The time of a change, and the tenant's settings for deadlines. */
export interface Moment {
  /** Epoch ms. */
  readonly now: number;
  /** From pending or solved to closed, in ms. */
  readonly closedAfterMs: number;
}

/** The ticket has just entered its status, from another one or again. */
export interface Entered {
  /** The time that was requested with the status, ISO 8601. */
  readonly at?: string | undefined;
}

export interface Asked {
  /** The ticket after the change. */
  readonly ticket: TicketView;
  readonly moment: Moment;
  /** Null: the status has not changed. */
  readonly entered: Entered | null;
  /** The due time before the change, or null. */
  readonly standing: string | null;
}

/** A kind of deadline: a file in this folder, and a line in `kinds.ts`. */
export interface DeadlineKindRow {
  /** Statuses in which it can exist. Leaving them removes it. */
  readonly in: readonly Status[];
  /** When it is due, ISO 8601 in UTC, or null. Computed at every change of a ticket in these statuses. Pure: repeated after each conflict. */
  dueAt(asked: Asked): string | null;
  /** What happens to the ticket then. The rules of the event `timer` run afterwards. */
  fires(ticket: TicketView): readonly Effect[];
}
