// zod/mini: these errors only appear in the log.
import * as z from 'zod/mini';
import { STRATEGIES } from './actions/strategies.ts';

/** A command that the projection `commands` starts: the body of a message of the queue `timers`, as JSON, due immediately. */
export const commandSchema = z.strictObject({
  schema: z.literal('commands/1'),
  command: z.literal('assign'),
  tenantId: z.string().check(z.minLength(1)),
  ticketId: z.string().check(z.minLength(1)),
  ruleId: z.string().check(z.minLength(1)),
  teamId: z.string().check(z.minLength(1)),
  strategy: z.enum(STRATEGIES),
  skills: z.optional(z.array(z.string())),
  correlationId: z.string(),
  /** Links of the chain of automation, this one included. */
  depth: z.int().check(z.nonnegative()),
});
export type StartedCommand = z.infer<typeof commandSchema>;
