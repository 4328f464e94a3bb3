import type { Context } from '../context.ts';
import { commit } from '../idempotency/commit.ts';
import type { Item, Key, Table, Write } from '../table/port.ts';
import { written } from '../table/written.ts';

/**
 * Work that goes on after a 202 (`GET /v1/jobs/{id}`). The row is the job: who carries it on stores each stretch on condition that nobody has stored
 * the same stretch before, so that a stretch may be delivered twice or by two workers.
 */
export type JobState = 'running' | 'done' | 'failed';

export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly state: JobState;
  /** Of `total`, what is done. */
  readonly done: number;
  readonly total: number;
  /** With `done`; with `failed` where there is more to say than `error` does. */
  readonly result?: unknown;
  /** With `failed`: one sentence. */
  readonly error?: string;
}

export interface StoredJob extends Job {
  /** Stretches stored so far. */
  readonly step: number;
  /** What the next stretch needs: JSON. */
  readonly work: unknown;
  /** Who asked for it, `agent:{id}`: an agent reads only their own jobs. Missing: only those read it who see everything. */
  readonly by?: string;
}

/** A month after the last stretch. */
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

/** Undefined when there is none. @throws TableUnavailable */
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
 * As `GET /v1/jobs/{id}` shows it; undefined when there is none, or when it was asked for by another than `onlyOf`. @throws TableUnavailable
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
 * Stores a new job, has `send` ask for its first stretch, and keeps the answer for the request's key. When it could not be asked for, nobody would
 * carry the job on: it is taken back. @throws what `send` throws; Replayed, Problem unprocessable; TableUnavailable
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

/** The next stretch as a write, for work that must be done in the same transaction. It is refused when the stretch was stored before, or the job has ended. */
export const stretchWrite = (clock: () => number, tenantId: string, next: StoredJob): Exclude<Write, { readonly op: 'check' }> => ({
  op: 'put',
  item: itemOf(tenantId, next, clock()),
  when: { equals: { step: next.step - 1, state: 'running' } },
});

/** The next stretch. False: it was stored before, or the job has ended. @throws TableUnavailable */
export const storeStretch = (deps: Deps, tenantId: string, next: StoredJob): Promise<boolean> =>
  written(deps.table.write(stretchWrite(deps.clock, tenantId, next)));
