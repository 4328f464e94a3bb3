import * as z from 'zod/mini';

const id = z.string().check(z.minLength(1), z.maxLength(500));
const time = z.number().check(z.nonnegative());

/** A push that failed on one device, to be tried again. */
const again = z.strictObject({
  deviceId: id,
  /** The newest message of the push. */
  number: z.number(),
  /** When the push was first sent, epoch ms. */
  since: time,
  /** Tries so far. */
  tries: z.number(),
});

/**
 * A job of the queue `push`: somebody was away when something came in a conversation. What they owe is read when the job runs, so that a job is never wrong and two
 * jobs are no more than one.
 */
export const pushJobSchema = z.strictObject({
  tenantId: id,
  userId: id,
  conversationId: id,
  /** Not before this time, epoch ms. */
  notBefore: z.optional(time),
  again: z.optional(again),
});
export type PushJob = z.output<typeof pushJobSchema>;
