import { threadPk } from '../conversations/kinds/thread.ts';
import { FRAME_BODY } from '../limits.ts';
import type { Walls } from '../policy/configuration.ts';
import { withBodies } from '../support/messages/bodies.ts';
import { isVisible, messageOf } from '../support/messages/message.ts';
import { canSeeQueue, seesAll, shownTo, type Viewer } from '../support/queues/visibility.ts';
import { padded } from '../support/threads/keys.ts';
import { loadTickets } from '../support/tickets/store.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import type { Item, Table } from '../table/port.ts';
import { cut } from '../text/well-formed.ts';
import { type FeedMessage, feedMessageOf } from './feed-entry.ts';
import { frameText } from './frame-text.ts';
import type { Change, Wall } from './positions/changes.ts';
import { encodeFeedCursor } from './positions/position.ts';
import { type Ranges, withNumber } from './positions/ranges.ts';
import { readUnseen } from './positions/segments.ts';
import { postTo } from './post-frames.ts';
import { amendedFrame, messageFrame, ticketFrame } from './present-frames.ts';
import type { Listener, ReplayDeps } from './replay.ts';

/** Tickets of one replay: a client with more asks again, so that others come between. */
const TICKETS = 500;
/** Segments of one shard that are read, and told, at once. */
const SEGMENTS = 20;
/** Tickets that are read side by side, and held in memory until they are posted. */
const READS_AT_ONCE = 8;
/** Messages of one ticket in a replay; the newest come, and the client reads the others by the API. */
const MESSAGES = 1000;

export interface Reached {
  readonly outcome: 'all' | 'more' | 'ended' | 'expired';
  readonly seen: readonly Ranges[];
}

/**
 * Tells what the segments name that were not seen, as it stands now: each ticket that the listener may see, with its messages. It is broken off
 * behind a page of segments only, so that going on tells nothing twice. `until`: epoch ms. @throws Undeliverable, TableUnavailable
 */
export const replayChanges = async (
  deps: ReplayDeps,
  listener: Listener,
  { seen, until }: { readonly seen: readonly Ranges[]; readonly until: number },
): Promise<Reached> => {
  const { tenantId } = listener.connection;
  const reached: Ranges[] = Array.from({ length: deps.counterShards }, (_, shard) => seen[shard] ?? []);
  const mayConcern = concerns(listener.viewer, listener.configuration);
  // One page is told in any case: going on must end some time.
  for (let told = 0, page = 0; ; page += 1) {
    const pages = await Promise.all(reached.map((ranges, shard) => readUnseen(deps.table, { tenantId, shard, seen: ranges, limit: SEGMENTS })));
    const read = pages.filter((one) => one !== 'expired');
    if (read.length < pages.length) return { outcome: 'expired', seen: reached };
    const segments = read.flatMap((one) => one.segments);
    if (segments.length === 0 && read.every(({ more }) => !more)) return { outcome: 'all', seen: reached };
    if (page > 0 && (told >= TICKETS || deps.clock() > until)) return { outcome: 'more', seen: reached };
    const byTicket = Map.groupBy(
      segments.flatMap(({ changes }) => changes),
      ({ ticketId }) => ticketId,
    );
    const concerned = [...byTicket].filter(([, changes]) => changes.some(({ wall }) => mayConcern(wall)));
    const cursor = encodeFeedCursor(tenantId, { seen: reached, at: deps.clock() });
    if (!(await tell(deps, listener, concerned, cursor))) return { outcome: 'ended', seen: reached };
    told += concerned.length;
    for (const { shard, number } of segments) reached[shard] = withNumber(reached[shard] as Ranges, number);
  }
};

/** By the wall as it was: who certainly may not see the ticket need not have it read. The wall itself is asked of the ticket as it is now. */
const concerns = (viewer: Viewer, configuration: Walls): ((wall: Wall | null) => boolean) => {
  const visible = new Set(configuration.queues.filter((queue) => canSeeQueue(viewer, queue)).map(({ id }) => id));
  const known = new Set(configuration.queues.map(({ id }) => id));
  return (wall) =>
    seesAll(viewer) ||
    wall === null ||
    wall.generation < configuration.queuesGeneration ||
    wall.agentId === viewer.id ||
    (wall.teamId !== null && viewer.teamIds.includes(wall.teamId)) ||
    wall.queueIds.some((id) => visible.has(id) || !known.has(id)) ||
    wall.queueIds.length === 0;
};

/** False: the connection has ended. */
const tell = async (deps: ReplayDeps, listener: Listener, changed: readonly (readonly [string, readonly Change[]])[], cursor: string): Promise<boolean> => {
  for (let start = 0; start < changed.length; start += READS_AT_ONCE) {
    const some = changed.slice(start, start + READS_AT_ONCE);
    const tickets = await loadTickets(
      deps.table,
      listener.connection.tenantId,
      some.map(([ticketId]) => ticketId),
    );
    const texts = await Promise.all(some.map(([, changes], at) => textsOf(deps.table, listener, { ticket: tickets[at], changes, cursor })));
    if (!(await postTo(deps, listener.connection, texts.flat()))) return false;
  }
  return true;
};

const textsOf = async (
  table: Table,
  { connection: { tenantId }, viewer, configuration }: Listener,
  { ticket: stored, changes, cursor }: { readonly ticket: Ticket | undefined; readonly changes: readonly Change[]; readonly cursor: string },
): Promise<string[]> => {
  const ticket = stored && shownTo(viewer, stored, configuration);
  if (!ticket) return [];
  const appended = new Set(changes.flatMap((change) => change.appended));
  const numbers = [...new Set([...appended, ...changes.flatMap((change) => change.amended)])].sort((a, b) => a - b);
  const newest = numbers.slice(-MESSAGES);
  const pk = threadPk(tenantId, ticket.threadId);
  const items =
    newest.length === 0
      ? []
      : await table.get(
          newest.map((number) => ({ pk, sk: `M#${padded(number)}` })),
          { consistent: true },
        );
  const here = items.filter((item): item is Item => {
    if (!item) return false;
    const { ticketId, shadowed } = messageOf(item);
    return ticketId === ticket.id && !shadowed;
  });
  const messages = (await withBodies(table, pk, here)).map((item) => short(feedMessageOf(ticket.threadId, ticket.id, item)));
  const isNew = (message: FeedMessage, item: Item): boolean => appended.has(message.number) && isVisible(messageOf(item));
  const frame = ticketFrame(cursor, ticket);
  return [
    newest.length < numbers.length ? { ...frame, truncated: true as const } : frame,
    ...messages.map((message, at) => (isNew(message, here[at] as Item) ? messageFrame : amendedFrame)(cursor, message)),
  ].map(frameText);
};

const short = (message: FeedMessage): FeedMessage =>
  message.body !== null && message.body.length > FRAME_BODY ? { ...message, body: cut(message.body, FRAME_BODY), aside: true } : message;
