import * as z from 'zod/mini';
import type { Walk } from './walk.ts';

/** Where a walk goes on, as the message of a job holds it. */
export const walkSchema: z.ZodMiniType<Walk> = z.strictObject({
  startedAt: z.iso.datetime(),
  second: z.boolean(),
  partition: z.int().check(z.nonnegative()),
  after: z.nullable(z.record(z.string(), z.string())),
});
