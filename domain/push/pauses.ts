const FIRST_MS = 5_000;
const LONGEST_MS = 900_000;

/** Milliseconds before a push is tried again after `tries` tries (from 1). `random`: 0 ≤ n < 1. Never earlier than a push service asks for. Pure. */
export const pauseBefore = (tries: number, random: number, retryAfterSeconds = 0): number => {
  const grown = Math.min(FIRST_MS * 2 ** Math.min(tries - 1, 20), LONGEST_MS);
  return Math.max(Math.round(grown * (0.5 + random / 2)), retryAfterSeconds * 1_000 + Math.round(random * 500));
};
