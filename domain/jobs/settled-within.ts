import type { Table } from '../table/port.ts';
import { type StoredJob, storedJob } from './job.ts';

interface Deps {
  readonly table: Table;
  sleep(ms: number): Promise<void>;
  /** How long to wait, in ms. */
  readonly withinMs: number;
}

/** Milliseconds until the first read of the job, and at most between two. */
const FIRST_LOOK_MS = 100;
const LOOK_MS = 400;

/** The job if it has ended in time, else null. @throws TableUnavailable */
export const settledWithin = async ({ table, sleep, withinMs }: Deps, tenantId: string, id: string): Promise<StoredJob | null> => {
  for (let waited = 0, pause = FIRST_LOOK_MS; waited < withinMs; waited += pause, pause = Math.min(pause * 2, LOOK_MS)) {
    await sleep(pause);
    const job = await storedJob(table, tenantId, id);
    if (job && job.state !== 'running') return job;
  }
  return null;
};
