/**
 * When something that could not be sent is retried (DESIGN §5): first within 5 s, then at growing intervals with jitter, for four hours.
 * Pure.
 */
export const FIRST_PAUSE_MS = 2_000;
const LONGEST_MS = 300_000;
/** An entry that waited behind others for hours is still tried for this time. */
const LEAST_MS = 60_000;

/** Milliseconds before the repeat that follows try number `tries` (from 1). `random`: 0 ≤ n < 1. `firstMs`: the longest first pause; `longestMs`: the longest of all. */
export const pauseAfter = (tries: number, random: number, retryAfterSeconds = 0, firstMs = FIRST_PAUSE_MS, longestMs = LONGEST_MS): number => {
  const grown = Math.min(firstMs * 2 ** Math.min(Math.max(0, tries - 1), 20), longestMs);
  return Math.max(Math.round(grown * (0.5 + random / 2)), retryAfterSeconds * 1_000 + Math.round(random * 500));
};

/** The time to give up. `queuedAt`: when it was queued; `firstTriedAt`: null before the first try. Epoch ms. */
export const givenUpAt = (queuedAt: number, firstTriedAt: number | null, repeatForMs: number): number =>
  Math.max(queuedAt + repeatForMs, firstTriedAt === null ? 0 : firstTriedAt + Math.min(LEAST_MS, repeatForMs));

/** After this number of receives, an entry is received at most once a minute, because SQS gives up an entry after a thousand. */
const MANY = 20;

/** The minimum time for which an entry stays hidden, in ms, by the number of its deliveries. */
export const leastPause = (receives: number): number => (receives <= MANY ? 0 : Math.min(1_000 * 1.25 ** Math.min(receives - MANY, 40), LEAST_MS));
