import { Problem } from '../../errors.ts';

/** Lets few works run at once and the others wait in turn, those of one caller behind each other. */
export interface Gate {
  /**
   * Runs the work when it is its turn. `who`: callers wait in a line each, and the lines take turns, so that a flood of one delays the others
   * by one work each. @throws Problem rate_limited, with Retry-After, when it would wait too long; what the work throws
   */
  run<T>(who: string, work: () => Promise<T>): Promise<T>;
}

interface Waiting {
  readonly begin: () => void;
  readonly refuse: () => void;
}

export interface GateOptions {
  readonly atOnce: number;
  /** So many wait at most; then the last one of the longest line is turned away. */
  readonly waiting: number;
  readonly waitMs: number;
}

/** Seconds: by then most of a full house has left. */
const RETRY_SECONDS = 5;
const tooMany = (): Problem => new Problem('rate_limited', 'Too many passwords are being checked. Try again in a few seconds.', { retryAfter: RETRY_SECONDS });

export function openGate({ atOnce, waiting: most, waitMs }: GateOptions): Gate {
  /** By caller; the line whose turn is next comes first. */
  const lines = new Map<string, Waiting[]>();
  let running = 0;
  let waiting = 0;

  const leave = (who: string, one: Waiting): void => {
    const line = lines.get(who) ?? [];
    const place = line.indexOf(one);
    if (place === -1) return;
    line.splice(place, 1);
    waiting -= 1;
    if (line.length === 0) lines.delete(who);
  };

  const next = (): void => {
    const [first] = lines;
    if (!first || running >= atOnce) return;
    const [who, line] = first;
    const one = line.shift();
    // To the end of the lines, or away.
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
