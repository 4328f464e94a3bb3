import type { Message } from '../messages/message.ts';
import { isWithin, spansOf, writtenAs } from './spans.ts';
import type { Ticket } from './ticket.ts';

/** The message belongs to a span that the ticket has taken over: its own ticket must be changed instead. */
export class InOtherSpan extends Error {
  readonly ticketIds: readonly string[];
  constructor(ticketIds: readonly string[]) {
    super('the message is in another span');
    this.name = 'InOtherSpan';
    this.ticketIds = ticketIds;
  }
}

/**
 * Whether the requested message is the one with this number in the ticket's own thread. Numbers of several threads may be equal: then
 * `conversationId` names the thread; the default is the ticket's own.
 * @throws InOtherSpan if it may be a message of a ticket that was merged into this one
 */
export const isMeant = (ticket: Ticket, found: Message | null, number: number, conversationId: string | undefined): boolean => {
  const isOwnThread = conversationId === undefined || conversationId === ticket.threadId;
  if (isOwnThread && found?.ticketId === ticket.id) return true;
  const others = spansOf(ticket)
    .slice(1)
    .filter((span) => isWithin(span, number) && (conversationId === undefined || span.threadId === conversationId));
  if (others.length > 0) throw new InOtherSpan(others.map(writtenAs));
  return false;
};
