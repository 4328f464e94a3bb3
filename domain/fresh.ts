/**
 * Whether a value that was read at `at` may still be used at `now` (epoch ms). Not after the clock was set back: outdated values
 * would then stay in use for as long as the step.
 */
export const isFresh = (at: number, now: number, ms: number): boolean => now >= at && now - at < ms;
