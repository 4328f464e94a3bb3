import { withDeadlines } from '../support/tickets/old-deadlines.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import type { FeedEntry, FeedMessage } from './feed-entry.ts';
import type { SegmentRef } from './positions/keys.ts';

export interface MessageEntry {
  readonly kind: 'message' | 'amended';
  readonly message: FeedMessage;
}

/** The newest state of everything in a batch, each once. */
export interface News {
  readonly tickets: Map<string, Ticket>;
  /** Ids of changed tickets that did not fit into the queue message. */
  readonly ticketRefs: Set<string>;
  readonly messages: Map<string, MessageEntry>;
  readonly queues: Set<string>;
  /** The segments that name all this. */
  readonly segments: SegmentRef[];
}

/** Entries about what everybody sees. The others are for certain people, or are requests to the gateway. */
type NewsEntry = Extract<FeedEntry, { readonly kind: 'ticket' | 'ticketRef' | 'message' | 'amended' | 'queue' | 'segment' }>;
const NEWS: ReadonlySet<FeedEntry['kind']> = new Set<NewsEntry['kind']>(['ticket', 'ticketRef', 'message', 'amended', 'queue', 'segment']);
export const isNews = (entry: FeedEntry): entry is NewsEntry => NEWS.has(entry.kind);

/** The newest revision of each ticket, the newest state of each message by kind, each queue once. Pure. */
export const newsOf = (entries: readonly FeedEntry[]): News => {
  const news: News = { tickets: new Map(), ticketRefs: new Set(), messages: new Map(), queues: new Set(), segments: [] };
  for (const entry of entries) {
    if (!isNews(entry)) continue;
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
  // The table is never older than the queue message.
  for (const id of news.ticketRefs) news.tickets.delete(id);
  return news;
};
