import type { Message, Ticket } from '../../../client/api.ts';

/** A whole ticket of the API, with what a test says about it. */
export const ticketOf = (rest: Partial<Ticket> = {}): Ticket =>
  ({
    id: 't1',
    sequence: 1046,
    status: 'created',
    priority: 'normal',
    origin: { id: 'o1', channel: 'whatsapp' },
    author: { id: 'a1', name: 'Diego Ramos', handle: '+34600000000' },
    threadId: 'th1',
    conversationId: 'th1',
    owner: { agentId: null, teamId: null },
    queueIds: ['q1'],
    tags: [],
    topic: null,
    customFields: {},
    lastMessage: { number: 1, kind: 'customer', text: 'Hola', createdAt: '2026-11-30T09:12:00.000Z' },
    createdAt: '2026-11-30T09:12:00.000Z',
    updatedAt: '2026-11-30T09:12:00.000Z',
    version: 1,
    ...rest,
  }) as Ticket;

export const messageOf = (number: number, rest: Partial<Message> = {}): Message =>
  ({
    conversationId: 'th1',
    ticketId: 't1',
    number,
    kind: 'customer',
    author: { type: 'customer', id: 'a1', name: 'Diego Ramos', handle: null },
    text: `message ${number}`,
    createdAt: '2026-11-30T09:12:00.000Z',
    editedAt: null,
    hidden: false,
    deleted: false,
    reactions: {},
    attachments: [],
    delivery: null,
    surface: 'dm',
    ...rest,
  }) as Message;
