import * as z from 'zod';
import { listLetters, readLetter } from '../../../domain/dead-letters/stored-letters.ts';
import { notFound } from '../../../domain/errors.ts';
import { commit } from '../../../domain/idempotency/commit.ts';
import { CATALOGUE } from '../../../domain/support/events/catalogue.ts';
import { CORRELATION_HEADER, LATE_HEADER } from '../../../domain/support/events/put-on-topic.ts';
import { time } from '../fields.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';

const TOPICS = Object.keys(CATALOGUE);

const deadLetter = z
  .strictObject({ id: z.string(), topic: z.string(), eventId: z.string().nullable(), reason: z.string(), at: time })
  .meta({ id: 'DeadLetter' });

export const deadLetterRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/dead-letters',
    roles: ['admin'],
    summary: 'List events that could not be applied, newest first',
    description: 'Each has its reason. They are kept for 30 days.',
    query: z.strictObject({ ...listQuery, topic: z.string().min(1).max(40).optional(), since: time.optional() }),
    answers: { 200: listOf(deadLetter) },
    handle: async ({ deps, context, query, page }) => {
      const topics = query.topic === undefined ? TOPICS : TOPICS.filter((topic) => topic === query.topic);
      const since = query.since === undefined ? undefined : new Date(query.since).toISOString();
      const { items, next } = await listLetters(deps.table, context.tenantId, { topics, since, after: page.after(z.string()), limit: page.limit });
      return { status: 200, body: { items, nextCursor: page.cursor(next) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/dead-letters/{id}/replay',
    roles: ['admin'],
    summary: 'Put a dead letter back on its topic',
    description:
      'Use it when the cause is fixed. The dead letter leaves the list; if it fails again, it comes back with the new reason. An event that was applied in the meantime is not applied twice.',
    answers: { 202: deadLetter },
    handle: async ({ deps, context, params }) => {
      const { letter, key, value, gone } = await readLetter(deps, context.tenantId, params.id);
      if (!TOPICS.includes(letter.topic)) throw notFound('dead letter');
      const headers = { [CORRELATION_HEADER]: context.correlationId, [LATE_HEADER]: '1' };
      await deps.topics.produce(letter.topic, [{ key: key ?? '', value, headers }]);
      const answer = { status: 202, body: letter } as const;
      await commit(deps.table, context, [gone], answer);
      return answer;
    },
  }),
];
