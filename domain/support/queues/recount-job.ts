import * as z from 'zod/mini';
import type { Context, NewId } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { commit } from '../../idempotency/commit.ts';
import { type Condition, type Item, type Key, type Table, TransactionRefused } from '../../table/port.ts';
import { type Count, countOn, countSchema } from './count-tickets.ts';
import { beginCount, compareCount, type Recount, type RecountDeps } from './recount.ts';

/** One stretch of a recount that takes longer than a request may. A job of the bulk queue; the count itself is in the table. */
export const recountJobSchema = z.strictObject({
  job: z.literal('recount'),
  tenantId: z.string().check(z.minLength(1)),
  /** Which recount; a newer one of the tenant has another id. */
  id: z.string().check(z.minLength(1)),
  /** How many stretches were stored before this one. */
  step: z.int().check(z.nonnegative()),
});
export type RecountJob = z.infer<typeof recountJobSchema>;

export interface RecountRunning {
  readonly state: 'running';
  /** ISO */
  readonly startedAt: string;
  /** Tickets so far. */
  readonly counted: number;
}
export type RecountDone = Recount & { readonly state: 'done'; readonly startedAt: string; readonly finishedAt: string; readonly counted: number };

export type RecountStep = { readonly counted: number } & (
  | { readonly state: 'more'; readonly job: RecountJob }
  /** `overtaken`: a newer recount took its place, or the same job was delivered twice. */
  | { readonly state: 'done' | 'overtaken' }
);

export interface StartRecountDeps extends RecountDeps {
  readonly newId: NewId;
  readonly queues: { send(queueUrl: string, messages: readonly { readonly body: string }[]): Promise<void> };
  readonly bulkQueueUrl: string;
}

/** Less than the API's own time, whatever the last page takes. */
const BUDGET_MS = 15_000;
const STRETCH_MS = 45_000;
/** Without progress for so long, another may begin: longer than the bulk queue hides a job whose worker died. The id keeps the two apart. */
const DEAD_MS = 16 * 60_000;

const stateKey = (tenantId: string): Key => ({ pk: `T#${tenantId}#JOB`, sk: 'RECOUNT' });
const iso = (ms: number): string => new Date(ms).toISOString();

const stored = async (table: Table, tenantId: string): Promise<Item | undefined> => (await table.get([stateKey(tenantId)], { consistent: true }))[0];

const countOf = (item: Item): Count => countSchema.parse(JSON.parse(String(item['count'])));
const running = ({ startedAt, counted }: Pick<Count, 'startedAt' | 'counted'>): RecountRunning => ({ state: 'running', startedAt, counted });

const done = (item: Item): RecountDone => ({ state: 'done', ...(JSON.parse(String(item['result'])) as Omit<RecountDone, 'state'>) });

/** Ours to write only while nobody else has written. */
const unchanged = (item: Item | undefined): Condition => (item ? { equals: { id: item['id'] as string, step: item['step'] as number } } : { absent: true });

/** False: somebody else was faster. @throws TableUnavailable */
const store = async (table: Table, tenantId: string, before: Item | undefined, change: Readonly<Record<string, unknown>>): Promise<boolean> => {
  try {
    await table.write({ op: 'put', item: { ...stateKey(tenantId), ...change }, when: unchanged(before) });
    return true;
  } catch (error) {
    if (error instanceof TransactionRefused) return false;
    throw error;
  }
};

const finish = async (deps: RecountDeps, tenantId: string, count: Count): Promise<Omit<RecountDone, 'state'>> => ({
  ...(await compareCount(deps, tenantId, count)),
  startedAt: count.startedAt,
  finishedAt: iso(deps.clock()),
  counted: count.counted,
});

/**
 * Counts at once if that fits into a request; otherwise a job continues. While a recount of the tenant runs, returns its progress.
 * @throws Replayed, QueueUnavailable, TableUnavailable
 */
export const startRecount = async (
  deps: StartRecountDeps,
  context: Pick<Context, 'tenantId' | 'once'>,
  budgetMs = BUDGET_MS,
): Promise<RecountRunning | RecountDone> => {
  const { tenantId } = context;
  const before = await stored(deps.table, tenantId);
  if (before?.['state'] === 'running' && deps.clock() - Date.parse(String(before['updatedAt'])) < DEAD_MS) return running(countOf(before));
  const until = deps.clock() + budgetMs;
  const { done: whole, count } = await countOn(deps, tenantId, await beginCount(deps, tenantId), until);
  const id = deps.newId();
  if (whole) {
    const result = await finish(deps, tenantId, count);
    // When another was faster, that one is the newest; this answer is true all the same.
    await store(deps.table, tenantId, before, { id, step: 0, state: 'done', result: JSON.stringify(result) });
    return { state: 'done', ...result };
  }
  const state = { id, step: 0, state: 'running', updatedAt: iso(deps.clock()), count: JSON.stringify(count) };
  if (!(await store(deps.table, tenantId, before, state))) return recountState(deps.table, tenantId);
  const job: RecountJob = { job: 'recount', tenantId, id, step: 0 };
  try {
    await deps.queues.send(deps.bulkQueueUrl, [{ body: JSON.stringify(job) }]);
  } catch (error) {
    // Nobody would continue with it. If it was queued after all, the job finds nothing to do.
    await deps.table.write({ op: 'delete', key: stateKey(tenantId), when: { equals: { id, step: 0 } } });
    throw error;
  }
  const answer = running(count);
  if (context.once) await commit(deps.table, context, [], { status: 202, body: answer });
  return answer;
};

/** The newest recount. @throws Problem not_found when there was none; TableUnavailable */
export const recountState = async (table: Table, tenantId: string): Promise<RecountRunning | RecountDone> => {
  const item = await stored(table, tenantId);
  if (!item) throw notFound('recount');
  return item['state'] === 'running' ? running(countOf(item)) : done(item);
};

/** One stretch. What it counts is stored on condition that nobody has stored the same stretch before. @throws TableUnavailable; repeating is safe */
export const recountChunk = async (deps: RecountDeps, job: RecountJob, stretchMs = STRETCH_MS): Promise<RecountStep> => {
  const { tenantId, id, step } = job;
  const item = await stored(deps.table, tenantId);
  if (item?.['id'] !== id || item['state'] !== 'running') return { state: 'overtaken', counted: 0 };
  const before = countOf(item);
  // Stored, and perhaps ended before its continuation was queued.
  if (item['step'] === step + 1) return { state: 'more', job: { ...job, step: step + 1 }, counted: before.counted };
  if (item['step'] !== step) return { state: 'overtaken', counted: before.counted };
  const { done: whole, count } = await countOn(deps, tenantId, before, deps.clock() + stretchMs);
  const next = whole
    ? { state: 'done', result: JSON.stringify(await finish(deps, tenantId, count)) }
    : { state: 'running', updatedAt: iso(deps.clock()), count: JSON.stringify(count) };
  if (!(await store(deps.table, tenantId, item, { id, step: step + 1, ...next }))) return { state: 'overtaken', counted: before.counted };
  return whole ? { state: 'done', counted: count.counted } : { state: 'more', job: { ...job, step: step + 1 }, counted: count.counted };
};
