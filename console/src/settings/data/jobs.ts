import type { Job } from '../../../../client/api.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits for a job, asking at growing intervals; `told` hears each answer. A failed job rejects with its own words. */
export async function finished(
  job: Job,
  read: (id: string) => Promise<Job>,
  wait: (ms: number) => Promise<void> = pause,
  told: (job: Job) => void = () => undefined,
): Promise<Job> {
  let now = job;
  for (let ms = 500; now.state === 'running'; ms = Math.min(5000, ms * 1.5)) {
    await wait(ms);
    now = await read(job.id);
    told(now);
  }
  if (now.state === 'failed') throw new JobFailed(now);
  return now;
}

export class JobFailed extends Error {
  readonly job: Job;
  constructor(job: Job) {
    super(job.error ?? 'failed');
    this.job = job;
  }
}
