import { readJob } from '../../../domain/jobs/job.ts';
import { defineRoute } from '../route.ts';
import { job } from '../schemas/job.ts';

export const jobRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/jobs/{id}',
    roles: ['admin', 'supervisor'],
    summary: 'Read how far a job is',
    description: 'Calls that take longer than a request may answer 202 with a job. A job is kept for 30 days after its last progress.',
    answers: { 200: job },
    handle: async ({ deps, context, params }) => ({ status: 200, body: await readJob(deps.table, context.tenantId, params.id) }),
  }),
];
