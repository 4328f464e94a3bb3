import * as z from 'zod';
import { type RecountDone, type RecountRunning, recountState, startRecount } from '../../../domain/support/queues/recount-job.ts';
import { STATUSES } from '../../../domain/support/tickets/ticket.ts';
import { time } from '../fields.ts';
import { defineRoute } from '../route.ts';
import { counters } from '../schemas/counters.ts';

const progress = { startedAt: time, counted: z.number().int() };
const recounting = z.strictObject({ state: z.literal('running'), ...progress }).meta({ id: 'RecountRunning' });
const recounted = z
  .strictObject({
    state: z.literal('done'),
    ...progress,
    finishedAt: time,
    equal: z.boolean(),
    queues: z.array(z.strictObject({ id: z.string(), stored: counters, recounted: counters })),
  })
  .meta({ id: 'Recount' });
const recountStatus = z.union([recounted, recounting]).meta({ id: 'RecountStatus' });

const withVerdict = (done: RecountDone) => ({
  ...done,
  equal: done.queues.every(({ stored, recounted: own }) => STATUSES.every((status) => stored[status] === own[status])),
});
const bodyOf = (found: RecountDone | RecountRunning) => (found.state === 'done' ? withVerdict(found) : found);

export const adminRoutes = [
  defineRoute({
    method: 'POST',
    path: '/v1/admin/recount',
    roles: ['admin'],
    summary: "Compare the queues' counters with their tickets",
    description:
      'Reads every ticket of the tenant. If that takes longer than 15 s, it returns 202 and continues in the background; `GET /v1/admin/recount` returns the progress and, at the end, the result. A request while a recount runs returns its progress; after 16 minutes without progress, it starts a new recount. While tickets change, counters and tickets are read at different moments and may differ.',
    answers: { 200: recounted, 202: recounting },
    handle: async ({ deps, context }) => {
      const { table, clock, newId, queues, settings } = deps;
      const { activityShards: shards, counterShards, bulkQueueUrl } = settings;
      const found = await startRecount({ table, clock, newId, queues, shards, counterShards, bulkQueueUrl }, context);
      return found.state === 'done' ? { status: 200, body: withVerdict(found) } : { status: 202, body: found };
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
];
