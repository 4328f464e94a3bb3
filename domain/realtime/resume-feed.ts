import { readCounters } from '../support/queues/counters.ts';
import { visibleQueueIds } from '../support/queues/visibility.ts';
import { viewerOf } from './audience.ts';
import type { Connection } from './connection.ts';
import { frameText } from './frame-text.ts';
import type { ServerFrame } from './frames.ts';
import { acknowledged } from './positions/acknowledged.ts';
import { decodeFeedCursor, encodeFeedCursor, type FeedPosition, isTimeOnly } from './positions/position.ts';
import { through } from './positions/ranges.ts';
import { readTails } from './positions/segments.ts';
import { postTo } from './post-frames.ts';
import { queueFrame } from './present-frames.ts';
import { type Listener, type ReplayDeps, replay } from './replay.ts';
import { replayChanges } from './replay-changes.ts';
import { beginReplay, endReplay } from './replay-turn.ts';

export type ResumeDeps = ReplayDeps;

/** Without a cursor and without an ack: what a working day may have brought. */
const FIRST_LOOK_MS = 24 * 3600 * 1000;
/** API Gateway waits 29 s for the function. */
const LONGEST_MS = 20_000;

const positionOf = async (deps: ResumeDeps, connection: Connection, cursor: string | undefined): Promise<FeedPosition | null> => {
  if (cursor !== undefined) return decodeFeedCursor(connection.tenantId, cursor);
  const now = deps.clock();
  return (await acknowledged(deps.table, connection)) ?? { seen: [], at: now, since: now - FIRST_LOOK_MS };
};

/** Why nothing was replayed. */
export type NotResumed = 'wrong cursor' | 'already running';

/**
 * Replays to one connection what happened after its cursor (without: after the last ack) in the tickets it may see: the tickets,
 * their new messages and amendments, oldest activity first, then the counters of its queues, and `resumed` at the end. What is too much for one
 * replay is broken off with `more`. Live frames come in between; they do not move the cursor of a client that waits for `resumed`.
 * @throws Undeliverable, TableUnavailable
 */
export const resumeFeed = async (
  deps: ResumeDeps,
  connection: Connection,
  { cursor, id }: { readonly cursor?: string | undefined; readonly id?: string | undefined },
): Promise<'resumed' | NotResumed> => {
  const position = await positionOf(deps, connection, cursor);
  if (position === null) return 'wrong cursor';
  const begun = deps.clock();
  const turn = await beginReplay(deps.table, connection, begun);
  if (turn === undefined) return 'already running';
  let reached: Reached | undefined;
  try {
    reached = await replayFrom(deps, connection, { position, until: begun + LONGEST_MS });
  } finally {
    // Before `resumed` is posted: a client with more to come answers it at once.
    await endReplay(deps.table, connection, turn);
  }
  if (!reached) return 'resumed';
  const end: ServerFrame = {
    type: 'resumed',
    ...(id === undefined ? {} : { id }),
    cursor: encodeFeedCursor(connection.tenantId, reached.position),
    more: reached.more,
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
  const configuration = await deps.configurations.walls(tenantId);
  const viewer = viewerOf(connection, configuration);
  if (!viewer) return { position: await positionNow(deps, tenantId), more: false };
  const listener = { connection, viewer, configuration };
  const reached = await replayed(deps, listener, position, until);
  if (!reached || reached.more) return reached;
  const counters = await readCounters(deps, tenantId, visibleQueueIds(viewer, configuration));
  const texts = [...counters].map(([queueId, counted]) => frameText(queueFrame(queueId, counted)));
  return (await postTo(deps, connection, texts)) ? reached : undefined;
};

/** The end of the list of changes. @throws TableUnavailable */
const positionNow = async (deps: ResumeDeps, tenantId: string): Promise<FeedPosition> => ({
  seen: (await readTails(deps, tenantId)).map(through),
  at: deps.clock(),
});

/**
 * First by time, where the position has no segments yet: the list of changes is read up to its end before the walk begins, and what comes into it
 * meanwhile is told after it. Then what the list names beyond the position.
 */
const replayed = async (deps: ResumeDeps, listener: Listener, position: FeedPosition, until: number): Promise<Reached | undefined> => {
  const { tenantId } = listener.connection;
  const start = isTimeOnly(position) ? { ...(await positionNow(deps, tenantId)), since: position.since } : position;
  if (start.since !== undefined) {
    const walked = await replay(deps, listener, { since: start.since, until, seen: start.seen });
    if (walked === 'ended') return undefined;
    if (walked !== 'all') return { position: { ...start, since: walked }, more: true };
  }
  const { outcome, seen } = await replayChanges(deps, listener, { seen: start.seen, until });
  if (outcome === 'ended') return undefined;
  // So old that its segments are gone: by time, once.
  if (outcome === 'expired') return replayed(deps, listener, { seen: [], at: position.at, since: position.at }, until);
  return { position: { seen, at: deps.clock() }, more: outcome === 'more' };
};
