import * as z from 'zod/mini';
import type { RebuildJob } from './job.ts';

/** A `RebuildJob` as the bulk queue carries it. Apart from the job, so that who only starts one carries no validator. */
export const rebuildJobSchema = z.strictObject({
  job: z.literal('rebuild'),
  tenantId: z.string(),
  projection: z.string().check(z.minLength(1)),
  id: z.string().check(z.minLength(1)),
  step: z.int().check(z.nonnegative()),
}) satisfies z.ZodMiniType<RebuildJob>;
