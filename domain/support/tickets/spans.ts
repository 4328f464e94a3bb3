import { ticketIdOf } from '../threads/keys.ts';
import type { Span, Ticket } from './ticket.ts';

type Spanned = Pick<Ticket, 'threadId' | 'firstNumber'> & Pick<Partial<Ticket>, 'spans'>;

/** A page of messages reads each span once. */
export const MOST_SPANS = 20;

/** The spans of a ticket. An ordinary ticket stores no list: its only span begins with its first message. */
export const spansOf = ({ threadId, firstNumber, spans }: Spanned): readonly [Span, ...Span[]] => {
  const [own, ...others] = spans ?? [];
  return own ? [own, ...others] : [{ threadId, first: firstNumber }];
};

/** The ticket under which the messages of a span were written: the one that its first message opened. */
export const writtenAs = ({ threadId, first }: Span): string => ticketIdOf(threadId, first);

export const isWithin = ({ first, last }: Span, number: number): boolean => number >= first && (last === undefined || number <= last);

/** Whether a ticket has this message, which stands in `threadId`. A merged ticket may get messages that the leading one does not cover. */
export const covers = (ticket: Spanned, threadId: string, { number, ticketId }: { readonly number: number; readonly ticketId: string | null }): boolean =>
  spansOf(ticket).some((span) => span.threadId === threadId && writtenAs(span) === ticketId && isWithin(span, number));

/** The thread that the last message stands in. */
export const lastThreadOf = ({ lastMessage, threadId }: Pick<Ticket, 'lastMessage' | 'threadId'>): string => lastMessage?.threadId ?? threadId;

/** Whether a message is the ticket's last one or comes after it. Numbers order the messages of one thread, times those of several. */
export const isLast = (
  ticket: Pick<Ticket, 'lastMessage' | 'threadId'>,
  message: { readonly number: number; readonly createdAt: string },
  threadId: string,
): boolean => {
  const { lastMessage } = ticket;
  if (!lastMessage) return true;
  return lastThreadOf(ticket) === threadId ? message.number >= lastMessage.number : Date.parse(message.createdAt) >= Date.parse(lastMessage.createdAt);
};
