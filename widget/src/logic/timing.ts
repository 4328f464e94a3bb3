/** Time, as an argument, so that tests need not wait. */
export interface Clock {
  now(): number;
  /** Returns a function that cancels it. */
  after(ms: number, run: () => void): () => void;
  /** From 0 up to 1. */
  random(): number;
}

/** The pause before the next attempt: half a second, doubled each time up to 30 seconds, and up to half of it less, so that browsers do not come back together. */
export const pauseMs = (attempt: number, { random }: Pick<Clock, 'random'>): number => Math.min(500 * 2 ** attempt, 30_000) * (1 - random() / 2);
