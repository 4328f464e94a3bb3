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

/** Without progress for so long, a job is taken for dead: longer than the bulk queue hides one whose worker died, and than it pauses in trouble. */
const DEAD_MS = 35 * 60_000;
/** One that never did its first stretch: the process that stored it may have died before it was queued. */
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
  place: null,
  result: null,
});

export const isRunning = (row: JobRow | undefined): row is JobRow => row?.state === 'running';
const isAlive = (row: JobRow, now: number): boolean => now - Date.parse(row.updatedAt) < (row.step === 0 ? UNQUEUED_MS : DEAD_MS);

export const jobOf = (tenantId: string, { projection, id, step }: JobRow): RebuildJob => ({ job: 'rebuild', tenantId, projection, id, step });

/** The row of the job to go on with; `fresh`: it was begun, or is taken up again, and has to be queued. */
export interface Begun {
  readonly row: JobRow;
  readonly before: JobRow | undefined;
  readonly fresh: boolean;
}

/**
 * One job a projection and tenant: while one is at work it is the answer. One that makes no progress any more is taken up where it stands, and goes on
 * under the same id: whoever of the two workers is later finds the stretch stored. `anew`: what is at work is given up. @throws TableUnavailable
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
  // Another was faster; it is the one.
  const theirs = await readJob(table, tenantId, projection);
  return { row: theirs ?? row, before, fresh: false };
};

/** Has the next stretch of a job done. What could not be queued is not under way. @throws QueueUnavailable, TableUnavailable */
export const queueJob = async ({ table, queues, bulkQueueUrl }: StartDeps, tenantId: string, { row, before }: Begun): Promise<void> => {
  try {
    await queues.send(bulkQueueUrl, [{ body: JSON.stringify(jobOf(tenantId, row)) }]);
  } catch (error) {
    await dropJob(table, tenantId, row, before);
    throw error;
  }
};

/** Starts a rebuild of a projection, or answers the one that is under way. @throws Replayed, QueueUnavailable, TableUnavailable */
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
