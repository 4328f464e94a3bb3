import type { Addressed } from '../../../../domain/dead-letters/dead-letter.ts';
import { type JobRow, type RebuildJob, readJob } from '../../../../domain/projections/rebuild/job.ts';
import { rebuildJobSchema } from '../../../../domain/projections/rebuild/job-schema.ts';
import { type Rebuildable, type RunDeps, runStretch } from '../../../../domain/projections/rebuild/run.ts';
import { beginJob, jobOf } from '../../../../domain/projections/rebuild/start.ts';
import type { Table } from '../../../../domain/table/port.ts';

export interface DriveOptions {
  readonly tenantId: string;
  readonly stretchMs?: number;
  /** Before each stretch; a worker that dies does not say what it did (`'dies'`). */
  readonly before?: (stretch: number) => Promise<'dies' | void> | 'dies' | void;
}

export interface Drive {
  readonly deps: RunDeps & { readonly newId: () => string };
  readonly letters: Addressed[];
  /** Runs a rebuild as the bulk queue would, to its end. */
  toEnd(work: Rebuildable, options: DriveOptions): Promise<JobRow>;
}

/** The bulk lane without its queue: messages are JSON, a stretch may be delivered twice, and pauses are not waited for. */
export const drive = (table: Table, clock: () => number, shards = 1): Drive => {
  const letters: Addressed[] = [];
  let ids = 0;
  const deps = { table, clock, shards, newId: () => `rebuild-${++ids}`, giveUp: async (given: readonly Addressed[]) => void letters.push(...given) };
  return {
    deps,
    letters,
    async toEnd(work, { tenantId, stretchMs = 0, before = () => undefined }) {
      const { row } = await beginJob(deps, tenantId, work.name);
      let job: RebuildJob = jobOf(tenantId, row);
      for (let stretch = 0; stretch < 5_000; stretch += 1) {
        const message = rebuildJobSchema.parse(JSON.parse(JSON.stringify(job)));
        // Whoever dies has stored its stretch, and the same message comes again.
        if ((await before(stretch)) === 'dies') await runStretch(deps, work, message, stretchMs);
        const step = await runStretch(deps, work, message, stretchMs);
        if (step.state !== 'more') return (await readJob(table, tenantId, work.name)) as JobRow;
        job = step.job;
      }
      throw new Error('the rebuild does not end');
    },
  };
};
