// The small build: who reads these from a queue or a topic shows its messages to nobody but the log.
import * as z from 'zod/mini';

/** What becomes due on a ticket: its closure after silence, or the end of a snooze. */
export const TIMER_KINDS = ['closure', 'followup'] as const;
export type TimerKind = (typeof TIMER_KINDS)[number];

/** What wakes the timers job: the body of a `timers` message and the payload of a schedule, as JSON. */
export const timerSchema = z.strictObject({
  schema: z.literal('timers/1'),
  tenantId: z.string().check(z.minLength(1)),
  ticketId: z.string().check(z.minLength(1)),
  kind: z.enum(TIMER_KINDS),
  /** The ticket's `closesAt` or `followupAt` at arming: the job acts only if it still equals. */
  dueAt: z.iso.datetime(),
});
export type Timer = z.infer<typeof timerSchema>;
