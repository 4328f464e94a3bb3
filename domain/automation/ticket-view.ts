import type { TicketValues } from './ticket-fields.ts';

/**
 * The part of a ticket that conditions, lists and actions read. Support's ticket has all of it. Automation does not import support, so that
 * support can import automation.
 */
export type TicketView = Omit<TicketValues, 'lastMessage'> & {
  /** The newest message, as far as the ticket stores it. */
  readonly lastMessage: MessageView | null;
};

/** The current message, or the newest one as far as the ticket stores it. Conditions read the other fields by path. */
export interface MessageView {
  readonly text: string | null;
}
