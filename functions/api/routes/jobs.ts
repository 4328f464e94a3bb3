import * as z from 'zod';
import { notFound } from '../../../domain/errors.ts';
import { findJob, type Job } from '../../../domain/jobs/job.ts';
import { withErrorsLink } from '../../../domain/list-uploads/upload.ts';
import { rebuildAsJob } from '../../../domain/projections/rebuild/as-job.ts';
import { listQuery, type Page } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { job } from '../schemas/job.ts';

/** A page of a result that is a list, from where the previous page ended. */
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
    roles: ['admin', 'supervisor', 'agent', 'user'],
    summary: 'Read the progress of a job',
    description:
      'Calls that take longer than a request may answer 202 with the id of a job. A job is kept for 30 days after its last progress; a rebuild or recount until the next one of its kind. Agents and users can read the jobs that they started.',
    query: z.strictObject({
      limit: listQuery.limit.meta({
        description: 'For a change of many tickets: the number of results, with `nextCursor` in `result`. By default, all of them.',
      }),
      cursor: listQuery.cursor.meta({ description: 'The `nextCursor` of the previous page.' }),
    }),
    answers: { 200: job },
    handle: async ({ deps, context, params, query, page }) => {
      const { table, objects } = deps;
      const { tenantId, actor } = context;
      // Agents change many tickets, and users many members, but they see only their own jobs.
      const own = 'role' in actor && (actor.role === 'agent' || actor.role === 'user') ? `${actor.type}:${actor.id}` : undefined;
      const found = (await findJob(table, tenantId, params.id, own)) ?? (own === undefined ? await rebuildAsJob(table, tenantId, params.id) : undefined);
      if (!found) throw notFound('job');
      return { status: 200, body: query.limit === undefined && query.cursor === undefined ? await withErrorsLink(objects, found) : pageOf(found, page) };
    },
  }),
];
