import type { Table } from '../table/port.ts';
import { type Connection, forgetConnection } from './connection.ts';
import type { Sockets } from './sockets.ts';

/** Frames under way at once, over all connections of a delivery. */
const AT_ONCE = 128;
/** … and to one connection, so that a slow device takes no more than its share. */
const AT_ONCE_EACH = 8;

/** Runs at most `most` at once; the rest wait their turn. */
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

/** What one connection is owed: lanes (a conversation's frames, in order) that may overtake one another. */
export interface Parcel {
  readonly connection: Connection;
  readonly lanes: readonly (readonly string[])[];
}

export interface PostDeps {
  readonly table: Table;
  readonly sockets: Sockets;
}

/** Some connections could neither be reached nor closed. */
export class Undeliverable extends Error {
  constructor(connections: number, cause: unknown) {
    super(`${connections} connections could neither be reached nor closed`, { cause });
    this.name = 'Undeliverable';
  }
}

/**
 * Posts to all connections side by side. A connection that is gone is forgotten. One that does not take a frame is closed: its
 * device then knows that it must come back and resume, instead of missing a frame without knowing. Answers how many frames arrived.
 * @throws Undeliverable, TableUnavailable; frames may have arrived by then, so they must bear repetition
 */
export const postFrames = async (deps: PostDeps, parcels: readonly Parcel[]): Promise<number> => {
  const turn = limiter(AT_ONCE);
  let sent = 0;
  const failures: unknown[] = [];
  const deliver = async ({ connection, lanes }: Parcel): Promise<void> => {
    const own = limiter(AT_ONCE_EACH);
    let state: 'open' | 'gone' | 'stuck' = 'open';
    const lane = async (frames: readonly string[]): Promise<void> => {
      for (const frame of frames) {
        if (state !== 'open') return;
        try {
          const outcome = await turn(() => deps.sockets.post(connection.connectionId, frame));
          if (outcome === 'gone') state = 'gone';
          else sent += 1;
        } catch {
          state = 'stuck';
        }
      }
    };
    await Promise.all(lanes.map((frames) => own(() => lane(frames))));
    // Lanes changed it meanwhile, which the compiler cannot see.
    const end = state as 'open' | 'gone' | 'stuck';
    if (end === 'stuck') await deps.sockets.close(connection.connectionId);
    if (end !== 'open') await forgetConnection(deps.table, connection);
  };
  await Promise.all(parcels.map((parcel) => deliver(parcel).catch((error: unknown) => failures.push(error))));
  if (failures.length > 0) throw new Undeliverable(failures.length, failures[0]);
  return sent;
};
