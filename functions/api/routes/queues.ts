import * as z from 'zod';
import type { Context } from '../../../domain/context.ts';
import { notFound } from '../../../domain/errors.ts';
import { changeQueue, createQueue, deleteQueue } from '../../../domain/support/queues/commands.ts';
import { type Counters, NO_TICKETS, readCounters } from '../../../domain/support/queues/counters.ts';
import { getQueue, listQueues } from '../../../domain/support/queues/list-queues.ts';
import { presentQueue, type Queue } from '../../../domain/support/queues/queue.ts';
import { queuePage } from '../../../domain/support/queues/queue-page.ts';
import { queueChangeSchema, queueDraftSchema } from '../../../domain/support/queues/queue-schema.ts';
import { canSeeQueue } from '../../../domain/support/queues/visibility.ts';
import { presentTicket } from '../../../domain/support/tickets/present.ts';
import type { ApiDeps } from '../deps.ts';
import { time } from '../fields.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { counters } from '../schemas/counters.ts';
import { ticket } from '../schemas/ticket.ts';
import { sortBy, sortedPage } from '../sorting.ts';
import { ticketAccess } from '../ticket-access.ts';
import { statuses } from './tickets.ts';

const STAFF = ['admin', 'supervisor', 'agent'] as const;
const KEEPERS = ['admin', 'supervisor'] as const;

const queue = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    priority: z.number().int(),
    condition: queueDraftSchema.shape.condition,
    visibleTo: z.strictObject({ teamIds: z.array(z.string()), agentIds: z.array(z.string()) }),
    counters,
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'Queue' });

const queuePosition = z.union([z.strictObject({ row: z.string() }), z.strictObject({ closed: z.string().nullable() })]);

const present = (one: Queue, counted: Counters) => ({ ...presentQueue(one), counters: counted });

const withCounters = async (deps: ApiDeps, context: Context, queues: readonly Queue[]) => {
  const all = await readCounters(
    { table: deps.table, counterShards: deps.settings.counterShards },
    context.tenantId,
    queues.map(({ id }) => id),
  );
  return queues.map((one) => present(one, all.get(one.id) ?? NO_TICKETS));
};

const mayList = ({ actor }: Context, one: Queue): boolean => 'role' in actor && canSeeQueue(actor, one);

/** @throws Problem not_found, also for a queue that the caller may not see */
const visibleQueue = async (deps: ApiDeps, context: Context, id: string): Promise<Queue> => {
  const found = await getQueue(deps, context, id);
  if (!mayList(context, found)) throw notFound('queue');
  return found;
};

export const queueRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/queues',
    roles: STAFF,
    summary: 'List the queues that the caller may see, by priority, with their counters',
    description: 'Everybody sees a queue without `visibleTo`. Other queues are visible to their teams and agents, supervisors and admins.',
    query: z.strictObject({ ...listQuery, sort: sortBy(['priority', 'name', 'createdAt']).optional() }),
    answers: { 200: listOf(queue) },
    handle: async ({ deps, context, query, page }) => {
      const seen = (await listQueues(deps, context)).filter((one) => mayList(context, one));
      const { items, nextCursor } = sortedPage(seen, query.sort ?? 'priority', page);
      return { status: 200, body: { items: await withCounters(deps, context, items), nextCursor } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/queues',
    roles: KEEPERS,
    summary: 'Add a queue',
    description: 'Existing tickets are evaluated again in the background. Lists and visibility use the new queue at once; its counters and rows follow.',
    body: queueDraftSchema,
    answers: { 201: queue },
    handle: async ({ deps, context, body }) => {
      const made = await createQueue(deps, context, body, (one) => present(one, NO_TICKETS));
      return { status: 201, body: present(made, NO_TICKETS) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/queues/{id}',
    roles: STAFF,
    summary: 'Read a queue with its counters',
    description: 'A queue that the caller may not see is a 404.',
    answers: { 200: queue },
    handle: async ({ deps, context, params }) => {
      const [body] = await withCounters(deps, context, [await visibleQueue(deps, context, params.id)]);
      if (!body) throw notFound('queue');
      return { status: 200, body };
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/queues/{id}',
    roles: KEEPERS,
    summary: 'Change a queue',
    description: 'A new condition moves tickets in the background, as after adding a queue.',
    body: queueChangeSchema,
    answers: { 200: queue },
    handle: async ({ deps, context, params, body: change }) => {
      const [body] = await withCounters(deps, context, [await changeQueue(deps, context, params.id, change)]);
      if (!body) throw notFound('queue');
      return { status: 200, body };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/queues/{id}',
    roles: KEEPERS,
    summary: 'Remove a queue',
    description: 'Its tickets stay, but are no longer in it.',
    answers: { 204: null },
    handle: async ({ deps, context, params }) => {
      await deleteQueue(deps, context, params.id);
      return { status: 204 };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/queues/{id}/tickets',
    roles: STAFF,
    summary: 'List the tickets of a queue: most urgent first, then longest waiting first',
    description:
      'Without `status`, active tickets. With it, tickets of these statuses; closed ones come last, newest activity first. A page may be shorter than its limit although `nextCursor` shows that there is more.',
    query: z.strictObject({ ...listQuery, status: statuses.optional() }),
    answers: { 200: listOf(ticket) },
    handle: async ({ deps, context, params, query, page }) => {
      const access = await ticketAccess(deps, context);
      const found = access.policySet.queues.find(({ id }) => id === params.id);
      if (!found || !mayList(context, found)) throw notFound('queue');
      const list = {
        table: deps.table,
        clock: deps.clock,
        shards: deps.settings.activityShards,
        counterShards: deps.settings.counterShards,
        tenantSince: access.policySet.tenantSince,
        see: access.see,
      };
      const asked = { queueId: found.id, statuses: query.status, after: page.after(queuePosition), limit: page.limit };
      const { tickets, next } = await queuePage(list, context.tenantId, asked);
      return { status: 200, body: { items: tickets.map(presentTicket), nextCursor: page.cursor(next) } };
    },
  }),
];
