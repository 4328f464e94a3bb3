import * as z from 'zod';

/** What becomes due on a ticket: its closure after silence, or the end of a snooze. */
export const TIMER_KINDS = ['closure', 'followup'] as const;
export type TimerKind = (typeof TIMER_KINDS)[number];

/** What wakes the timers job: the body of a `timers` message and the payload of a schedule, as JSON. */
export const timerSchema = z.strictObject({
  schema: z.literal('timers/1'),
  tenantId: z.string().min(1),
  ticketId: z.string().min(1),
  kind: z.enum(TIMER_KINDS),
  /** The ticket's `closesAt` or `followupAt` at arming: the job acts only if it still equals. */
  dueAt: z.iso.datetime(),
});
export type Timer = z.infer<typeof timerSchema>;

/** The longest that a queue holds a message back. */
export const MAX_DELAY_SECONDS = 900;

/** Whole seconds to wait before the timer is due, at most what a queue can delay; 0 when it is due. */
export function delaySeconds(timer: Pick<Timer, 'dueAt'>, now: number): number {
  const seconds = Math.ceil((Date.parse(timer.dueAt) - now) / 1000);
  return Math.min(Math.max(seconds, 0), MAX_DELAY_SECONDS);
}
