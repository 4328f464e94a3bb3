import { ticketIdOf } from '../../domain/support/threads/keys.ts';
import { initialKept } from '../../domain/support/tickets/kept.ts';
import type { Ticket } from '../../domain/support/tickets/ticket.ts';

/** A new ticket of one message, with what the test says of it. Times default to `createdAt`. */
export const plainTicket = (given: Pick<Ticket, 'threadId'> & Partial<Ticket>): Ticket => {
  const { threadId, firstNumber = 1, createdAt = '2026-11-20T10:00:00.000Z' } = given;
  return {
    ...initialKept(createdAt),
    id: ticketIdOf(threadId, firstNumber),
    firstNumber,
    sequence: 1,
    status: 'created',
    priority: 'normal',
    origin: { id: 'o1', channel: 'whatsapp' },
    author: { id: 'a', name: null, handle: null },
    owner: { agentId: null, teamId: null },
    queueIds: [],
    tags: [],
    topic: null,
    customFields: {},
    sentiment: null,
    language: null,
    escalations: null,
    rating: null,
    automatic: false,
    visibleMessageCount: 1,
    lastMessage: null,
    lastCustomerNumber: firstNumber,
    updatedAt: createdAt,
    assignedAt: null,
    deadlines: {},
    mergedInto: null,
    mergedIds: [],
    version: 1,
    revision: 1,
    generation: 1,
    ...given,
  };
};
