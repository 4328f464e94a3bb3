import { type Message, messageAttributes, newMessage } from '../../../domain/support/messages/message.ts';
import { closedTicketItem, headItem } from '../../../domain/support/threads/head.ts';
import { padded, threadPk, ticketIdOf } from '../../../domain/support/threads/keys.ts';
import type { Ticket } from '../../../domain/support/tickets/ticket.ts';
import type { Item } from '../../../domain/table/port.ts';

/** Items of threads as the table holds them, for tests of what reads them. */
export const TENANT = 'acme';
export const threadOf = (n: number): string => `thread${String(n).padStart(10, '0')}`;
export const minute = (n: number): string => new Date(Date.UTC(2026, 10, 1, 8, n)).toISOString();

export const ticketOf = (n: number, given: Partial<Ticket> = {}): Ticket => {
  const threadId = given.threadId ?? threadOf(n);
  const firstNumber = given.firstNumber ?? 1;
  return {
    id: ticketIdOf(threadId, firstNumber),
    threadId,
    firstNumber,
    sequence: n,
    status: 'created',
    priority: 'normal',
    origin: { id: 'o1', channel: 'whatsapp' },
    author: { id: `c${n}`, name: `Customer ${n}`, handle: null },
    owner: { agentId: null, teamId: null },
    queueIds: [],
    tags: [],
    topic: null,
    customFields: {},
    sentiment: null,
    starRating: null,
    automatic: false,
    visibleMessageCount: 1,
    lastMessage: null,
    lastCustomerNumber: 1,
    createdAt: minute(n),
    updatedAt: minute(n),
    waitingSince: null,
    assignedAt: null,
    closesAt: null,
    followupAt: null,
    closedAt: null,
    version: 1,
    revision: 1,
    generation: 1,
    ...given,
  };
};

export const headOf = (ticket: Ticket, revision = ticket.revision): Item =>
  headItem(
    TENANT,
    ticket.threadId,
    { revision, lastNumber: 1, lastAmendment: 0, origin: ticket.origin, customer: ticket.author, ticket, closedFirst: 0, shadowFirst: 0 },
    1,
  );

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
