import { Problem } from '../../errors.ts';

/** Runs a few tasks at once. Others wait in one queue per caller. */
export interface Gate {
  /**
   * Runs the task when it is its turn. `who`: each caller has a queue, and the queues take turns, so that a flood of one caller delays the others
   * by one task each. @throws Problem rate_limited, with Retry-After, if the wait would be too long; what the task throws
   */
  run<T>(who: string, work: () => Promise<T>): Promise<T>;
}

interface Waiting {
  readonly begin: () => void;
  readonly refuse: () => void;
}

export interface GateOptions {
  readonly atOnce: number;
  /** Maximum of waiting tasks. Above it, the last one of the longest queue is rejected. */
  readonly waiting: number;
  readonly waitMs: number;
}

/** Seconds in which most of a full queue is done. */
const RETRY_SECONDS = 5;
const tooMany = (): Problem => new Problem('rate_limited', 'Too many passwords are being checked. Try again in a few seconds.', { retryAfter: RETRY_SECONDS });

export function openGate({ atOnce, waiting: most, waitMs }: GateOptions): Gate {
  /** By caller; the queue whose turn is next comes first. */
  const lines = new Map<string, Waiting[]>();
  let running = 0;
  let waiting = 0;

  const leave = (who: string, one: Waiting): void => {
    const line = lines.get(who) ?? [];
    const index = line.indexOf(one);
    if (index === -1) return;
    line.splice(index, 1);
    waiting -= 1;
    if (line.length === 0) lines.delete(who);
  };

  const next = (): void => {
    const [first] = lines;
    if (!first || running >= atOnce) return;
    const [who, line] = first;
    const one = line.shift();
    // Moves to the end of the queues, or is removed if empty.
    lines.delete(who);
    if (line.length > 0) lines.set(who, line);
    waiting -= 1;
    one?.begin();
  };

  const makeRoom = (): void => {
    const [longest] = [...lines.values()].toSorted((a, b) => b.length - a.length);
    longest?.at(-1)?.refuse();
  };

  const turn = (who: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const one: Waiting = {
        begin: () => {
          clearTimeout(timer);
          running += 1;
          resolve();
        },
        refuse: () => {
          clearTimeout(timer);
          leave(who, one);
          reject(tooMany());
        },
      };
      const timer = setTimeout(one.refuse, waitMs);
      lines.set(who, [...(lines.get(who) ?? []), one]);
      waiting += 1;
      if (waiting > most) makeRoom();
    });

  return {
    async run(who, work) {
      if (running < atOnce && waiting === 0) running += 1;
      else await turn(who);
      try {
        return await work();
      } finally {
        running -= 1;
        next();
      }
    },
  };
}
