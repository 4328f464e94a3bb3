import type { Context } from '../context.ts';
import { commit } from '../idempotency/commit.ts';
import type { Item, Key, Table, Write } from '../table/port.ts';
import { written } from '../table/written.ts';

/**
 * Work that continues after a 202 (`GET /v1/jobs/{id}`). The row holds the job's state: the worker stores each step on condition that nobody has
 * stored the same step before, so that a step may be delivered twice or to two workers.
 */
export type JobState = 'running' | 'done' | 'failed';

export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly state: JobState;
  /** How much of `total` is done. */
  readonly done: number;
  readonly total: number;
  /** With `done`, and with `failed` if `error` does not say everything. */
  readonly result?: unknown;
  /** With `failed`: one sentence. */
  readonly error?: string;
}

export interface StoredJob extends Job {
  /** Steps stored so far. */
  readonly step: number;
  /** The input of the next step: JSON. */
  readonly work: unknown;
  /** Who requested it, `agent:{id}`: agents read only their own jobs. Missing: only those who see everything read it. */
  readonly by?: string;
}

/** A month after the last step. */
const KEPT_SECONDS = 30 * 86_400;

const jobKey = (tenantId: string, id: string): Key => ({ pk: `T#${tenantId}#JOB`, sk: `J#${id}` });

const itemOf = (tenantId: string, { id, work, result, ...job }: StoredJob, now: number): Item => ({
  ...jobKey(tenantId, id),
  ...job,
  id,
  work: JSON.stringify(work ?? null),
  ...(result === undefined ? {} : { result: JSON.stringify(result) }),
  ttl: Math.floor(now / 1000) + KEPT_SECONDS,
});

/** Undefined if it does not exist. @throws TableUnavailable */
export const storedJob = async (table: Table, tenantId: string, id: string): Promise<StoredJob | undefined> => {
  const [item] = await table.get([jobKey(tenantId, id)], { consistent: true });
  if (!item) return undefined;
  const { kind, state, done, total, step, error, by } = item as unknown as StoredJob;
  return {
    id,
    kind,
    state,
    done,
    total,
    step,
    work: JSON.parse(item['work'] as string),
    ...(item['result'] === undefined ? {} : { result: JSON.parse(item['result'] as string) as unknown }),
    ...(error === undefined ? {} : { error }),
    ...(by === undefined ? {} : { by }),
  };
};

/**
 * The response of `GET /v1/jobs/{id}`; undefined if it does not exist, or if somebody other than `onlyOf` requested it. @throws TableUnavailable
 */
export const findJob = async (table: Table, tenantId: string, id: string, onlyOf?: string): Promise<Job | undefined> => {
  const found = await storedJob(table, tenantId, id);
  if (!found || (onlyOf !== undefined && found.by !== onlyOf)) return undefined;
  const { step: _step, work: _work, by: _by, ...job } = found;
  return job;
};

interface Deps {
  readonly table: Table;
  readonly clock: () => number;
}

/**
 * Stores a new job, requests its first step by `send`, and stores the answer for the request's key. If `send` fails, nobody would continue
 * the job, so it is deleted. @throws what `send` throws; Replayed, Problem unprocessable; TableUnavailable
 */
export const beginJob = async (
  deps: Deps,
  context: Pick<Context, 'tenantId' | 'once'>,
  job: Omit<StoredJob, 'step'>,
  send: () => Promise<void>,
): Promise<Job> => {
  const { tenantId } = context;
  await deps.table.write({ op: 'put', item: itemOf(tenantId, { ...job, step: 0 }, deps.clock()), when: { absent: true } });
  try {
    await send();
  } catch (error) {
    await deps.table.write({ op: 'delete', key: jobKey(tenantId, job.id), when: { equals: { step: 0 } } });
    throw error;
  }
  const { work: _work, by: _by, ...answer } = job;
  if (context.once) await commit(deps.table, context, [], { status: 202, body: answer });
  return answer;
};

/** A new job as a write, for work that begins in the same transaction. The caller requests its first step afterwards. */
export const newJobWrite = (clock: () => number, tenantId: string, job: Omit<StoredJob, 'step'>): Write => ({
  op: 'put',
  item: itemOf(tenantId, { ...job, step: 0 }, clock()),
  when: { absent: true },
});

/** The next step as a write, for work in the same transaction. Rejected if the step was stored before, or the job has ended. */
export const stepWrite = (clock: () => number, tenantId: string, next: StoredJob): Exclude<Write, { readonly op: 'check' }> => ({
  op: 'put',
  item: itemOf(tenantId, next, clock()),
  when: { equals: { step: next.step - 1, state: 'running' } },
});

/** Stores the next step. False: it was stored before, or the job has ended. @throws TableUnavailable */
export const storeStep = (deps: Deps, tenantId: string, next: StoredJob): Promise<boolean> => written(deps.table.write(stepWrite(deps.clock, tenantId, next)));
