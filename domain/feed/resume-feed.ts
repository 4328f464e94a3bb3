import type { Configuration } from '../configuration/configuration.ts';
import { readCounters } from '../queues/counters.ts';
import { freshQueues } from '../queues/evaluate.ts';
import { canSeeTicket, type Viewer, visibleQueueIds } from '../queues/visibility.ts';
import type { Key, Table } from '../table/port.ts';
import { TransactionRefused } from '../table/port.ts';
import { type Entry, takeMerged } from '../tickets/activity-sources.ts';
import { loadTickets } from '../tickets/store.ts';
import { viewerOf } from './audience.ts';
import { changedSources, messagesSince } from './changed-since.ts';
import type { Connection } from './connection.ts';
import { decodeFeedCursor, encodeFeedCursor } from './cursor.ts';
import type { DeliverDeps } from './deliver-feed.ts';
import type { ServerFrame } from './frames.ts';
import { limiter, postFrames } from './post-frames.ts';
import { amendedFrame, messageFrame, queueFrame, ticketFrame } from './present-frames.ts';

export interface ResumeDeps extends Omit<DeliverDeps, 'attended'> {
  /** `ACTIVITY_SHARDS` */
  readonly shards: number;
}

/**
 * A change is stamped before it is committed, and frames of different batches may overtake one another: whatever happened this long
 * before the cursor is told again. Frames tell states, so nobody is harmed by hearing one twice.
 */
const OVERLAP_MS = 30_000;
/** Without a cursor and without an ack: what a working day may have brought. */
const FIRST_LOOK_MS = 24 * 3600 * 1000;
/** API Gateway waits 29 s for the function. */
const LONGEST_MS = 20_000;
const TICKETS_AT_ONCE = 50;
const READS_AT_ONCE = 8;

/** How far this person's devices have acknowledged the feed. */
const positionKey = ({ tenantId, personId }: Connection): Key => ({ pk: `T#${tenantId}#U#${personId}`, sk: 'R#feed' });

/** Moves the stored position, never back. False: no cursor of this tenant. @throws TableUnavailable */
export const acknowledgeFeed = async (table: Table, connection: Connection, cursor: string): Promise<boolean> => {
  const at = decodeFeedCursor(connection.tenantId, cursor);
  if (at === null) return false;
  try {
    await table.write({ op: 'update', key: positionKey(connection), set: { at }, when: { absentOrLess: { attribute: 'at', than: at } } });
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
  }
  return true;
};

const positionOf = async (deps: ResumeDeps, connection: Connection, cursor: string | undefined): Promise<number | null> => {
  if (cursor !== undefined) return decodeFeedCursor(connection.tenantId, cursor);
  const [stored] = await deps.table.get([positionKey(connection)], { consistent: true });
  return typeof stored?.['at'] === 'number' ? stored['at'] : deps.clock() - FIRST_LOOK_MS;
};

/**
 * Replays to one connection what happened after its cursor (without: after the last ack) in the tickets it may see: the tickets,
 * their new messages and amendments, oldest activity first, then the counters of its queues, and `resumed` at the end. What takes
 * too long is broken off with `more`. Live frames come in between; they do not move the cursor of a client that waits for `resumed`.
 * False: the cursor is not one of this tenant. @throws Undeliverable, TableUnavailable
 */
export const resumeFeed = async (
  deps: ResumeDeps,
  connection: Connection,
  { cursor, id }: { readonly cursor?: string | undefined; readonly id?: string | undefined },
): Promise<boolean> => {
  const position = await positionOf(deps, connection, cursor);
  if (position === null) return false;
  const { tenantId } = connection;
  const begun = deps.clock();
  const end = (at: number, more: boolean): ServerFrame => ({
    type: 'resumed',
    ...(id === undefined ? {} : { id }),
    cursor: encodeFeedCursor(tenantId, at),
    more,
  });
  const configuration = await deps.configurations.current(tenantId);
  const viewer = viewerOf(connection, configuration);
  if (viewer) {
    const replayed = await replay(deps, { connection, viewer, configuration }, Math.max(0, position - OVERLAP_MS), begun + LONGEST_MS);
    if (replayed === 'ended') return true;
    if (replayed !== 'all') return post(deps, connection, [end(replayed, true)]).then(() => true);
    const counters = await readCounters(deps, tenantId, visibleQueueIds(viewer, configuration));
    await post(
      deps,
      connection,
      [...counters].map(([queueId, counted]) => queueFrame(queueId, counted)),
    );
  }
  await post(deps, connection, [end(begun, false)]);
  return true;
};

interface Listener {
  readonly connection: Connection;
  readonly viewer: Viewer;
  readonly configuration: Configuration;
}

/** `all`, or where it was broken off (epoch ms), or `ended` with the connection. */
const replay = async (deps: ResumeDeps, { connection, viewer, configuration }: Listener, from: number, until: number): Promise<'all' | 'ended' | number> => {
  const { tenantId } = connection;
  const since = new Date(from).toISOString();
  const sources = changedSources(deps.table, tenantId, since, { now: deps.clock(), shards: deps.shards });
  for (;;) {
    const entries = await takeMerged(sources, true, TICKETS_AT_ONCE);
    const tickets = await loadTickets(
      deps.table,
      tenantId,
      entries.map(({ ticketId }) => ticketId),
    );
    const turn = limiter(READS_AT_ONCE);
    const frames = await Promise.all(
      entries.map(async (entry, index): Promise<ServerFrame[]> => {
        const stored = tickets[index];
        const ticket = stored && freshQueues(configuration, stored);
        if (!ticket || !canSeeTicket(viewer, ticket, configuration)) return [];
        const { appended, amended } = await turn(() => messagesSince(deps.table, tenantId, ticket, since));
        // Not the ticket's own time, which may have moved on: after a break, what lies between must come again.
        const place = { tenantId, at: timeOf(entry) };
        return [ticketFrame(place, ticket), ...appended.map((m) => messageFrame(place, m)), ...amended.map((m) => amendedFrame(place, m))];
      }),
    );
    if (!(await post(deps, connection, frames.flat()))) return 'ended';
    const last = entries.at(-1);
    if (!last || entries.length < TICKETS_AT_ONCE) return 'all';
    if (deps.clock() > until) return Date.parse(timeOf(last)) + OVERLAP_MS;
  }
};

const timeOf = ({ place }: Entry): string => place.slice(0, place.indexOf('#'));

/** False: the connection has ended. */
const post = async (deps: ResumeDeps, connection: Connection, frames: readonly ServerFrame[]): Promise<boolean> =>
  frames.length === 0 || (await postFrames(deps, [{ connection, lanes: [frames.map((frame) => JSON.stringify(frame))] }])) === frames.length;
