import type { Addressed } from '../../dead-letters/dead-letter.ts';
import { reasonOf } from '../../edge-errors.ts';
import { type Table, TableUnavailable, type Write } from '../../table/port.ts';
import type { Projection, Run, Step } from '../projection.ts';
import { type JobRow, type RebuildJob, readJob, storeJob } from './job.ts';
import { isRunning, jobOf } from './start.ts';

export interface RunDeps {
  readonly table: Table;
  readonly clock: () => number;
  /** Write shards of the activity index. */
  readonly shards: number;
  /** Sends to the dead-letter queue. @throws if it cannot be sent */
  giveUp(letters: readonly Addressed[]): Promise<void>;
}

/** The steps of a job: the rebuild of a projection, a recount, a move of old layouts. */
export interface Rebuildable {
  readonly name: string;
  rebuild(run: Run, position: unknown): Promise<Step>;
}
export const rebuildable = (projection: Projection): Rebuildable => ({
  name: projection.name,
  rebuild: (run, position) => projection.rebuild(run, projection, position),
});

export type Stretch = { readonly row: JobRow | null } & (
  | { readonly state: 'more'; readonly job: RebuildJob; readonly delaySeconds: number; readonly trouble?: unknown }
  | { readonly state: 'done' | 'failed' }
  /** A newer job took its place, or the same message was delivered twice. */
  | { readonly state: 'overtaken' }
);

/** After so many interrupted runs (some five hours), the job fails. */
const MOST_TROUBLES = 24;
const LONGEST_PAUSE_SECONDS = 900;
const pauseOf = (troubles: number): number => Math.min(5 * 2 ** (troubles - 1), LONGEST_PAUSE_SECONDS);

const iso = (ms: number): string => new Date(ms).toISOString();

/** The outcome of the steps of a run. */
interface Reached {
  readonly row: JobRow;
  readonly writes: readonly Write[];
  readonly delaySeconds: number;
  readonly error?: unknown;
}

const stepOn = async (deps: RunDeps, work: Rebuildable, run: Run, given: JobRow): Promise<Reached> => {
  let row = given;
  const writes: Write[] = [];
  try {
    do {
      const step = await work.rebuild(run, row.position);
      const { visited, carried, skipped, position, state, result = null } = step;
      row = { ...row, position, visited: row.visited + visited, carried: row.carried + carried, skipped: row.skipped + skipped, trouble: null, troubles: 0 };
      writes.push(...(step.writes ?? []));
      if (state !== 'more') return { row: { ...row, state, result, finishedAt: iso(deps.clock()) }, writes, delaySeconds: 0 };
      if (step.delaySeconds) return { row, writes, delaySeconds: step.delaySeconds };
      // Yields to other work of the process, because an embedded table answers synchronously.
      await new Promise(setImmediate);
    } while (deps.clock() < run.until);
    return { row, writes, delaySeconds: 0 };
  } catch (error) {
    // What was reached before is stored.
    return { row: troubled(row, error, deps.clock()), writes, delaySeconds: pauseOf(row.troubles + 1), error };
  }
};

const troubled = (row: JobRow, error: unknown, now: number): JobRow => {
  const troubles = row.troubles + 1;
  const trouble = reasonOf(error);
  return troubles > MOST_TROUBLES ? { ...row, trouble, troubles, state: 'failed', finishedAt: iso(now) } : { ...row, trouble, troubles };
};

/**
 * One run of a job, from the stored position. The new position is stored on condition that no other process has stored the same run, so a repeated
 * delivery or a killed worker counts nothing twice. While an engine is unavailable, the job waits, and its row shows the reason.
 * @throws TableUnavailable: the queue delivers the job again
 */
export const runStretch = async (deps: RunDeps, work: Rebuildable, job: RebuildJob, stretchMs: number): Promise<Stretch> => {
  const { tenantId, id, step } = job;
  const before = await readJob(deps.table, tenantId, work.name);
  if (!isRunning(before) || before.id !== id) return { state: 'overtaken', row: null };
  // The run was stored, and its continuation may not have been queued.
  if (before.step === step + 1) return { state: 'more', row: before, job: jobOf(tenantId, before), delaySeconds: 0 };
  if (before.step !== step) return { state: 'overtaken', row: before };
  const run: Run = {
    tenantId,
    startedAt: before.startedAt,
    until: deps.clock() + stretchMs,
    table: deps.table,
    clock: deps.clock,
    shards: deps.shards,
    giveUp: (letters) => deps.giveUp(letters),
  };
  const { row: reached, writes, delaySeconds, error } = await stepOn(deps, work, run, before);
  // The position cannot be stored while the table is unavailable.
  if (error instanceof TableUnavailable) throw error;
  const row = { ...reached, step: step + 1, updatedAt: iso(deps.clock()) };
  if (!(await storeJob(deps.table, tenantId, { before, after: row }, writes))) return { state: 'overtaken', row: before };
  if (row.state !== 'running') return { state: row.state, row };
  return { state: 'more', row, job: jobOf(tenantId, row), delaySeconds, ...(error === undefined ? {} : { trouble: error }) };
};
