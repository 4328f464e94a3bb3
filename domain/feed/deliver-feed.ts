import type { ConfigurationCache } from '../configuration/cache.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { Clock } from '../context.ts';
import { Problem } from '../errors.ts';
import { bodyKey } from '../messages/bodies.ts';
import { readCounters } from '../queues/counters.ts';
import { freshQueues } from '../queues/evaluate.ts';
import { canSeeQueue, canSeeTicket, type Viewer } from '../queues/visibility.ts';
import { threadPk } from '../threads/keys.ts';
import { loadTickets } from '../tickets/store.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { viewerOf } from './audience.ts';
import { closeConnections } from './close-connections.ts';
import { type Connection, liveConnections } from './connection.ts';
import type { Closing, FeedEntry, FeedMessage } from './feed-entry.ts';
import { type PostDeps, postFrames } from './post-frames.ts';
import { amendedFrame, messageFrame, queueFrame, ticketFrame } from './present-frames.ts';

export interface DeliverDeps extends PostDeps {
  readonly configurations: ConfigurationCache;
  readonly clock: Clock;
  /** `COUNTER_SHARDS` */
  readonly counterShards: number;
  /** Kept between batches: tenants of whom somebody was connected last time. Only decides what is read ahead. */
  readonly attended: Set<string>;
}

interface MessageEntry {
  readonly kind: 'message' | 'amended';
  readonly message: FeedMessage;
}

/** Of everything in a batch the newest state, each once. */
interface News {
  readonly tickets: Map<string, Ticket>;
  /** Tickets that changed and are to be read. */
  readonly unread: Set<string>;
  readonly messages: Map<string, MessageEntry>;
  readonly queues: Set<string>;
}

interface Member {
  readonly connection: Connection;
  readonly viewer: Viewer;
}

/** Of each ticket the newest revision, of each message the newest of either kind, each queue once. Pure. */
export const newsOf = (entries: readonly FeedEntry[]): News => {
  const news: News = { tickets: new Map(), unread: new Set(), messages: new Map(), queues: new Set() };
  for (const entry of entries) {
    if (entry.kind === 'close') continue;
    if (entry.kind === 'queue') news.queues.add(entry.queueId);
    else if (entry.kind === 'ticketRef') news.unread.add(entry.ticketId);
    else if (entry.kind === 'ticket') {
      const { ticket } = entry;
      if ((news.tickets.get(ticket.id)?.revision ?? -1) < ticket.revision) news.tickets.set(ticket.id, ticket);
    } else {
      const key = `${entry.kind} ${entry.message.threadId} ${entry.message.number}`;
      if ((news.messages.get(key)?.message.revision ?? -1) < entry.message.revision) news.messages.set(key, entry);
    }
  }
  return news;
};

/**
 * Brings a batch of the feed to everybody who is connected and may see it; sockets that are to be closed are closed first. Nothing is kept between batches but configurations:
 * who is connected and what the walls are is read anew, side by side. Answers how many frames arrived.
 * @throws Undeliverable, TableUnavailable, what a socket that cannot be closed throws: the whole batch may be delivered again, since every
 * frame tells a state, and who is closed once more comes back
 */
export const deliverFeed = async (deps: DeliverDeps, entries: readonly FeedEntry[]): Promise<number> => {
  const closings = entries.filter((entry): entry is Closing => entry.kind === 'close');
  // One that fails keeps no frame from the others.
  const closed = await Promise.allSettled(closings.map((closing) => closeConnections(deps, closing)));
  const byTenant = Map.groupBy(
    entries.filter(({ kind }) => kind !== 'close'),
    ({ tenantId }) => tenantId,
  );
  const sent = await Promise.all([...byTenant].map(([tenantId, list]) => deliverTenant(deps, tenantId, newsOf(list))));
  const failure = closed.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
  return sent.reduce((sum, count) => sum + count, 0);
};

const deliverTenant = async (deps: DeliverDeps, tenantId: string, news: News): Promise<number> => {
  // Where somebody was connected a moment ago, the second read runs beside the first; where nobody is, it is spared.
  const ahead = deps.attended.has(tenantId) ? configurationOf(deps, tenantId) : undefined;
  const [connections] = await Promise.all([liveConnections(deps.table, tenantId, deps.clock()), ahead]);
  if (connections.length === 0) {
    deps.attended.delete(tenantId);
    return 0;
  }
  deps.attended.add(tenantId);
  const configuration = await (ahead ?? configurationOf(deps, tenantId));
  if (!configuration) return 0;
  const members = connections.flatMap((connection): Member[] => {
    const viewer = viewerOf(connection, configuration);
    return viewer ? [{ connection, viewer }] : [];
  });
  if (members.length === 0) return 0;
  const [conversations, queues] = await Promise.all([
    postConversations(deps, tenantId, configuration, members, news),
    postQueues(deps, tenantId, configuration, members, news),
  ]);
  return conversations + queues;
};

