import * as z from 'zod/mini';
import type { Policy } from '../../automation/policy.ts';
import type { Actor, Context } from '../../context.ts';
import { failureKind } from '../../edge-errors.ts';
import { answerKey, bindKey, partOf } from '../../idempotency/parts.ts';
import { inParallel } from '../../in-parallel.ts';
import { beginJob, type Job, type StoredJob, storedJob, storeStep } from '../../jobs/job.ts';
import { type BulkResult, changeOne } from './bulk-change.ts';
import type { TicketDeps } from './deps.ts';
import type { TicketPatch } from './patch-ticket.ts';
import type { Ticket } from './ticket.ts';

/** Above this number of tickets, a job makes the changes. */
export const CHANGED_AT_ONCE = 100;
export const CHANGED_BY_A_JOB = 1_000;

/** One run of a bulk change. A job of the bulk queue. */
export const bulkChangeJobSchema = z.strictObject({
  job: z.literal('bulkChange'),
  tenantId: z.string().check(z.minLength(1)),
  id: z.string().check(z.minLength(1)),
  step: z.int().check(z.nonnegative()),
});
export type BulkChangeJob = z.infer<typeof bulkChangeJobSchema>;

/** The result of one ticket in `GET /v1/jobs/{id}`; the ticket itself has its current state. */
export type JobResult = Omit<BulkResult, 'ticket'>;

interface Work {
  readonly ids: readonly string[];
  readonly change: TicketPatch;
  readonly context: Pick<Context, 'actor' | 'correlationId' | 'depth'>;
  /** The prefix of each ticket's own key, so that a ticket is changed once however often the job is killed. */
  readonly once: NonNullable<Context['once']>;
  readonly results: readonly JobResult[];
}

export const BULK_CHANGE = 'bulk-change';
const KEY_SECONDS = 172_800;
const WIDTH = 10;
/** Tickets after which results are stored. After a crash, a run repeats the last ones and gets the same results. */
const CHUNK = 50;
const STRETCH_MS = 45_000;

interface StartDeps {
  readonly table: TicketDeps['table'];
  readonly clock: () => number;
  readonly newId: () => string;
  readonly queues: { send(queueUrl: string, messages: readonly { readonly body: string }[]): Promise<void> };
  readonly bulkQueueUrl: string;
}

/**
 * Starts a change of many tickets. With an Idempotency-Key, the tickets' own keys are derived from it: a repeated or simultaneous call
 * changes each ticket once. @throws Replayed; Problem unprocessable; QueueUnavailable, TableUnavailable
 */
export const startBulkChange = async (deps: StartDeps, context: Context, ids: readonly string[], change: TicketPatch): Promise<Job> => {
  await bindKey(deps.table, context);
  const { tenantId, actor, correlationId, depth, once } = context;
  const id = deps.newId();
  const expiresAt = Math.floor(deps.clock() / 1000) + KEY_SECONDS;
  const work: Work = {
    ids: [...new Set(ids)],
    change,
    context: { actor, correlationId, depth },
    once: once ?? { pk: `T#${tenantId}#I#job:${id}#bulk`, sk: 'bulk', requestHash: id, expiresAt },
    results: [],
  };
  const job = { id, kind: BULK_CHANGE, state: 'running' as const, done: 0, total: work.ids.length, by: askedBy(actor), work };
  const stretch: BulkChangeJob = { job: 'bulkChange', tenantId, id, step: 0 };
  const begun = await beginJob(deps, { tenantId }, job, () => deps.queues.send(deps.bulkQueueUrl, [{ body: JSON.stringify(stretch) }]));
  await answerKey(deps.table, context, { status: 202, body: begun });
  return begun;
};

const askedBy = (actor: Actor): string => ('id' in actor ? `${actor.type}:${actor.id}` : actor.type);

export interface BulkChangeDeps {
  readonly tickets: TicketDeps;
  /** The current rights of the person who requested it; null if they have none any more. @throws TableUnavailable */
  rightsOf(tenantId: string, actor: Actor): Promise<Actor | null>;
  /** The current visibility check (guarantee 10). @throws TableUnavailable */
  wallFor(tenantId: string, actor: Actor): Promise<(ticket: Ticket, policy: Policy) => boolean>;
}

export type BulkChangeStep = { readonly done: number } & (
  | { readonly state: 'more'; readonly job: BulkChangeJob }
  | { readonly state: 'done' | 'failed' | 'overtaken' }
);

/** One run. @throws TableUnavailable; repeating is safe */
export const bulkChangeChunk = async (deps: BulkChangeDeps, job: BulkChangeJob, stretchMs = STRETCH_MS): Promise<BulkChangeStep> => {
  const { tenantId, id, step } = job;
  const { table, clock } = deps.tickets;
  const stored = await storedJob(table, tenantId, id);
  if (stored?.state !== 'running' || stored.step < step) return { state: 'overtaken', done: stored?.done ?? 0 };
  // The step was stored, and perhaps the job ended, before its continuation was queued.
  if (stored.step > step) return { state: 'more', job: { ...job, step: stored.step }, done: stored.done };
  const until = clock() + stretchMs;
  try {
    let at: StoredJob = stored;
    do {
      const next = await chunkOf(deps, tenantId, at);
      if (!(await storeStep({ table, clock }, tenantId, next))) return { state: 'overtaken', done: at.done };
      at = next;
    } while (at.state === 'running' && clock() < until);
    return at.state === 'running' ? { state: 'more', job: { ...job, step: at.step }, done: at.done } : { state: 'done', done: at.done };
  } catch (error) {
    if (failureKind(error) === 'unavailable') throw error;
    const now = await storedJob(table, tenantId, id);
    if (now?.state === 'running')
      await storeStep({ table, clock }, tenantId, { ...now, step: now.step + 1, state: 'failed', work: null, error: 'The change failed.' });
    throw error;
  }
};

const chunkOf = async (deps: BulkChangeDeps, tenantId: string, stored: StoredJob): Promise<StoredJob> => {
  const work = stored.work as Work;
  const waiting = work.ids.slice(work.results.length, work.results.length + CHUNK);
  const found = await changed(deps, tenantId, work, waiting);
  const results = [...work.results, ...waiting.map((id) => found.get(id) as JobResult)];
  const next = { ...stored, step: stored.step + 1, done: results.length };
  return results.length < work.ids.length ? { ...next, work: { ...work, results } } : { ...next, state: 'done', work: null, result: { results } };
};

const changed = async (deps: BulkChangeDeps, tenantId: string, work: Work, ids: readonly string[]): Promise<ReadonlyMap<string, JobResult>> => {
  const actor = await deps.rightsOf(tenantId, work.context.actor);
  if (!actor) return new Map(ids.map((id) => [id, { id, status: 403, error: ENDED }]));
  const mayTouch = await deps.wallFor(tenantId, actor);
  const context: Context = { ...work.context, tenantId, actor, causationId: null, once: work.once };
  const found = new Map<string, JobResult>();
  await inParallel(ids, WIDTH, async (id) => {
    const { ticket: _ticket, ...result } = await changeOne({ ...deps.tickets, mayTouch }, partOf(context, id), id, work.change);
    found.set(id, result);
  });
  return found;
};

const ENDED = { code: 'forbidden', title: 'Forbidden', detail: 'The person who requested the change no longer has the rights.' };
