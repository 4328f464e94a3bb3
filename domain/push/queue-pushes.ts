import type { PushJob } from './push-job.ts';

/** A message of SQS waits for 900 seconds at most; a longer wait has several. */
const LONGEST_SECONDS = 900;

interface Deps {
  readonly queues: { send(queueUrl: string, messages: readonly { readonly body: string; readonly delaySeconds?: number }[]): Promise<void> };
  readonly pushQueueUrl: string;
}

const messageOf = (job: PushJob, now: number) => {
  const seconds = job.notBefore === undefined ? 0 : Math.min(Math.max(Math.ceil((job.notBefore - now) / 1_000), 0), LONGEST_SECONDS);
  return { body: JSON.stringify(job), ...(seconds === 0 ? {} : { delaySeconds: seconds }) };
};

/** Queues pushes. `now`: for jobs that wait. @throws QueueUnavailable */
export const queuePushes = ({ queues, pushQueueUrl }: Deps, jobs: readonly PushJob[], now = 0): Promise<void> =>
  queues.send(
    pushQueueUrl,
    jobs.map((job) => messageOf(job, now)),
  );
