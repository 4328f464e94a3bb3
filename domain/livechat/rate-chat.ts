import { generationsOf } from '../configuration/generations.ts';
import { tenantKey } from '../configuration/keys.ts';
import { append } from '../conversations/log/append.ts';
import { Problem } from '../errors.ts';
import { TICKET_BYTES } from '../limits.ts';
import type { TicketDeps } from '../support/tickets/deps.ts';
import { threadHead } from '../support/tickets/head-store.ts';
import { openTicketDraft } from '../support/tickets/open-ticket-draft.ts';
import { ticketBytes } from '../support/tickets/room.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import { type ChatState, chatStateOf, hasEnded, isRatable, ticketNow } from './chat-state.ts';
import type { Visitor } from './visitor.ts';
import type { Circumstances } from './visitor-event.ts';

export interface Rating {
  readonly stars: number;
  readonly comment: string | null;
}

/**
 * Rates the chat with which the conversation has ended, or changes that rating within a day. It is a field of the ticket, and the ticket's log records each
 * change. No rule runs, so that a rating reopens nothing, and it opens no ticket.
 * @throws Problem conflict (the chat has not ended, or was rated more than a day ago), unprocessable (no room); TableUnavailable
 */
export const rateChat = (deps: TicketDeps, visitor: Visitor, { correlationId }: Circumstances, given: Rating): Promise<ChatState> => {
  const { tenantId, threadId, visitorId } = visitor;
  return append(deps, {
    head: threadHead(tenantId, threadId, deps.shards),
    reads: [tenantKey(tenantId)],
    async decide(draft, [tenant]) {
      const ticket = await ticketNow(deps.table, tenantId, threadId, draft.head);
      if (!tenant || !ticket || !hasEnded(ticket)) throw new Problem('conflict', 'The chat has not ended.');
      const now = deps.clock();
      if (!isRatable(ticket, now)) throw new Problem('conflict', 'The chat was rated more than a day ago.');
      const policy = await deps.policies(tenantId, generationsOf(tenant));
      const by = { type: 'customer', id: visitorId };
      const cause = { tenant, tenantId, threadId, policy, correlationId, by, depth: 0 };
      const ticketDraft = openTicketDraft(deps, draft, cause, ticket === draft.head.ticket ? null : ticket);
      ticketDraft.change(rated(ticket, given, now));
      const after = ticketDraft.finish({ audit: true });
      return chatStateOf(after, after === ticket ? draft.head.revision : draft.revision, now);
    },
  });
};

/** The day counts from the first rating. */
const rated = (ticket: Ticket, { stars, comment }: Rating, now: number): Ticket => {
  const after = { ...ticket, rating: { stars, comment, createdAt: ticket.rating?.createdAt ?? new Date(now).toISOString() } };
  if (ticketBytes(after) <= TICKET_BYTES || comment === null) return after;
  throw new Problem('unprocessable', 'The ticket has no room for the comment.', { errors: [{ path: 'comment', message: 'is too long' }] });
};
