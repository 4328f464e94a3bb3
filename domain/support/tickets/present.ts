import type { Ticket } from './ticket.ts';

/** The public shape of a ticket (DESIGN §5). */
export const presentTicket = (ticket: Ticket) => ({
  id: ticket.id,
  sequence: ticket.sequence,
  status: ticket.status,
  priority: ticket.priority,
  origin: ticket.origin,
  author: ticket.author,
  threadId: ticket.threadId,
  conversationId: ticket.threadId,
  owner: ticket.owner,
  queueIds: ticket.queueIds,
  tags: ticket.tags,
  topic: ticket.topic,
  customFields: ticket.customFields,
  sentiment: ticket.sentiment,
  starRating: ticket.starRating,
  automatic: ticket.automatic,
  visibleMessageCount: ticket.visibleMessageCount,
  lastMessage: ticket.lastMessage,
  createdAt: ticket.createdAt,
  updatedAt: ticket.updatedAt,
  waitingSince: ticket.waitingSince,
  closesAt: ticket.closesAt,
  followupAt: ticket.followupAt,
  version: ticket.version,
});
export type PublicTicket = ReturnType<typeof presentTicket>;
