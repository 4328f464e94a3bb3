/**
 * When something that could not be sent is retried (DESIGN §5): the first repeat within 5 s, then ever longer, with jitter, for four hours.
 * Pure.
 */
const FIRST_MS = 2_000;
const LONGEST_MS = 300_000;
/** Who waited behind others for hours is tried for this long all the same. */
const LEAST_MS = 60_000;

/** Milliseconds before the repeat that follows try number `tries` (from 1). `random`: 0 ≤ n < 1. */
export const pauseAfter = (tries: number, random: number, retryAfterSeconds = 0): number => {
  const grown = Math.min(FIRST_MS * 2 ** Math.min(Math.max(0, tries - 1), 20), LONGEST_MS);
  return Math.max(Math.round(grown * (0.5 + random / 2)), retryAfterSeconds * 1_000 + Math.round(random * 500));
};

/** When to give up. `queuedAt`: when it came into the queue; `firstTriedAt`: null before the first try. Epoch ms. */
export const givenUpAt = (queuedAt: number, firstTriedAt: number | null, repeatForMs: number): number =>
  Math.max(queuedAt + repeatForMs, firstTriedAt === null ? 0 : firstTriedAt + Math.min(LEAST_MS, repeatForMs));

/** Receives after which an entry comes at most once a minute, whatever it waits for: SQS gives an entry up after a thousand. */
const MANY = 20;

/** Milliseconds that an entry stays hidden at least, by how often the queue has delivered it. */
export const leastPause = (receives: number): number => (receives <= MANY ? 0 : Math.min(1_000 * 1.25 ** Math.min(receives - MANY, 40), LEAST_MS));
