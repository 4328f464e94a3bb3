import type { Clock } from '../context.ts';
import { FRAME_BYTES } from '../limits.ts';
import type { Table } from '../table/port.ts';
import { type Connection, forgetConnection, isOpening } from './connection.ts';
import { type Sockets, Throttled } from './sockets.ts';

/** Maximum of posts in progress, over all connections of a delivery. */
const AT_ONCE = 128;
/** One message to a socket: as many frames as fit, a single one or an array. */
const FRAMES_A_POST = 100;
/** Pauses of a throttled post; each is twice the one before. */
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 1_600;
/** A post that is still throttled after its pauses, some 6 s, has failed. */
const PAUSES = 6;

/** Runs at most `most` at once; the rest wait. */
export const limiter = (most: number): (<T>(work: () => Promise<T>) => Promise<T>) => {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
};

/** The frames for one connection, in order. */
export interface Parcel {
  readonly connection: Connection;
  readonly frames: readonly string[];
}

export interface PostDeps {
  readonly table: Table;
  readonly sockets: Sockets;
  readonly clock: Clock;
  /** Ends the wait for a post that takes too long. @throws then. Missing: the edge's own time limit alone. */
  readonly within?: <T>(work: Promise<T>) => Promise<T>;
  /** Waits about so long, with jitter. Missing: a throttled post is not tried again. */
  readonly pause?: (ms: number) => Promise<void>;
}

export interface Posted {
  /** Frames that arrived. */
  readonly sent: number;
  /** Frames that the gateway will never accept. */
  readonly skipped: number;
  /** Connections that accepted no frame and could not be closed either. They are not forgotten. */
  readonly unreached: readonly Connection[];
  /** Connections that have ended, or were closed because they took nothing. They are forgotten. */
  readonly ended: readonly Connection[];
  /** The error of the first of them. */
  readonly reason: unknown;
}

/** A connection could neither be reached nor closed. */
export class Undeliverable extends Error {
  constructor(connections: number, cause: unknown) {
    super(`${connections} connections could neither be reached nor closed`, { cause });
    this.name = 'Undeliverable';
  }
}

interface Outcome {
  sent: number;
  skipped: number;
  /** `throttled`: the gateway took no more calls; whether the device takes frames is not known. */
  state: 'open' | 'gone' | 'stuck' | 'throttled';
  reason: unknown;
}

/** Packs frames into posts; no post exceeds the limit of a frame, unless a single frame does. */
const postsOf = (frames: readonly string[]): string[][] => {
  const posts: string[][] = [];
  let bytes = 0;
  for (const frame of frames) {
    const size = Buffer.byteLength(frame) + 1;
    const open = posts.at(-1);
    if (open && open.length < FRAMES_A_POST && bytes + size < FRAME_BYTES) {
      open.push(frame);
      bytes += size;
    } else {
      posts.push([frame]);
      bytes = size + 1;
    }
  }
  return posts;
};

const same = <T>(work: Promise<T>): Promise<T> => work;

/**
 * A throttled post waits and keeps its turn, so that a delivery slows down to what the gateway takes. When one has used up its pauses, the others of the delivery pause no more: it has to end in time.
 */
const patience = ({ pause }: PostDeps): (<T>(post: () => Promise<T>) => Promise<T>) => {
  let isOver = pause === undefined;
  return async (post) => {
    for (let pauses = 0; ; pauses += 1) {
      try {
        return await post();
      } catch (error) {
        if (pauses === PAUSES) isOver = true;
        if (!(error instanceof Throttled) || isOver) throw error;
        await pause?.(Math.min(FIRST_PAUSE_MS * 2 ** pauses, LONGEST_PAUSE_MS));
      }
    }
  };
};

/** What the posts of one delivery share. */
interface Delivering {
  readonly turn: ReturnType<typeof limiter>;
  readonly patiently: ReturnType<typeof patience>;
}

