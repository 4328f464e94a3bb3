import type { TicketValues } from './ticket-fields.ts';

/**
 * A ticket as automation reads it: what conditions, lists and actions may look at. Support's ticket has all of it; automation knows no more of
 * support, so that support can use automation.
 */
export type TicketView = Omit<TicketValues, 'lastMessage'> & {
  /** The newest message, as far as the ticket keeps it. */
  readonly lastMessage: MessageView | null;
};

/** The message at hand, or the newest one as far as the ticket keeps it: conditions read the rest by its path. */
export interface MessageView {
  readonly text: string | null;
}
