import { threadPk } from '../../../domain/conversations/kinds/thread.ts';
import { type Message, messageAttributes, newMessage } from '../../../domain/support/messages/message.ts';
import { padded, ticketIdOf } from '../../../domain/support/threads/keys.ts';
import { threadHead } from '../../../domain/support/tickets/head-store.ts';
import { closedTicketItem } from '../../../domain/support/tickets/thread-head.ts';
import type { Ticket } from '../../../domain/support/tickets/ticket.ts';
import type { Item } from '../../../domain/table/port.ts';
import { plainTicket } from '../../harness/ticket.ts';

/** Items of threads as the table holds them, for tests of what reads them. */
export const TENANT = 'acme';
export const threadOf = (n: number): string => `thread${String(n).padStart(10, '0')}`;
export const minute = (n: number): string => new Date(Date.UTC(2026, 10, 1, 8, n)).toISOString();

export const ticketOf = (n: number, given: Partial<Ticket> = {}): Ticket =>
  plainTicket({
    threadId: threadOf(n),
    sequence: n,
    author: { id: `c${n}`, name: `Customer ${n}`, handle: null },
    lastCustomerNumber: 1,
    createdAt: minute(n),
    updatedAt: minute(n),
    ...given,
  });

export const headOf = (ticket: Ticket, revision = ticket.revision): Item =>
  threadHead(TENANT, ticket.threadId, 1).item({
    revision,
    lastNumber: 1,
    lastAmendment: 0,
    origin: ticket.origin,
    customer: ticket.author,
    ticket,
    closedFirst: 0,
    shadowFirst: 0,
  });

export const closedOf = (ticket: Ticket): Item => closedTicketItem(TENANT, { ...ticket, status: 'closed', closedAt: ticket.closedAt ?? ticket.updatedAt }, 1);

export const messageItem = (threadId: string, number: number, given: Partial<Message> & { aside?: true; appendedAt?: string } = {}): Item => {
  const { aside, appendedAt, ...message } = given;
  const full: Message = {
    ...newMessage({
      kind: 'customer',
      author: { type: 'customer', id: 'c', name: null, handle: null },
      createdAt: minute(number),
      ticketId: ticketIdOf(threadId, 1),
      text: `text ${number}`,
    }),
    revision: number,
    number,
    ...message,
  };
  return {
    ...messageAttributes(full),
    ...(aside ? { aside } : {}),
    ...(appendedAt ? { appendedAt } : {}),
    pk: threadPk(TENANT, threadId),
    sk: `M#${padded(number)}`,
    entered: full.revision,
    by: 'x',
  };
};
