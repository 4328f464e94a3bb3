/** The first retries, in ms. Later ones come hourly. */
const FIRST_MS = [5_000, 30_000, 120_000, 600_000] as const;
const LATER_MS = 3_600_000;

/** Milliseconds before the retry that follows `failed` failed calls (from 1). Pure. */
export const pauseBefore = (failed: number): number => FIRST_MS[failed - 1] ?? LATER_MS;
