import * as z from 'zod/mini';

/** Adds people to a group, or removes them: a job of the queue `bulk`. */
export const groupMembersJobSchema = z.strictObject({
  job: z.literal('groupMembers'),
  tenantId: z.string().check(z.minLength(1)),
  id: z.string().check(z.minLength(1)),
});
export type GroupMembersJob = z.output<typeof groupMembersJobSchema>;
