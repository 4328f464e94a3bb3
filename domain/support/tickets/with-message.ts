import { previewOf } from '../messages/bodies.ts';
import { isSaid, type Message } from '../messages/message.ts';
import { keptAfterMessage } from './kept.ts';
import type { Ticket } from './ticket.ts';

/** The ticket with a just appended message of its own thread: its counts, and the fields derived from messages. `at`: ISO. */
export const withMessage = (ticket: Ticket, message: Message, at: string): Ticket => {
  const { number, kind } = message;
  const createdAt = message.createdAt > at ? at : message.createdAt;
  const counts = isSaid(message)
    ? { visibleMessageCount: ticket.visibleMessageCount + 1, lastMessage: { number, kind, text: previewOf(message), createdAt } }
    : {};
  return { ...ticket, lastNumber: number, ...keptAfterMessage(ticket, message, at), ...counts };
};
