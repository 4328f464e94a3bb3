import type { Locks } from '../../../client/platform.ts';
import { ParleyError } from '../../../client/rest/problem.ts';
import type { DraftFile } from './draft-files.ts';

/** One intent of the agent: sent until it is answered, always with the same key, so that it has one effect. */
export interface Write {
  /** Also the `Idempotency-Key`. */
  readonly id: string;
  /** What goes out in order: a ticket's id. */
  readonly lane: string;
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly body: unknown;
  /** Of a PATCH: the version that the agent saw. */
  readonly ifMatch?: number;
  /** When the agent asked, in ms: the order within a lane. */
  readonly at: number;
  /** Not sent before this time, in ms: until then it can be taken back. */
  readonly notBefore: number;
  /** The newest message that the agent saw. A customer who writes after it keeps a ticket from being solved or closed. */
  readonly seenNumber?: number;
  /** The text that this came from, to be put back if it is refused or taken back. */
  readonly draft?: { readonly ticketId: string; readonly kind: 'reply' | 'note'; readonly text: string; readonly files?: readonly DraftFile[] };
}

export interface WriteStore {
  entries(): Promise<readonly Write[]>;
  set(write: Write): Promise<void>;
  delete(id: string): Promise<void>;
}

export interface OutboxOptions {
  readonly store: WriteStore;
  readonly locks: Locks;
  readonly account: string;
  /** @throws ParleyError for an answer of 400 and above, TypeError without an answer */
  readonly send: (write: Write) => Promise<unknown>;
  readonly done: (write: Write, answer: unknown) => void;
  /** The hub will never accept it. */
  readonly refused: (write: Write, error: ParleyError) => void;
  readonly changed?: (waiting: readonly Write[]) => void;
  readonly now?: () => number;
  readonly later?: (work: () => void, ms: number) => void;
  readonly random?: () => number;
}

export interface Outbox {
  add(write: Write): Promise<void>;
  /** Takes back what has not left yet. False: it has. */
  undo(id: string): Promise<boolean>;
  /** Sends now what waits for a possible undo, and what waits for a connection. Resolves when each ticket's first has its answer, or has failed. */
  release(): Promise<void>;
  /**
   * The page goes away: starts every request at once, without the lock and the store, which answer too late. Whether an answer still arrives is not
   * known, so what has none stays stored, and its repetition has one effect.
   */
  leave(): void;
  waiting(): readonly Write[];
}

/** The same request may succeed later. */
const LATER = new Set([401, 408, 425, 429]);
const isFinal = (error: unknown): error is ParleyError => error instanceof ParleyError && error.status < 500 && !LATER.has(error.status);

/**
 * The agent's writes. They survive a reload, go out in order within a ticket, and by one tab at a time: a lock on the lane, and a look into the
 * store inside it, decide who sends.
 */
export async function createOutbox(options: OutboxOptions): Promise<Outbox> {
  const { store, locks, account, now = Date.now, later = (work, ms) => void setTimeout(work, ms), random = Math.random } = options;
  const known = new Map<string, Write>();
  const failures = new Map<string, number>();
  const running = new Map<string, Promise<void>>();
  const released = new Set<string>();
  const sending = new Set<string>();
  const storing = new Set<string>();

  const changed = (): void => options.changed?.([...known.values()]);
  const forget = async (write: Write): Promise<void> => {
    await store.delete(write.id);
    known.delete(write.id);
    released.delete(write.id);
    changed();
  };
  const lockOf = (lane: string): string => `parley:writes:${account}:${lane}`;

  /** Sends the first of the lane. Returns how long to wait until the next try, in ms; undefined: the lane is empty. */
  const step = (lane: string): Promise<number | undefined> =>
    locks.request(lockOf(lane), {}, async () => {
      const stored = (await store.entries()).filter((write) => write.lane === lane).toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
      const [first] = stored;
      // Another tab has sent what is not in the store any more.
      for (const write of known.values())
        if (write.lane === lane && !storing.has(write.id) && !stored.some(({ id }) => id === write.id)) known.delete(write.id);
      if (first === undefined) return undefined;
      if (!released.has(first.id) && first.notBefore > now()) return first.notBefore - now();
      try {
        sending.add(first.id);
        const answer = await options.send(first);
        failures.delete(lane);
        await forget(first);
        options.done(first, answer);
        return 0;
      } catch (error) {
        if (isFinal(error)) {
          await forget(first);
          options.refused(first, error);
          return 0;
        }
        const tries = failures.get(lane) ?? 0;
        failures.set(lane, tries + 1);
        const asked = error instanceof ParleyError ? (error.retryAfter ?? 0) * 1000 : 0;
        return Math.max(asked, Math.min(30_000, 500 * 2 ** tries) * (0.5 + random() / 2));
      } finally {
        sending.delete(first.id);
      }
    });
  const pump = (lane: string): Promise<void> => {
    const found = running.get(lane) ?? empty(lane);
    running.set(lane, found);
    return found;
  };
  const empty = async (lane: string): Promise<void> => {
    let pause: number | undefined = 0;
    try {
      while (pause === 0) pause = await step(lane);
    } catch {
      // The browser's store failed: what is known here is still to be sent.
      pause = 1000;
    } finally {
      running.delete(lane);
    }
    if (pause !== undefined) later(() => void pump(lane), pause);
  };
  const pumpAll = async (): Promise<void> => {
    await Promise.all([...new Set([...known.values()].map((write) => write.lane))].map(pump));
  };

  for (const write of await store.entries()) known.set(write.id, write);
  void pumpAll();

  return {
    async add(write) {
      known.set(write.id, write);
      storing.add(write.id);
      changed();
      try {
        await store.set(write);
      } finally {
        storing.delete(write.id);
      }
      void pump(write.lane);
    },
    undo(id) {
      const write = known.get(id);
      if (write === undefined) return Promise.resolve(false);
      return locks.request(lockOf(write.lane), {}, async () => {
        if (!(await store.entries()).some((stored) => stored.id === id)) return false;
        await forget(write);
        return true;
      });
    },
    release() {
      for (const id of known.keys()) released.add(id);
      failures.clear();
      return pumpAll();
    },
    leave() {
      for (const write of [...known.values()].toSorted((a, b) => a.at - b.at)) {
        if (sending.has(write.id)) continue;
        options.send(write).then(
          () => forget(write),
          () => undefined,
        );
      }
    },
    waiting: () => [...known.values()],
  };
}
