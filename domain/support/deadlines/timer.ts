import type { Timer } from './timer-schema.ts';

export type { Timer } from './timer-schema.ts';

/** The maximum delay of a queue message. */
export const MAX_DELAY_SECONDS = 900;

/** Whole seconds until the timer is due, at most the maximum delay of a queue; 0 if it is due. */
export function delaySeconds(timer: Pick<Timer, 'dueAt'>, now: number): number {
  const seconds = Math.ceil((Date.parse(timer.dueAt) - now) / 1000);
  return Math.min(Math.max(seconds, 0), MAX_DELAY_SECONDS);
}
