import type { Context, NewId } from '../../context.ts';
import { commit } from '../../idempotency/commit.ts';
import type { Table } from '../../table/port.ts';
import { dropJob, type JobRow, type RebuildJob, readJob, storeJob } from './job.ts';

export interface StartDeps {
  readonly table: Table;
  readonly clock: () => number;
  readonly newId: NewId;
  readonly queues: { send(queueUrl: string, messages: readonly { readonly body: string }[]): Promise<void> };
  readonly bulkQueueUrl: string;
}

/** Time without progress after which a job counts as dead. Longer than the bulk queue's visibility timeout and the longest pause. */
const DEAD_MS = 35 * 60_000;
/** The same for a job without its first run: the process may have died before it queued the job. */
const UNQUEUED_MS = 60_000;

const iso = (ms: number): string => new Date(ms).toISOString();

export const newJob = (projection: string, id: string, now: number): JobRow => ({
  projection,
  id,
  step: 0,
  state: 'running',
  startedAt: iso(now),
  updatedAt: iso(now),
  finishedAt: null,
  visited: 0,
  carried: 0,
  skipped: 0,
  trouble: null,
  troubles: 0,
  position: null,
  result: null,
});

export const isRunning = (row: JobRow | undefined): row is JobRow => row?.state === 'running';
const isAlive = (row: JobRow, now: number): boolean => now - Date.parse(row.updatedAt) < (row.step === 0 ? UNQUEUED_MS : DEAD_MS);

export const jobOf = (tenantId: string, { projection, id, step }: JobRow): RebuildJob => ({ job: 'rebuild', tenantId, projection, id, step });

/** The row of the current job. `fresh`: the job is new or resumed, and must be queued. */
export interface Begun {
  readonly row: JobRow;
  readonly before: JobRow | undefined;
  readonly fresh: boolean;
}

/**
 * Returns the running job of the projection and tenant, or starts one. A dead job is resumed at its position under the same id; if its old worker
 * returns, it finds the run stored. `anew`: replaces a running job. @throws TableUnavailable
 */
export const beginJob = async (
  deps: Pick<StartDeps, 'table' | 'clock' | 'newId'>,
  tenantId: string,
  projection: string,
  { anew = false }: { readonly anew?: boolean } = {},
): Promise<Begun> => {
  const { table, clock, newId } = deps;
  const before = await readJob(table, tenantId, projection);
  const now = clock();
  const present = anew ? undefined : before;
  if (isRunning(present) && isAlive(present, now)) return { row: present, before, fresh: false };
  const row = isRunning(present) ? { ...present, updatedAt: iso(now) } : newJob(projection, newId(), now);
  if (await storeJob(table, tenantId, { before, after: row })) return { row, before, fresh: true };
  // Another process was faster; its job counts.
  const theirs = await readJob(table, tenantId, projection);
  return { row: theirs ?? row, before, fresh: false };
};

/** Queues the next run of a job. If that fails, the row is restored. @throws QueueUnavailable, TableUnavailable */
export const queueJob = async ({ table, queues, bulkQueueUrl }: StartDeps, tenantId: string, { row, before }: Begun): Promise<void> => {
  try {
    await queues.send(bulkQueueUrl, [{ body: JSON.stringify(jobOf(tenantId, row)) }]);
  } catch (error) {
    await dropJob(table, tenantId, row, before);
    throw error;
  }
};

/** Starts a rebuild of a projection, or returns the running one. @throws Replayed, QueueUnavailable, TableUnavailable */
export const startRebuild = async <Body>(
  deps: StartDeps,
  context: Pick<Context, 'tenantId' | 'once'>,
  projection: string,
  answer: (row: JobRow) => Body,
): Promise<Body> => {
  const begun = await beginJob(deps, context.tenantId, projection);
  if (begun.fresh) await queueJob(deps, context.tenantId, begun);
  const body = answer(begun.row);
  if (context.once) await commit(deps.table, context, [], { status: 202, body });
  return body;
};
