import { notFound } from '../../../domain/errors.ts';
import { findJob } from '../../../domain/jobs/job.ts';
import { rebuildAsJob } from '../../../domain/projections/rebuild/as-job.ts';
import { defineRoute } from '../route.ts';
import { job } from '../schemas/job.ts';

export const jobRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/jobs/{id}',
    roles: ['admin', 'supervisor'],
    summary: 'Read how far a job is',
    description:
      'Calls that take longer than a request may answer 202 with the id of a job. A job is kept for 30 days after its last progress; a rebuild or recount until the next one of its kind.',
    answers: { 200: job },
    handle: async ({ deps, context, params }) => {
      const found = (await findJob(deps.table, context.tenantId, params.id)) ?? (await rebuildAsJob(deps.table, context.tenantId, params.id));
      if (!found) throw notFound('job');
      return { status: 200, body: found };
    },
  }),
];