/** Posts one after another, so that a cursor never arrives before the frames that it covers. */
const postAll = async ({ sockets, pause, within = same }: PostDeps, { connection, frames }: Parcel, { turn, patiently }: Delivering): Promise<Outcome> => {
  const outcome: Outcome = { sent: 0, skipped: 0, state: 'open', reason: undefined };
  const one = async (post: readonly string[]): Promise<void> => {
    if (outcome.state !== 'open') return;
    try {
      const text = post.length === 1 ? (post[0] as string) : `[${post.join(',')}]`;
      const answer = await patiently(() => within(sockets.post(connection.connectionId, text)));
      if (answer === 'gone') outcome.state = 'gone';
      // One of them is the cause: the others may succeed.
      else if (answer === 'refused' && post.length > 1) for (const frame of post) await one([frame]);
      else outcome[answer === 'sent' ? 'sent' : 'skipped'] += post.length;
    } catch (error) {
      outcome.state = pause && error instanceof Throttled ? 'throttled' : 'stuck';
      outcome.reason = error;
    }
  };
  for (const post of postsOf(frames)) {
    await turn(() => one(post));
  }
  return outcome;
};

/**
 * Posts to all connections in parallel; none fails or delays the others. A closed connection is forgotten, but not one that may still be opening: its client reads or resumes when it is open,
 * and needs what comes after. One that does not accept a frame is closed: its client then knows that it must reconnect and resume, instead of missing a frame. If the gateway throttles most of them in the end, none of these is closed, because
 * their clients would all come back at once.
 * @throws Throttled then, TableUnavailable; frames may have arrived by then, so they must be safe to repeat
 */
export const postFrames = async (deps: PostDeps, parcels: readonly Parcel[]): Promise<Posted> => {
  const delivering = { turn: limiter(AT_ONCE), patiently: patience(deps) };
  const unreached: Connection[] = [];
  const ended: Connection[] = [];
  const throttled: { readonly parcel: Parcel; readonly outcome: Outcome }[] = [];
  let reason: unknown;
  const settle = async ({ connection }: Parcel, outcome: Outcome): Promise<Outcome> => {
    if (outcome.state === 'open') return outcome;
    if (outcome.state === 'gone') {
      if (await isOpening(deps.table, connection, deps.clock())) return outcome;
    } else {
      try {
        await (deps.within ?? same)(deps.sockets.close(connection.connectionId));
      } catch {
        unreached.push(connection);
        reason ??= outcome.reason;
        return outcome;
      }
    }
    ended.push(connection);
    await forgetConnection(deps.table, connection);
    return outcome;
  };
  const deliver = async (parcel: Parcel): Promise<Outcome> => {
    const outcome = await postAll(deps, parcel, delivering);
    if (outcome.state !== 'throttled') return settle(parcel, outcome);
    throttled.push({ parcel, outcome });
    return outcome;
  };
  const outcomes = await Promise.allSettled(parcels.map(deliver));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
  const done = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  if (throttled.length > done.length / 2) throw throttled[0]?.outcome.reason;
  await Promise.all(throttled.map(({ parcel, outcome }) => settle(parcel, outcome)));
  const sum = (of: 'sent' | 'skipped'): number => done.reduce((total, outcome) => total + outcome[of], 0);
  return { sent: sum('sent'), skipped: sum('skipped'), unreached, ended, reason };
};

/**
 * Posts frames, in order, to the connection that waits for them. Returns whether it still exists.
 * @throws Undeliverable, TableUnavailable
 */
export const postTo = async (deps: PostDeps, connection: Connection, frames: readonly string[]): Promise<boolean> => {
  if (frames.length === 0) return true;
  const { sent, skipped, unreached, reason } = await postFrames(deps, [{ connection, frames }]);
  if (unreached.length > 0) throw new Undeliverable(unreached.length, reason);
  return sent + skipped === frames.length;
};
