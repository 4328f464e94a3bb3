import { AuthenticationError } from '@platformatic/kafka';

/**
 * Small brokers accept four new IAM connections a second and reject the others
 * (https://docs.aws.amazon.com/msk/latest/developerguide/limits.html, "IAM access control", 2026-11). The client does not repeat a rejected
 * authentication, and many functions that start at once would retry at once: each waits a random time, with back-off.
 */
const LONGEST_WAIT_MS = 2_000;
const FIRST_WAIT_MS = 250;
/** Total limit, so that a webhook still answers within its own time. */
export const PATIENCE_MS = 6_000;

export interface Waiting {
  readonly clock: () => number;
  /** 0 ≤ n < 1 */
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

const WAITING: Waiting = { clock: Date.now, random: Math.random, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) };

/** A random wait below a limit that doubles with each attempt (1, 2, …). */
export const jittered = (attempt: number, random: () => number = Math.random): number =>
  random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));

const wasRefused = (error: unknown, depth = 0): boolean => {
  if (error instanceof AuthenticationError) return true;
  if (!(error instanceof Error) || depth > 8) return false;
  const inner = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  return [...inner, error.cause].some((each) => wasRefused(each, depth + 1));
};

/** Repeats `send` while the brokers reject the connection, for at most `PATIENCE_MS`. @throws the last error of `send` */
export const retryWhileRefused = async <T>(send: () => Promise<T>, { clock, random, sleep }: Waiting = WAITING): Promise<T> => {
  const until = clock() + PATIENCE_MS;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (!wasRefused(error) || clock() >= until) throw error;
      await sleep(jittered(attempt, random));
    }
  }
};
