/**
 * Whether something that was read at `at` may still be used at `now` (epoch ms). Not when the clock stepped back since: what was replaced
 * in the meantime would stay in use for as long as the step.
 */
export const isFresh = (at: number, now: number, ms: number): boolean => now >= at && now - at < ms;
