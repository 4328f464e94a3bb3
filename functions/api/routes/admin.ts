import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { Problem } from '../../../domain/errors.ts';
import { type JobRow, progressOf, readJobs } from '../../../domain/projections/rebuild/job.ts';
import { RECOUNT } from '../../../domain/projections/rebuild/recount.ts';
import { type RecountState, recountState, startRecount } from '../../../domain/projections/rebuild/recount-job.ts';
import { startRebuild } from '../../../domain/projections/rebuild/start.ts';
import { STATUSES } from '../../../domain/support/tickets/ticket.ts';
import { verifyTicket } from '../../../domain/support/tickets/verify-ticket.ts';
import type { ApiDeps } from '../deps.ts';
import { time } from '../fields.ts';
import { defineRoute } from '../route.ts';
import { counters } from '../schemas/counters.ts';
import { started } from '../schemas/started.ts';

const count = z.number().int();
const progress = { startedAt: time, counted: count };
const recounting = z.strictObject({ state: z.literal('running'), id: z.string(), ...progress }).meta({ id: 'RecountRunning' });
const notRecounted = z.strictObject({ state: z.literal('failed'), id: z.string(), ...progress, trouble: z.string() }).meta({ id: 'RecountFailed' });
const recounted = z
  .strictObject({
    state: z.literal('done'),
    ...progress,
    finishedAt: time,
    equal: z.boolean(),
    unreadable: z.array(z.string()).optional(),
    queues: z.array(z.strictObject({ id: z.string(), stored: counters, recounted: counters })),
  })
  .meta({ id: 'Recount' });
const recountUnderWay = z.union([recounting, notRecounted]).meta({ id: 'RecountUnderWay' });
const recountStatus = z.union([recounted, recounting, notRecounted]).meta({ id: 'RecountStatus' });

const isEqual = ({ queues }: Extract<RecountState, { state: 'done' }>): boolean =>
  queues.every(({ stored, recounted: own }) => STATUSES.every((status) => stored[status] === own[status]));
const bodyOf = (found: RecountState) => (found.state === 'done' ? { ...found, equal: isEqual(found) } : found);

const rebuild = z
  .strictObject({
    id: z.string(),
    projection: z.string(),
    state: z.enum(['running', 'done', 'overtaken', 'failed']),
    startedAt: time,
    updatedAt: time,
    finishedAt: time.nullable(),
    visited: count,
    carried: count,
    skipped: count,
    trouble: z.string().nullable(),
    incomplete: z.array(z.string()).optional(),
  })
  .meta({ id: 'Rebuild' });

const replayed = z
  .strictObject({
    ticketId: z.string(),
    equal: z.boolean(),
    differences: z.array(z.strictObject({ field: z.string(), stored: z.unknown(), replayed: z.unknown() })),
  })
  .meta({ id: 'ReplayedTicket' });

const rebuildDraft = z.strictObject({ projection: z.string().min(1).max(50) }).meta({ id: 'RebuildDraft' });

/** Loads the names at the first check, so that a start of the API does not load every projection. */
const checkName = async (projection: string): Promise<void> => {
  const { REBUILDS } = await import('../../projection-names.ts');
  if (REBUILDS.includes(projection)) return;
  throw new Problem('unprocessable', `There is no projection ${projection}.`, {
    errors: [{ path: 'projection', message: `must be one of ${REBUILDS.join(', ')}` }],
  });
};

const startDeps = ({ table, clock, newId, queues, settings: { bulkQueueUrl } }: ApiDeps) => ({ table, clock, newId, queues, bulkQueueUrl });
const queued = ({ id }: JobRow) => ({ state: 'queued' as const, id });

