// The small build: who reads these from a queue or a topic shows its messages to nobody but the log.
import * as z from 'zod/mini';
import { DEADLINE_KINDS, type DeadlineKind } from './kinds.ts';

const KINDS = Object.keys(DEADLINE_KINDS) as DeadlineKind[];

/** What wakes the timers job: the body of a `timers` message and the payload of a schedule, as JSON. */
export const timerSchema = z.strictObject({
  schema: z.literal('timers/1'),
  tenantId: z.string().check(z.minLength(1)),
  ticketId: z.string().check(z.minLength(1)),
  kind: z.enum(KINDS),
  /** The ticket's deadline of this kind at arming: the job acts only if it still equals. */
  dueAt: z.iso.datetime(),
});
export type Timer = z.infer<typeof timerSchema>;
