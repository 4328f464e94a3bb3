import type { ConfigurationCache } from '../policy/cache.ts';
import { readCounters } from '../support/queues/counters.ts';
import { visibleQueueIds } from '../support/queues/visibility.ts';
import { viewerOf } from './audience.ts';
import type { Connection } from './connection.ts';
import { frameText } from './frame-text.ts';
import type { ServerFrame } from './frames.ts';
import { acknowledged } from './positions/acknowledged.ts';
import { encodeFeedCursor, type FeedPosition } from './positions/position.ts';
import { decodeResumeCursor, encodeResumeCursor, type OwedReached, type ResumeStart } from './positions/resume-cursor.ts';
import { startOf } from './positions/start.ts';
import { postTo } from './post-frames.ts';
import { queueFrame } from './present-frames.ts';
import { type ReplayDeps, replayChanges } from './replay-changes.ts';
import { replayOwed } from './replay-owed.ts';
import { beginReplay, endReplay } from './replay-turn.ts';

export interface ResumeDeps extends ReplayDeps {
  readonly configurations: ConfigurationCache;
}

/** How far back to go without a cursor and without an ack: about a working day. */
const FIRST_LOOK_MS = 24 * 3600 * 1000;
/** API Gateway waits 29 s for the function. */
const LONGEST_MS = 20_000;

const startAt = (tenantId: string, cursor: string | undefined): ResumeStart | null =>
  cursor === undefined ? { feed: undefined, ahead: new Map(), from: null } : decodeResumeCursor(tenantId, cursor);

const feedPosition = async (deps: ResumeDeps, connection: Connection): Promise<FeedPosition> => {
  const now = deps.clock();
  return (await acknowledged(deps.table, connection)) ?? { seen: [], at: now, since: now - FIRST_LOOK_MS };
};

/** Why nothing was replayed. */
export type NotResumed = 'wrong cursor' | 'already running';

/**
 * Replays to one connection what happened after its cursor (without one: after the last ack): what its person is owed in chats, groups and directs; then, in the tickets
 * it may see, the tickets, their new messages and amendments and the counters of its queues; and `resumed` at the end. If one replay is not enough, it ends with
 * `more`; if several are not enough, it sends `stale`. Live frames come in between; they do not move the cursor of a client that waits for `resumed`.
 * @throws Undeliverable, TableUnavailable
 */
export const resumeFeed = async (
  deps: ResumeDeps,
  connection: Connection,
  { cursor, id }: { readonly cursor?: string | undefined; readonly id?: string | undefined },
): Promise<'resumed' | NotResumed> => {
  const start = startAt(connection.tenantId, cursor);
  if (start === null) return 'wrong cursor';
  const begun = deps.clock();
  const turn = await beginReplay(deps.table, connection, begun);
  if (turn === undefined) return 'already running';
  const until = begun + LONGEST_MS;
  let [owed, reached]: [OwedReached | undefined, Reached | undefined] = [undefined, undefined];
  try {
    const position = start.feed ?? (await feedPosition(deps, connection));
    owed = await replayOwed(deps, connection, start, until);
    reached = owed && (await replayFrom(deps, connection, { position, until }));
  } finally {
    // Before `resumed` is posted, because a client with more to come answers it immediately.
    await endReplay(deps.table, connection, turn);
  }
  if (!owed || !reached) return 'resumed';
  const end: ServerFrame = {
    type: 'resumed',
    ...(id === undefined ? {} : { id }),
    cursor: encodeResumeCursor(connection.tenantId, reached.position, owed),
    more: reached.more || owed.from !== null,
  };
  await postTo(deps, connection, [frameText(end)]);
  return 'resumed';
};

interface Reached {
  readonly position: FeedPosition;
  readonly more: boolean;
}

/** Undefined: the connection has ended. */
const replayFrom = async (
  deps: ResumeDeps,
  connection: Connection,
  { position, until }: { readonly position: FeedPosition; readonly until: number },
): Promise<Reached | undefined> => {
  const { tenantId } = connection;
  const [configuration, { seen, end }] = await Promise.all([deps.configurations.walls(tenantId), startOf(deps, tenantId, position)]);
  const viewer = viewerOf(connection, configuration);
  const atEnd = { position: { seen: end, at: deps.clock() }, more: false };
  if (!viewer) return atEnd;
  const queueIds = visibleQueueIds(viewer, configuration);
  const replayed = seen && (await replayChanges(deps, { connection, viewer, configuration }, { seen, end, until }));
  if (replayed?.outcome === 'ended') return undefined;
  const isStale = replayed === null || replayed.outcome === 'expired';
  const reached = isStale ? atEnd : { position: { seen: replayed.seen, at: deps.clock() }, more: replayed.outcome === 'more' };
  if (reached.more) return reached;
  const counters = await readCounters(deps, tenantId, queueIds);
  const texts = [...counters].map(([queueId, counted]) => frameText(queueFrame(queueId, counted)));
  // So much has changed, or so long ago, that reloading the screen costs less.
  if (isStale) texts.unshift(frameText({ type: 'stale', queueIds, cursor: encodeFeedCursor(tenantId, reached.position) }));
  return (await postTo(deps, connection, texts)) ? reached : undefined;
};
