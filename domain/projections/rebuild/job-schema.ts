import * as z from 'zod/mini';
import type { RebuildJob } from './job.ts';

/** A `RebuildJob` as a message of the bulk queue. A separate file, so that code that only starts a job imports no validator. */
export const rebuildJobSchema = z.strictObject({
  job: z.literal('rebuild'),
  tenantId: z.string(),
  projection: z.string().check(z.minLength(1)),
  id: z.string().check(z.minLength(1)),
  step: z.int().check(z.nonnegative()),
}) satisfies z.ZodMiniType<RebuildJob>;
