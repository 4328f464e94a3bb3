import * as z from 'zod/mini';

/** Objects of messages that were deleted or got another body. A job of the bulk queue; deleting an object again does nothing. */
export const dropObjectsJobSchema = z.strictObject({
  job: z.literal('dropObjects'),
  tenantId: z.string().check(z.minLength(1)),
  keys: z.array(z.string().check(z.minLength(1))),
});
export type DropObjectsJob = z.infer<typeof dropObjectsJobSchema>;

/** @throws what the store throws; the queue delivers the job again */
export const dropObjects = async (store: { delete(key: string): Promise<void> }, { tenantId, keys }: DropObjectsJob): Promise<number> => {
  const own = keys.filter((key) => key.startsWith(`T/${tenantId}/`));
  for (const key of own) await store.delete(key);
  return own.length;
};