export const adminRoutes = [
  defineRoute({
    method: 'POST',
    path: '/v1/admin/rebuild',
    roles: ['admin'],
    summary: 'Rebuild a projection of the tenant',
    description:
      'Rebuilds from the table, in the background, while live traffic continues. `queues` rebuilds rows and counters. `timers` arms closures and followups. `feed` lists every active ticket again for clients that resume. `outbox`, `actions` and `commands` continue unfinished work: queued replies, calls of rules that have not ended, assignments of tickets that still wait. Nothing that was sent or done is repeated. `reevaluation` evaluates the active tickets again. `tickets` computes the fields that tickets derive from their logs (waiting since, response and resolution times, reopenings, stars, sentiment, language) and repairs those that differ; `carried` counts the repaired tickets, and a ticket whose log is incomplete stays as it is. `leftovers` has only work that is retried each minute anyway. `search` is one index for the whole deployment, which is replaced at the end. While a rebuild of the projection runs, the same call returns its progress.',
    body: rebuildDraft,
    answers: { 202: rebuild },
    handle: async ({ deps, context, body: { projection } }) => {
      await checkName(projection);
      return { status: 202, body: await startRebuild(startDeps(deps), context, projection, progressOf) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/admin/rebuild',
    roles: ['admin'],
    summary: 'Read the progress of rebuilds: the newest of each projection',
    description:
      '`visited` is the number of items that were read, `carried` the number that were processed; `skipped` cannot be processed and are in the dead-letter queue. A rebuild that waits for an unavailable service says so in `trouble` and continues automatically; after about five hours it is `failed`. `overtaken`: a newer rebuild of the same projection does the rest. `layout` starts automatically after an upgrade, for a tenant that an earlier release stored: it moves the configuration and reads every ticket.',
    answers: { 200: z.strictObject({ items: z.array(rebuild) }).meta({ id: 'Rebuilds' }) },
    handle: async ({ deps, context }) => {
      const rows = await readJobs(deps.table, context.tenantId);
      const isRebuild = ({ projection }: JobRow): boolean => projection !== RECOUNT;
      return { status: 200, body: { items: rows.filter(isRebuild).map(progressOf) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/admin/recount',
    roles: ['admin'],
    summary: 'Compare the counters of queues with their tickets',
    description:
      'Reads every ticket of the tenant once. If that takes longer than 15 s, answers 202 and continues in the background; `GET /v1/admin/recount` returns the progress and, at the end, the result. While a recount runs, the same call returns its progress; if there was no progress for 35 minutes, the call resumes it. While tickets change, it compares again each second, up to 30 times, until each queue was read at a time when nothing changed in it. `unreadable` lists tickets that cannot be read.',
    answers: { 200: recounted, 202: recountUnderWay },
    handle: async ({ deps, context }) => {
      const { activityShards: shards, counterShards, recountWithinMs } = deps.settings;
      const found = await startRecount({ ...startDeps(deps), shards, counterShards, pause: (ms) => setTimeout(ms) }, context, recountWithinMs, bodyOf);
      return found.state === 'done' ? { status: 200, body: { ...found, equal: isEqual(found) } } : { status: 202, body: found };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/admin/recount',
    roles: ['admin'],
    summary: 'Read the newest recount: its progress, or its result',
    description: 'A 404 if there was none.',
    answers: { 200: recountStatus },
    handle: async ({ deps, context }) => ({ status: 200, body: bodyOf(await recountState(deps.table, context.tenantId)) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/admin/tickets/{id}/replay',
    roles: ['admin'],
    summary: 'Replay the log of a ticket and compare',
    description:
      'Rebuilds the ticket in memory from its messages, their amendments and its log, and lists each field that differs. Changes nothing. Reads the complete log. Logs of releases before December 2026 are incomplete.',
    answers: { 200: replayed },
    handle: async ({ deps, context, params: { id } }) => {
      const differences = await verifyTicket(deps.table, context.tenantId, id);
      return { status: 200, body: { ticketId: id, equal: differences.length === 0, differences: [...differences] } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/admin/rebuild-queues',
    roles: ['admin'],
    summary: 'Rebuild the rows and counters of queues from the tickets',
    description: 'The same as `POST /v1/admin/rebuild` of `queues`. Counters start at 0 and are complete at the end.',
    answers: { 202: started },
    handle: async ({ deps, context }) => ({ status: 202, body: await startRebuild(startDeps(deps), context, 'queues', queued) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/admin/reindex',
    roles: ['admin'],
    summary: 'Rebuild the search index from the table',
    description: 'The same as `POST /v1/admin/rebuild` of `search`. The present index answers until the new one replaces it.',
    answers: { 202: started },
    handle: async ({ deps, context }) => ({ status: 202, body: await startRebuild(startDeps(deps), context, 'search', queued) }),
  }),
];
