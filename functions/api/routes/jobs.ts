import * as z from 'zod';
import { notFound } from '../../../domain/errors.ts';
import { findJob, type Job } from '../../../domain/jobs/job.ts';
import { withErrorsLink } from '../../../domain/list-uploads/upload.ts';
import { rebuildAsJob } from '../../../domain/projections/rebuild/as-job.ts';
import { listQuery, type Page } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { job } from '../schemas/job.ts';

/** A result that is a list of results, from where the page before ended. */
const pageOf = (found: Job, page: Page): Job => {
  const { results } = (found.result ?? {}) as { readonly results?: readonly unknown[] };
  if (results === undefined) return found;
  const from = page.after(z.number()) ?? 0;
  const to = from + page.limit;
  return { ...found, result: { results: results.slice(from, to), nextCursor: page.cursor(to < results.length ? to : null) } };
};

export const jobRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/jobs/{id}',
    roles: ['admin', 'supervisor', 'agent'],
    summary: 'Read how far a job is',
    description:
      'Calls that take longer than a request may answer 202 with the id of a job. A job is kept for 30 days after its last progress; a rebuild or recount until the next one of its kind. Agents read the jobs that they asked for.',
    query: z.strictObject({
      limit: listQuery.limit.meta({ description: 'Of a change of many tickets: so many results, with `nextCursor` in `result`. Without it, all of them.' }),
      cursor: listQuery.cursor.meta({ description: 'The `nextCursor` of the previous page.' }),
    }),
    answers: { 200: job },
    handle: async ({ deps, context, params, query, page }) => {
      const { table, objects } = deps;
      const { tenantId, actor } = context;
      // Agents change many tickets too; of others' jobs they know nothing.
      const own = 'role' in actor && actor.role === 'agent' ? `${actor.type}:${actor.id}` : undefined;
      const found = (await findJob(table, tenantId, params.id, own)) ?? (own === undefined ? await rebuildAsJob(table, tenantId, params.id) : undefined);
      if (!found) throw notFound('job');
      return { status: 200, body: query.limit === undefined && query.cursor === undefined ? await withErrorsLink(objects, found) : pageOf(found, page) };
    },
  }),
];
