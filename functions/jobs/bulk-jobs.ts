import * as z from 'zod/mini';
import type { QueueMessage } from '../../adapters/queues/queues.ts';
import type { Addressed } from '../../domain/dead-letters/dead-letter.ts';
import type { Search } from '../../domain/search/port.ts';
import { rebuildChunk, rebuildJobSchema } from '../../domain/search/rebuild.ts';
import { revealOrigin, revealSpan } from '../../domain/support/inbound/reveal.ts';
import { dropObjects, dropObjectsJobSchema } from '../../domain/support/messages/drop-objects.ts';
import { dropQueues, dropQueuesJobSchema, queuesToDrop } from '../../domain/support/queues/drop-queues.ts';
import { rebuildQueuesChunk, rebuildQueuesJobSchema } from '../../domain/support/queues/rebuild.ts';
import { recountChunk, recountJobSchema } from '../../domain/support/queues/recount-job.ts';
import { reevaluateChunk, reevaluateJobSchema, reevaluateTicketJobSchema, reevaluateTickets } from '../../domain/support/queues/reevaluate.ts';
import type { TicketDeps } from '../../domain/support/tickets/deps.ts';
import type { Key } from '../../domain/table/port.ts';

const revealJobSchema = z.strictObject({ job: z.literal('reveal'), tenantId: z.string().check(z.minLength(1)), originId: z.string().check(z.minLength(1)) });

/** One span that could not be revealed with the others. */
const revealSpanJobSchema = z.strictObject({
  job: z.literal('revealSpan'),
  tenantId: z.string().check(z.minLength(1)),
  originId: z.string().check(z.minLength(1)),
  pk: z.string().check(z.minLength(1)),
  sk: z.string().check(z.minLength(1)),
});

/** Everything the queue `bulk` carries. A job that is not done puts its own continuation there. */
export const bulkJobSchema = z.discriminatedUnion('job', [
  reevaluateJobSchema,
  reevaluateTicketJobSchema,
  dropQueuesJobSchema,
  rebuildQueuesJobSchema,
  recountJobSchema,
  revealJobSchema,
  revealSpanJobSchema,
  rebuildJobSchema,
  dropObjectsJobSchema,
]);
export type BulkJob = z.output<typeof bulkJobSchema>;

export interface BulkDeps {
  readonly tickets: TicketDeps;
  /** Opened by the jobs that need it only. */
  readonly search: () => Promise<Search>;
  readonly counterShards: number;
  readonly objects: { delete(key: string): Promise<void> };
  /** To the dead letters; without it what fails permanently fails the stretch. @throws when they could not be sent */
  readonly giveUp?: ((letters: readonly Addressed[]) => Promise<void>) | undefined;
  /** To the queue `bulk`. */
  readonly enqueue: (message: QueueMessage) => Promise<void>;
}

/** One stretch of work: far below the queue's visibility time-out, long enough to be worth an invocation. */
const STRETCH_MS = 45_000;

/**
 * Runs one job for one stretch and enqueues what is left. Every job may be delivered again: each is safe to repeat.
 * Answers what to log. @throws what its command throws; the queue delivers it again, and in the end to its dead letters
 */
export const runBulkJob = async (deps: BulkDeps, body: string): Promise<Record<string, unknown>> => {
  const job = bulkJobSchema.parse(JSON.parse(body));
  const again = (next: object, delaySeconds = 0): Promise<void> => deps.enqueue({ body: JSON.stringify(next), ...(delaySeconds > 0 ? { delaySeconds } : {}) });
  switch (job.job) {
    case 'dropObjects':
      return { job: job.job, tenantId: job.tenantId, dropped: await dropObjects(deps.objects, job) };
    case 'reevaluateTicket':
      return { ...job, evaluated: await reevaluateTickets(deps.tickets, job.tenantId, [job.ticketId]) };
    case 'reevaluate': {
      const step = await reevaluateChunk(deps.tickets, job, STRETCH_MS);
      for (const ticketId of step.failed ?? []) await again({ job: 'reevaluateTicket', tenantId: job.tenantId, ticketId });
      if (step.state === 'more') await again(step.job, step.delaySeconds);
      if (step.state === 'done' && step.next) await again(step.next);
      return { job: job.job, tenantId: job.tenantId, state: step.state, evaluated: step.state === 'more' ? step.job.evaluated : step.evaluated };
    }
    case 'dropQueues': {
      const step = await dropQueues({ table: deps.tickets.table, counterShards: deps.counterShards }, job);
      if (step.state === 'more') await again(step.job, step.delaySeconds);
      // More may have gone than one job names.
      const next = step.state === 'done' ? await queuesToDrop(deps.tickets.table, job.tenantId) : null;
      if (next) await again(next);
      return { job: job.job, tenantId: job.tenantId, state: step.state };
    }
    case 'rebuildQueues': {
      const step = await rebuildQueuesChunk({ ...deps.tickets, counterShards: deps.counterShards, giveUp: deps.giveUp }, job, STRETCH_MS);
      if (step.state === 'more') await again(step.job, step.delaySeconds);
      return { job: job.job, tenantId: job.tenantId, state: step.state };
    }
    case 'recount': {
      const { table, clock, shards } = deps.tickets;
      const step = await recountChunk({ table, clock, shards, counterShards: deps.counterShards }, job, STRETCH_MS);
      if (step.state === 'more') await again(step.job);
      return { job: job.job, tenantId: job.tenantId, state: step.state, counted: step.counted };
    }
    case 'reveal': {
      const { tenantId, originId } = job;
      const apart = (span: Key): Promise<void> => again({ job: 'revealSpan', tenantId, originId, pk: span.pk, sk: span.sk });
      const state = await revealOrigin(deps.tickets, { tenantId, originId, budgetMs: STRETCH_MS }, apart);
      if (state === 'more') await again(job);
      return { ...job, state };
    }
    case 'revealSpan': {
      const { tenantId, originId, pk, sk } = job;
      await revealSpan(deps.tickets, { tenantId, originId }, { pk, sk });
      return { job: job.job, tenantId, originId };
    }
    case 'reindex': {
      const step = await rebuildChunk(
        { table: deps.tickets.table, search: await deps.search(), clock: deps.tickets.clock, bodies: deps.tickets.bodies, giveUp: deps.giveUp },
        job,
        STRETCH_MS,
      );
      if (step.state === 'more') await again(step.job, step.delaySeconds);
      return { job: job.job, state: step.state, indexed: step.state === 'more' ? step.job.indexed : step.indexed };
    }
  }
};
