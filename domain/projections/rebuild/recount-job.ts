import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { commit } from '../../idempotency/commit.ts';
import type { Item, Table } from '../../table/port.ts';
import { type JobRow, jobsPk, readJob } from './job.ts';
import { RECOUNT, type RecountResult, recountQueues } from './recount.ts';
import { runStretch } from './run.ts';
import { type Begun, beginJob, jobOf, queueJob, type StartDeps } from './start.ts';

export interface RecountRunning {
  readonly state: 'running';
  /** Of the job. */
  readonly id: string;
  /** ISO */
  readonly startedAt: string;
  /** Tickets counted so far. */
  readonly counted: number;
}
/** An engine was unavailable for too long. A new request starts again. */
export type RecountFailed = Omit<RecountRunning, 'state'> & { readonly state: 'failed'; readonly trouble: string };
export type RecountDone = RecountResult & { readonly state: 'done' };

export interface StartRecountDeps extends StartDeps {
  /** Write shards of the activity index. */
  readonly shards: number;
  readonly counterShards: number;
  /** Waits before changing tickets are compared again. Missing: the job's waits. */
  readonly pause?: (ms: number) => Promise<void>;
}

export type RecountState = RecountRunning | RecountFailed | RecountDone;

const running = ({ id, startedAt, visited }: JobRow): RecountRunning => ({ state: 'running', id, startedAt, counted: visited });
const shown = (row: JobRow): RecountState => {
  if (row.state === 'done') return { state: 'done', ...(row.result as RecountResult) };
  return row.state === 'running' ? running(row) : { ...running(row), state: 'failed', trouble: row.trouble ?? row.state };
};

/** The row of a recount by an earlier release. Its job continues it (`functions/jobs/old-jobs.ts`); until then it is shown as it is. */
const shownOld = (item: Item): RecountState => {
  if (item['state'] === 'done') return { state: 'done', ...(JSON.parse(String(item['result'])) as RecountResult) };
  const { startedAt, counted } = JSON.parse(String(item['count'])) as { readonly startedAt: string; readonly counted: number };
  return { state: 'running', id: String(item['id']), startedAt, counted };
};

/**
 * Counts within `withinMs` if possible, otherwise continues as a job. While a recount of the tenant runs, returns the progress. Every answer is
 * stored for the request's key. @throws Replayed, QueueUnavailable, TableUnavailable
 */
export const startRecount = async (
  deps: StartRecountDeps,
  context: Pick<Context, 'tenantId' | 'once'>,
  withinMs: number,
  present: (found: RecountState) => unknown = (found) => found,
): Promise<RecountState> => {
  const begun = await beginJob(deps, context.tenantId, RECOUNT);
  const found = begun.fresh ? await countAtOnce(deps, context.tenantId, begun, withinMs) : shown(begun.row);
  if (context.once) await commit(deps.table, context, [], { status: found.state === 'done' ? 200 : 202, body: present(found) });
  return found;
};

const countAtOnce = async (deps: StartRecountDeps, tenantId: string, begun: Begun, withinMs: number): Promise<RecountState> => {
  const runDeps = { table: deps.table, clock: deps.clock, shards: deps.shards, giveUp: () => Promise.reject(new Error('a recount has no dead letters')) };
  const until = deps.clock() + withinMs;
  let step = await runStretch(runDeps, recountQueues(deps), jobOf(tenantId, begun.row), withinMs);
  while (deps.pause && step.state === 'more' && step.trouble === undefined && step.delaySeconds > 0) {
    const leftMs = until - deps.clock() - step.delaySeconds * 1_000;
    if (leftMs <= 0) break;
    await deps.pause(step.delaySeconds * 1_000);
    step = await runStretch(runDeps, recountQueues(deps), step.job, leftMs);
  }
  const row = step.row ?? begun.row;
  if (step.state === 'more') await queueJob(deps, tenantId, { row, before: undefined, fresh: true });
  return shown(row);
};

/** The newest recount. @throws Problem not_found if there was none; TableUnavailable */
export const recountState = async (table: Table, tenantId: string): Promise<RecountState> => {
  const row = await readJob(table, tenantId, RECOUNT);
  if (row) return shown(row);
  const [old] = await table.get([{ pk: jobsPk(tenantId), sk: 'RECOUNT' }], { consistent: true });
  if (!old) throw notFound('recount');
  return shownOld(old);
};
