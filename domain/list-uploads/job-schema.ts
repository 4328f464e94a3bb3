import * as z from 'zod/mini';

/** A job of the bulk queue. */
export const listUploadJobSchema = z.strictObject({
  job: z.literal('listUpload'),
  tenantId: z.string().check(z.minLength(1)),
  id: z.string().check(z.minLength(1)),
});
export type ListUploadJob = z.infer<typeof listUploadJobSchema>;
