import { withDeadlines } from '../support/tickets/old-deadlines.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import type { FeedEntry, FeedMessage } from './feed-entry.ts';
import type { SegmentRef } from './positions/keys.ts';

export interface MessageEntry {
  readonly kind: 'message' | 'amended';
  readonly message: FeedMessage;
}

/** Of everything in a batch the newest state, each once. */
export interface News {
  readonly tickets: Map<string, Ticket>;
  /** Ids of tickets that changed and did not fit into the queue. */
  readonly ticketRefs: Set<string>;
  readonly messages: Map<string, MessageEntry>;
  readonly queues: Set<string>;
  /** The segments that name all this. */
  readonly segments: SegmentRef[];
}

/** Of each ticket the newest revision, of each message the newest of either kind, each queue once. Pure. */
export const newsOf = (entries: readonly FeedEntry[]): News => {
  const news: News = { tickets: new Map(), ticketRefs: new Set(), messages: new Map(), queues: new Set(), segments: [] };
  for (const entry of entries) {
    if (entry.kind === 'close' || entry.kind === 'pulse' || entry.kind === 'presence' || entry.kind === 'mention') continue;
    if (entry.kind === 'segment') news.segments.push({ shard: entry.shard, number: entry.number });
    else if (entry.kind === 'queue') news.queues.add(entry.queueId);
    else if (entry.kind === 'ticketRef') news.ticketRefs.add(entry.ticketId);
    else if (entry.kind === 'ticket') {
      const ticket = withDeadlines(entry.ticket);
      if ((news.tickets.get(ticket.id)?.revision ?? -1) < ticket.revision) news.tickets.set(ticket.id, ticket);
    } else {
      const key = `${entry.kind} ${entry.message.threadId} ${entry.message.number}`;
      if ((news.messages.get(key)?.message.revision ?? -1) < entry.message.revision) news.messages.set(key, entry);
    }
  }
  // What is read is never older than what the queue carried.
  for (const id of news.ticketRefs) news.tickets.delete(id);
  return news;
};
