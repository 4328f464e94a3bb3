// zod/mini: these errors only appear in the log.
import * as z from 'zod/mini';
import { DEADLINE_KINDS, type DeadlineKind } from './kinds.ts';

const KINDS = Object.keys(DEADLINE_KINDS) as DeadlineKind[];

/** The input of the timers job: the body of a `timers` message and the payload of a schedule, as JSON. */
export const timerSchema = z.strictObject({
  schema: z.literal('timers/1'),
  tenantId: z.string().check(z.minLength(1)),
  ticketId: z.string().check(z.minLength(1)),
  kind: z.enum(KINDS),
  /** The ticket's deadline of this kind when the timer was armed: the job acts only if it is still the same. */
  dueAt: z.iso.datetime(),
});
export type Timer = z.infer<typeof timerSchema>;
