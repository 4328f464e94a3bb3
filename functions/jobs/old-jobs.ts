import * as z from 'zod/mini';
import { DEPLOYMENT } from '../../domain/projections/rebuild/job.ts';
import { RECOUNT } from '../../domain/projections/rebuild/recount.ts';
import { beginJob, jobOf } from '../../domain/projections/rebuild/start.ts';
import type { Table } from '../../domain/table/port.ts';

/**
 * Jobs without a row of their own: `reindex`, by which a laptop requests a rebuild of search, and jobs of releases that had a mechanism for each kind of
 * rebuild. Each becomes a complete rebuild, so that partly counted queues are counted completely.
 */
const tenantId = z.string().check(z.minLength(1));
const queuesJobSchema = z.looseObject({ job: z.literal('rebuildQueues'), tenantId });
const recountJobSchema = z.looseObject({ job: z.literal('recount'), tenantId });
const reindexJobSchema = z.looseObject({ job: z.literal('reindex') });
export const oldJobs = [queuesJobSchema, recountJobSchema, reindexJobSchema] as const;
type OldJob = z.output<(typeof oldJobs)[number]>;

export interface OldJobDeps {
  readonly table: Table;
  readonly clock: () => number;
  readonly newId: () => string;
  /** Sends to the queue `bulk`. */
  readonly again: (job: object) => Promise<void>;
}

const PROJECTIONS = { rebuildQueues: 'queues', recount: RECOUNT, reindex: 'search' } as const;

/** Does nothing while a rebuild of the projection runs, except for `reindex`: a laptop sends it if its index is missing. @throws TableUnavailable */
export const runOldJob = async (deps: OldJobDeps, job: OldJob): Promise<Record<string, unknown>> => {
  const owner = job.job === 'reindex' ? DEPLOYMENT : job.tenantId;
  const projection = PROJECTIONS[job.job];
  const { row, fresh } = await beginJob(deps, owner, projection, { anew: job.job === 'reindex' });
  if (fresh) await deps.again(jobOf(owner, row));
  return { job: job.job, tenantId: owner, projection, state: fresh ? 'begun' : 'already running' };
};
