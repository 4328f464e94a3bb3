import { closedTicketKey, headKey } from '../support/threads/keys.ts';
import { ticketOfItem } from '../support/tickets/store.ts';
import { parseHead, type ThreadHead } from '../support/tickets/thread-head.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import type { Table } from '../table/port.ts';

/** For this long after the first rating, the visitor can change it. */
export const RATING_OPEN_MS = 24 * 3_600_000;

/** What a visitor sees of their ticket: whether the chat has ended, and how they have rated it. */
export interface ChatState {
  readonly state: 'open' | 'ended';
  /** ISO 8601; null while it is open. */
  readonly endedAt: string | null;
  readonly rating: { readonly stars: number; readonly comment: string | null } | null;
  /** The chat has ended, and is not rated or was rated less than a day ago. */
  readonly canRate: boolean;
  /** Of two states of one conversation, the one with the higher revision is newer. */
  readonly revision: number;
}

/** The first number of the closed ticket with which a conversation has ended; 0 if it goes on, is new, or was merged into one of another thread. */
export const endedAtFirst = ({ ticket, closedFirst, mergedFirst = 0 }: Pick<ThreadHead, 'ticket' | 'closedFirst' | 'mergedFirst'>): number =>
  ticket === null && closedFirst > mergedFirst ? closedFirst : 0;

export const hasEnded = ({ status }: Pick<Ticket, 'status'>): boolean => status === 'solved' || status === 'closed';

/** `now`: epoch ms. */
export const isRatable = ({ rating }: Pick<Ticket, 'rating'>, now: number): boolean => rating === null || now - Date.parse(rating.createdAt) < RATING_OPEN_MS;

export const chatStateOf = (ticket: Ticket | null | undefined, revision: number, now: number): ChatState => {
  if (!ticket || !hasEnded(ticket)) return { state: 'open', endedAt: null, rating: null, canRate: false, revision };
  const { resolvedAt, closedAt, updatedAt, rating } = ticket;
  return {
    state: 'ended',
    endedAt: resolvedAt ?? closedAt ?? updatedAt,
    rating: rating && { stars: rating.stars, comment: rating.comment },
    canRate: isRatable(ticket, now),
    revision,
  };
};

/** The ticket that a conversation is about now: the active one, or the closed one with which it has ended. Read after its head. @throws TableUnavailable */
export const ticketNow = async (table: Pick<Table, 'get'>, tenantId: string, threadId: string, head: ThreadHead): Promise<Ticket | null | undefined> => {
  const first = endedAtFirst(head);
  if (first === 0) return head.ticket;
  const [closed] = await table.get([closedTicketKey(tenantId, threadId, first)], { consistent: true });
  return ticketOfItem(closed);
};

/** The state now. Hidden tickets of a disabled origin count too, because the visitor is not told that it is disabled. @throws TableUnavailable */
export const readChatState = async (table: Pick<Table, 'get'>, tenantId: string, threadId: string, now: number): Promise<ChatState> => {
  const [item] = await table.get([headKey(tenantId, threadId)], { consistent: true });
  if (!item) return chatStateOf(null, 0, now);
  const head = parseHead(item);
  return chatStateOf(await ticketNow(table, tenantId, threadId, head), head.revision, now);
};
