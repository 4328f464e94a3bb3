import { readCounters } from '../support/queues/counters.ts';
import { visibleQueueIds } from '../support/queues/visibility.ts';
import type { Key, Table } from '../table/port.ts';
import { TransactionRefused } from '../table/port.ts';
import { viewerOf } from './audience.ts';
import type { Connection } from './connection.ts';
import { decodeFeedCursor, encodeFeedCursor } from './cursor.ts';
import { frameText } from './frame-text.ts';
import type { ServerFrame } from './frames.ts';
import { postTo } from './post-frames.ts';
import { queueFrame } from './present-frames.ts';
import { OVERLAP_MS, type ReplayDeps, replay } from './replay.ts';
import { beginReplay, endReplay } from './replay-turn.ts';

export type ResumeDeps = ReplayDeps;

/** Without a cursor and without an ack: what a working day may have brought. */
const FIRST_LOOK_MS = 24 * 3600 * 1000;
/** API Gateway waits 29 s for the function. */
const LONGEST_MS = 20_000;

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
  let reached: number | 'ended' | undefined;
  try {
    reached = await replayFrom(deps, connection, { position, begun });
  } finally {
    // Before `resumed` is posted: a client with more to come answers it at once.
    await endReplay(deps.table, connection, turn);
  }
  if (reached === 'ended') return 'resumed';
  const end: ServerFrame = {
    type: 'resumed',
    ...(id === undefined ? {} : { id }),
    cursor: encodeFeedCursor(connection.tenantId, reached ?? begun),
    more: reached !== undefined,
  };
  await postTo(deps, connection, [frameText(end)]);
  return 'resumed';
};

/** Where it was broken off (epoch ms), undefined at the end, or `ended` with the connection. */
const replayFrom = async (
  deps: ResumeDeps,
  connection: Connection,
  { position, begun }: { readonly position: number; readonly begun: number },
): Promise<number | 'ended' | undefined> => {
  const { tenantId } = connection;
  const configuration = await deps.configurations.walls(tenantId);
  const viewer = viewerOf(connection, configuration);
  if (!viewer) return undefined;
  const reached = await replay(deps, { connection, viewer, configuration }, { from: Math.max(0, position - OVERLAP_MS), until: begun + LONGEST_MS });
  if (reached !== 'all') return reached;
  const counters = await readCounters(deps, tenantId, visibleQueueIds(viewer, configuration));
  const texts = [...counters].map(([queueId, counted]) => frameText(queueFrame(queueId, counted)));
  return (await postTo(deps, connection, texts)) ? undefined : 'ended';
};
