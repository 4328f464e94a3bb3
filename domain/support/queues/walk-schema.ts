import * as z from 'zod/mini';
import type { Walk } from './walk.ts';

/** The position of a job over many tickets, as the job's message contains it. */
export const walkSchema: z.ZodMiniType<Walk> = z.strictObject({
  startedAt: z.iso.datetime(),
  second: z.boolean(),
  partition: z.int().check(z.nonnegative()),
  after: z.nullable(z.record(z.string(), z.string())),
});
