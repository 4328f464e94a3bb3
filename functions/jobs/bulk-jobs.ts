import * as z from 'zod/mini';
import type { QueueMessage } from '../../adapters/queues/queues.ts';
import { groupMembersJobSchema } from '../../domain/chat/groups/job-schema.ts';
import type { Addressed } from '../../domain/dead-letters/dead-letter.ts';
import { listUploadJobSchema } from '../../domain/list-uploads/job-schema.ts';
import type { UploadJobDeps } from '../../domain/list-uploads/upload-job.ts';
import { LAYOUT, OLD_LAYOUTS } from '../../domain/projections/rebuild/find-old-layouts.ts';
import type { RebuildJob } from '../../domain/projections/rebuild/job.ts';
import { rebuildJobSchema } from '../../domain/projections/rebuild/job-schema.ts';
import { RECOUNT, recountQueues } from '../../domain/projections/rebuild/recount.ts';
import { type Rebuildable, type RunDeps, runStretch } from '../../domain/projections/rebuild/run.ts';
import { dryRunJobSchema } from '../../domain/support/dry-run/job-schema.ts';
import { revealOrigin, revealSpan } from '../../domain/support/inbound/reveal.ts';
import { dropObjects, dropObjectsJobSchema } from '../../domain/support/messages/drop-objects.ts';
import { dropQueues, dropQueuesJobSchema, queuesToDrop } from '../../domain/support/queues/drop-queues.ts';
import { reevaluateChunk, reevaluateJobSchema, reevaluateTicketJobSchema, reevaluateTickets } from '../../domain/support/queues/reevaluate.ts';
import { type BulkChangeDeps, bulkChangeChunk, bulkChangeJobSchema } from '../../domain/support/tickets/bulk-job.ts';
import type { TicketDeps } from '../../domain/support/tickets/deps.ts';
import type { Key } from '../../domain/table/port.ts';
import { oldJobs, runOldJob } from './old-jobs.ts';

const revealJobSchema = z.strictObject({ job: z.literal('reveal'), tenantId: z.string().check(z.minLength(1)), originId: z.string().check(z.minLength(1)) });

/** One span whose reveal failed together with others. */
const revealSpanJobSchema = z.strictObject({
  job: z.literal('revealSpan'),
  tenantId: z.string().check(z.minLength(1)),
  originId: z.string().check(z.minLength(1)),
  pk: z.string().check(z.minLength(1)),
  sk: z.string().check(z.minLength(1)),
});

/** All jobs of the queue `bulk`. A job that is not done enqueues its own continuation. */
export const bulkJobSchema = z.discriminatedUnion('job', [
  reevaluateJobSchema,
  reevaluateTicketJobSchema,
  dropQueuesJobSchema,
  rebuildJobSchema,
  dryRunJobSchema,
  bulkChangeJobSchema,
  listUploadJobSchema,
  groupMembersJobSchema,
  revealJobSchema,
  revealSpanJobSchema,
  dropObjectsJobSchema,
  ...oldJobs,
]);
export type BulkJob = z.output<typeof bulkJobSchema>;

export interface BulkDeps {
  readonly tickets: TicketDeps;
  /** The rights and the visible tickets of the person who changes many tickets. */
  readonly asker: Pick<BulkChangeDeps, 'rightsOf' | 'wallFor'>;
  /** The rebuild of a projection, by its name; undefined for an unknown name. Opens the clients that it needs. */
  readonly rebuilds: (projection: string) => Promise<Rebuildable | undefined>;
  readonly counterShards: number;
  readonly objects: UploadJobDeps['objects'];
  /** Sends dead letters. @throws when they could not be sent */
  readonly giveUp: (letters: readonly Addressed[]) => Promise<void>;
  /** Sends to the queue `bulk`. */
  readonly enqueue: (message: QueueMessage) => Promise<void>;
}

/** The time budget of one chunk of work: far below the queue's visibility time-out, long enough to be worth an invocation. */
const STRETCH_MS = 45_000;

/**
 * Runs one chunk of a job and enqueues the rest. A job may be delivered again, so each is safe to repeat.
 * Returns what to log. @throws what its command throws; the queue redelivers the job and finally moves it to its dead-letter queue
 */
