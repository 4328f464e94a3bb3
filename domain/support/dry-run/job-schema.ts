import * as z from 'zod/mini';

/** One stretch of a dry-run that takes longer than a request may. A job of the bulk queue. */
export const dryRunJobSchema = z.strictObject({
  job: z.literal('dryRun'),
  tenantId: z.string().check(z.minLength(1)),
  id: z.string().check(z.minLength(1)),
  step: z.int().check(z.nonnegative()),
});
export type DryRunJob = z.infer<typeof dryRunJobSchema>;
