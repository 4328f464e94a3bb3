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

/** A message of SQS waits for 900 seconds at most; a longer wait has several. */
const LONGEST_SECONDS = 900;

interface Deps {
  readonly queues: { send(queueUrl: string, messages: readonly { readonly body: string; readonly delaySeconds?: number }[]): Promise<void> };
  readonly pushQueueUrl: string;
}

/** Queues a push. `now`: for jobs that wait. @throws QueueUnavailable */
export const queuePush = async ({ queues, pushQueueUrl }: Deps, job: PushJob, now = 0): Promise<void> => {
  const seconds = job.notBefore === undefined ? 0 : Math.min(Math.max(Math.ceil((job.notBefore - now) / 1_000), 0), LONGEST_SECONDS);
  await queues.send(pushQueueUrl, [{ body: JSON.stringify(job), ...(seconds === 0 ? {} : { delaySeconds: seconds }) }]);
};
