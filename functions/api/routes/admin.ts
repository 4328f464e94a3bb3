import * as z from 'zod';
import { recount } from '../../../domain/queues/recount.ts';
import { STATUSES } from '../../../domain/tickets/ticket.ts';
import { defineRoute } from '../route.ts';
import { counters } from '../schemas/counters.ts';

const recounted = z
  .strictObject({ equal: z.boolean(), queues: z.array(z.strictObject({ id: z.string(), stored: counters, recounted: counters })) })
  .meta({ id: 'Recount' });

export const adminRoutes = [
  defineRoute({
    method: 'POST',
    path: '/v1/admin/recount',
    roles: ['admin'],
    summary: "Compare the queues' counters with their tickets",
    description: 'Reads every ticket of the tenant. While tickets change, the two are read at different moments and may differ.',
    answers: { 200: recounted },
    handle: async ({ deps, context }) => {
      const { table, clock, settings } = deps;
      const { queues } = await recount({ table, clock, shards: settings.activityShards, counterShards: settings.counterShards }, context.tenantId);
      const equal = queues.every(({ stored, recounted }) => STATUSES.every((status) => stored[status] === recounted[status]));
      return { status: 200, body: { equal, queues } };
    },
  }),
];
