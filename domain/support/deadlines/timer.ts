import type { Timer } from './timer-schema.ts';

export type { Timer } from './timer-schema.ts';

/** The longest that a queue holds a message back. */
export const MAX_DELAY_SECONDS = 900;

/** Whole seconds to wait before the timer is due, at most what a queue can delay; 0 when it is due. */
export function delaySeconds(timer: Pick<Timer, 'dueAt'>, now: number): number {
  const seconds = Math.ceil((Date.parse(timer.dueAt) - now) / 1000);
  return Math.min(Math.max(seconds, 0), MAX_DELAY_SECONDS);
}
