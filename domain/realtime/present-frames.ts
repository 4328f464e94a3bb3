import { FRAME_BODY } from '../limits.ts';
import type { Counters } from '../support/queues/counters.ts';
import { presentTicket } from '../support/tickets/present.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import { cut } from '../text/well-formed.ts';
import { aiPartsOf } from './ai-parts.ts';
import type { FeedMessage } from './feed-entry.ts';
import type { ServerFrame } from './frames.ts';

export const ticketFrame = (cursor: string, ticket: Ticket): ServerFrame => ({ type: 'ticket', ticket: presentTicket(ticket), cursor });

const bodyOf = ({ body, aside }: FeedMessage): { readonly body: string | null; readonly truncated?: true } => {
  if (body !== null && body.length > FRAME_BODY) return { body: cut(body, FRAME_BODY), truncated: true };
  return aside ? { body, truncated: true } : { body };
};

/** `message.aside` stays true if the whole body could not be read. */
export const messageFrame = (cursor: string, message: FeedMessage): ServerFrame => ({
  type: 'message',
  conversationId: message.threadId,
  number: message.number,
  kind: message.kind,
  ...bodyOf(message),
  senderId: message.senderId,
  createdAt: message.createdAt,
  ticketId: message.ticketId,
  cursor,
});

export const amendedFrame = (cursor: string, message: FeedMessage): ServerFrame => ({
  type: 'amended',
  conversationId: message.threadId,
  number: message.number,
  ...bodyOf(message),
  hidden: message.hidden,
  deleted: message.deleted,
  editedAt: message.editedAt,
  delivery: message.delivery,
  ...aiPartsOf(message),
  ...(message.reactions === undefined ? {} : { reactions: message.reactions }),
  ...(message.files === undefined ? {} : { attachments: [...message.files] }),
  ticketId: message.ticketId,
  cursor,
});

export const queueFrame = (id: string, counters: Counters): ServerFrame => ({ type: 'queue', id, counters });
