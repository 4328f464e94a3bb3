import * as z from 'zod/mini';

/** One step of a dry-run that exceeds the time of a request. A job of the bulk queue. */
export const dryRunJobSchema = z.strictObject({
  job: z.literal('dryRun'),
  tenantId: z.string().check(z.minLength(1)),
  id: z.string().check(z.minLength(1)),
  step: z.int().check(z.nonnegative()),
});
export type DryRunJob = z.infer<typeof dryRunJobSchema>;