export const runBulkJob = async (deps: BulkDeps, body: string): Promise<Record<string, unknown>> => {
  const job = bulkJobSchema.parse(JSON.parse(body));
  const enqueueNext = (next: object, delaySeconds = 0): Promise<void> =>
    deps.enqueue({ body: JSON.stringify(next), ...(delaySeconds > 0 ? { delaySeconds } : {}) });
  switch (job.job) {
    case 'dropObjects':
      return { job: job.job, tenantId: job.tenantId, dropped: await dropObjects(deps.objects, job) };
    case 'reevaluateTicket':
      return { ...job, evaluated: await reevaluateTickets(deps.tickets, job.tenantId, [job.ticketId]) };
    case 'reevaluate': {
      const step = await reevaluateChunk(deps.tickets, job, STRETCH_MS);
      for (const ticketId of step.failed ?? []) await enqueueNext({ job: 'reevaluateTicket', tenantId: job.tenantId, ticketId });
      if (step.state === 'more') await enqueueNext(step.job, step.delaySeconds);
      if (step.state === 'done' && step.next) await enqueueNext(step.next);
      return { job: job.job, tenantId: job.tenantId, state: step.state, evaluated: step.state === 'more' ? step.job.evaluated : step.evaluated };
    }
    case 'dropQueues': {
      const step = await dropQueues({ table: deps.tickets.table, counterShards: deps.counterShards }, job);
      if (step.state === 'more') await enqueueNext(step.job, step.delaySeconds);
      // There may be more removed queues than one job lists.
      const next = step.state === 'done' ? await queuesToDrop(deps.tickets.table, job.tenantId) : null;
      if (next) await enqueueNext(next);
      return { job: job.job, tenantId: job.tenantId, state: step.state };
    }
    case 'rebuild':
      return rebuild(deps, job);
    case 'dryRun': {
      const { dryRunChunk } = await import('../../domain/support/dry-run/dry-run.ts');
      const step = await dryRunChunk(deps.tickets, job, STRETCH_MS);
      if (step.state === 'more') await enqueueNext(step.job);
      return { job: job.job, tenantId: job.tenantId, state: step.state, looked: step.looked };
    }
    case 'bulkChange': {
      const step = await bulkChangeChunk({ tickets: deps.tickets, ...deps.asker }, job, STRETCH_MS);
      if (step.state === 'more') await enqueueNext(step.job);
      return { job: job.job, tenantId: job.tenantId, state: step.state, changed: step.done };
    }
    case 'listUpload': {
      // The first upload loads the parsers, because most processes never need them.
      const { runListUpload } = await import('../../domain/list-uploads/upload-job.ts');
      const { tickets, objects, asker } = deps;
      const { table, clock, newId } = tickets;
      return { ...job, state: await runListUpload({ table, clock, newId, objects, rightsOf: asker.rightsOf }, job) };
    }
    case 'groupMembers': {
      const { runMembersJob } = await import('../../domain/chat/groups/members-job.ts');
      const state = await runMembersJob({ ...deps.tickets, objects: deps.objects }, job, STRETCH_MS);
      if (state === 'more') await enqueueNext(job);
      return { ...job, state };
    }
    case 'reveal': {
      const { tenantId, originId } = job;
      const revealLater = (span: Key): Promise<void> => enqueueNext({ job: 'revealSpan', tenantId, originId, pk: span.pk, sk: span.sk });
      const state = await revealOrigin(deps.tickets, { tenantId, originId, budgetMs: STRETCH_MS }, revealLater);
      if (state === 'more') await enqueueNext(job);
      return { ...job, state };
    }
    case 'revealSpan': {
      const { tenantId, originId, pk, sk } = job;
      await revealSpan(deps.tickets, { tenantId, originId }, { pk, sk });
      return { job: job.job, tenantId, originId };
    }
    case 'rebuildQueues':
    case 'recount':
    case 'reindex':
      return runOldJob({ ...deps.tickets, again: enqueueNext }, job);
  }
};

const runDepsOf = ({ tickets: { table, clock, shards }, giveUp }: BulkDeps): RunDeps => ({ table, clock, shards, giveUp });

const rebuildableOf = async (deps: BulkDeps, projection: string): Promise<Rebuildable | undefined> => {
  if (projection === RECOUNT) return recountQueues(deps);
  if (projection === 'tickets') return (await import('../../domain/projections/rebuild/repair-tickets.ts')).repairTickets(deps.tickets);
  // Both run once after an upgrade from a release with another layout.
  if (projection === LAYOUT) return (await import('../../domain/projections/rebuild/move-layout.ts')).moveLayout;
  if (projection === OLD_LAYOUTS)
    return (await import('../../domain/projections/rebuild/old-layouts.ts')).oldLayouts({
      newId: deps.tickets.newId,
      enqueue: (job) => deps.enqueue({ body: JSON.stringify(job) }),
    });
  return deps.rebuilds(projection);
};

/** Runs one chunk of a rebuild and enqueues the rest. */
const rebuild = async (deps: BulkDeps, job: RebuildJob): Promise<Record<string, unknown>> => {
  const { tenantId, projection } = job;
  const work = await rebuildableOf(deps, projection);
  if (!work) throw new Error(`there is no projection ${projection}`);
  const step = await runStretch(runDepsOf(deps), work, job, STRETCH_MS);
  if (step.state === 'more') await deps.enqueue({ body: JSON.stringify(step.job), ...(step.delaySeconds > 0 ? { delaySeconds: step.delaySeconds } : {}) });
  const { visited = 0, carried = 0, skipped = 0, trouble = null } = step.row ?? {};
  return { job: job.job, tenantId, projection, state: step.state, visited, carried, skipped, ...(trouble === null ? {} : { trouble }) };
};