/** Undefined for a tenant that is gone. */
const configurationOf = async ({ configurations }: DeliverDeps, tenantId: string): Promise<Configuration | undefined> => {
  try {
    return await configurations.current(tenantId);
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') return undefined;
    throw error;
  }
};

interface Lane {
  readonly ticket: Ticket;
  readonly frames: readonly string[];
}

const postConversations = async (
  deps: DeliverDeps,
  tenantId: string,
  configuration: Configuration,
  members: readonly Member[],
  news: News,
): Promise<number> => {
  const lanes = await lanesOf(deps, tenantId, configuration, news);
  const parcels = members.flatMap(({ connection, viewer }) => {
    const seen = lanes.filter(({ ticket }) => canSeeTicket(viewer, ticket, configuration));
    return seen.length > 0 ? [{ connection, lanes: seen.map(({ frames }) => frames) }] : [];
  });
  return parcels.length > 0 ? postFrames(deps, parcels) : 0;
};

/**
 * One lane a ticket: its messages by number, because words are what an agent waits for, then the ticket as it is after them. A frame is
 * written once, however many get it.
 */
const lanesOf = async ({ table }: DeliverDeps, tenantId: string, configuration: Configuration, news: News): Promise<Lane[]> => {
  const entries = [...news.messages.values()];
  // What is read is never older than what the feed tells.
  const unknown = [...new Set([...news.unread, ...entries.map(({ message }) => message.ticketId)])].filter(
    (id) => !news.tickets.has(id) || news.unread.has(id),
  );
  const [others, messages] = await Promise.all([loadTickets(table, tenantId, unknown), withWholeBodies(table, tenantId, entries)]);
  const told = [...news.tickets.values()].filter(({ id }) => !news.unread.has(id));
  const tickets: Ticket[] = [...told, ...others.filter((ticket): ticket is Ticket => ticket !== undefined)];
  const byTicket = Map.groupBy(messages, ({ message }) => message.ticketId);
  return tickets.map((stored) => {
    const ticket = freshQueues(configuration, stored);
    const own = (byTicket.get(ticket.id) ?? []).sort((a, b) => a.message.number - b.message.number || (a.kind === 'message' ? -1 : 1));
    const place = { tenantId, at: ticket.updatedAt };
    const frames = own.map(({ kind, message }) => (kind === 'message' ? messageFrame : amendedFrame)(place, message));
    if (news.tickets.has(ticket.id) || news.unread.has(ticket.id)) frames.push(ticketFrame(place, ticket));
    return { ticket, frames: frames.map((frame) => JSON.stringify(frame)) };
  });
};

const withWholeBodies = async (table: PostDeps['table'], tenantId: string, entries: readonly MessageEntry[]): Promise<MessageEntry[]> => {
  const aside = entries.filter(({ message }) => message.aside);
  if (aside.length === 0) return [...entries];
  const items = await table.get(aside.map(({ message }) => bodyKey(threadPk(tenantId, message.threadId), message.number)));
  const texts = new Map(aside.map((entry, place) => [entry, items[place]?.['text']]));
  return entries.map((entry) => {
    const text = texts.get(entry);
    return typeof text === 'string' ? { ...entry, message: { ...entry.message, body: text, aside: false } } : entry;
  });
};

const postQueues = async (deps: DeliverDeps, tenantId: string, configuration: Configuration, members: readonly Member[], news: News): Promise<number> => {
  const audience = configuration.queues.flatMap((queue) => {
    const seenBy = news.queues.has(queue.id) ? members.filter(({ viewer }) => canSeeQueue(viewer, queue)) : [];
    return seenBy.length > 0 ? [{ id: queue.id, seenBy: new Set(seenBy) }] : [];
  });
  if (audience.length === 0) return 0;
  const counters = await readCounters(
    deps,
    tenantId,
    audience.map(({ id }) => id),
  );
  const parcels = members.flatMap((member) => {
    const lanes = audience.flatMap(({ id, seenBy }) => {
      const counted = seenBy.has(member) ? counters.get(id) : undefined;
      return counted ? [[JSON.stringify(queueFrame(id, counted))]] : [];
    });
    return lanes.length > 0 ? [{ connection: member.connection, lanes }] : [];
  });
  return postFrames(deps, parcels);
};
