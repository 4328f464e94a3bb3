import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { Problem } from '../../../domain/errors.ts';
import { type JobRow, progressOf, readJobs } from '../../../domain/projections/rebuild/job.ts';
import { RECOUNT } from '../../../domain/projections/rebuild/recount.ts';
import { type RecountState, recountState, startRecount } from '../../../domain/projections/rebuild/recount-job.ts';
import { startRebuild } from '../../../domain/projections/rebuild/start.ts';
import { STATUSES } from '../../../domain/support/tickets/ticket.ts';
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
  })
  .meta({ id: 'Rebuild' });

const rebuildDraft = z.strictObject({ projection: z.string().min(1).max(50) }).meta({ id: 'RebuildDraft' });

/** The names are read when they are asked for: a start of the API does not load every projection. */
const checkName = async (projection: string): Promise<void> => {
  const { PROJECTIONS } = await import('../../projection-names.ts');
  if (PROJECTIONS.includes(projection)) return;
  throw new Problem('unprocessable', `There is no projection ${projection}.`, {
    errors: [{ path: 'projection', message: `must be one of ${PROJECTIONS.join(', ')}` }],
  });
};

const startDeps = ({ table, clock, newId, queues, settings: { bulkQueueUrl } }: ApiDeps) => ({ table, clock, newId, queues, bulkQueueUrl });
const queued = ({ id }: JobRow) => ({ state: 'queued' as const, id });

export const adminRoutes = [
  defineRoute({
    method: 'POST',
    path: '/v1/admin/rebuild',
    roles: ['admin'],
    summary: 'Make a projection of the tenant anew',
    description:
      'Goes over what the table holds, in the background, beside live traffic. `queues` makes rows and counters anew. `timers` arms closures and followups. `feed` names every active ticket once more for whoever resumes. `outbox`, `actions` and `commands` carry on what is still owed: queued replies, calls of rules that have not ended, assignments of tickets that still wait. Nothing that has left or was done is repeated. `reevaluation` evaluates the active tickets again. `leftovers` owes only what is retried each minute anyway. `search` is one index for the whole deployment, swapped in at the end. While a rebuild of the projection runs, asking again answers how far it is.',
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
    summary: 'Read how far rebuilds are: the newest of each projection',
    description:
      '`visited` were looked at, `carried` of them carried on; `skipped` cannot be and are named in the dead letters. A rebuild that waits for something that is away says so in `trouble` and goes on by itself; after some five hours it is `failed`. `overtaken`: a newer rebuild of the same thing does the rest.',
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
    summary: "Compare the queues' counters with their tickets",
    description:
      'Reads every ticket of the tenant, each once. Where that takes longer than 15 s, answers 202 and goes on in the background; `GET /v1/admin/recount` tells how far it is and, at the end, the result. While one runs, asking again answers how far it is; without progress for 35 minutes, asking again goes on with it. While tickets change, it looks again each second, up to 30 times, until each queue was seen at a moment at which nothing moved in it. Tickets that cannot be read are named in `unreadable`.',
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
    method: 'POST',
    path: '/v1/admin/rebuild-queues',
    roles: ['admin'],
    summary: 'Make rows and counters of the queues anew from the tickets',
    description: 'The same as `POST /v1/admin/rebuild` of `queues`. Counters start at nothing and are whole again at the end.',
    answers: { 202: started },
    handle: async ({ deps, context }) => ({ status: 202, body: await startRebuild(startDeps(deps), context, 'queues', queued) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/admin/reindex',
    roles: ['admin'],
    summary: 'Rebuild the search index from the table',
    description: 'The same as `POST /v1/admin/rebuild` of `search`. The index that is live goes on answering until the fresh one takes its place.',
    answers: { 202: started },
    handle: async ({ deps, context }) => ({ status: 202, body: await startRebuild(startDeps(deps), context, 'search', queued) }),
  }),
];
