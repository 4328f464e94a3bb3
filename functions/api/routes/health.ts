import * as z from 'zod';
import { defineRoute } from '../route.ts';

export const healthRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/health',
    roles: 'public',
    summary: 'Whether the API answers',
    description: 'It asks no engine and no secret, so it answers whatever else is down.',
    answers: { 200: z.strictObject({ status: z.literal('ok') }).meta({ id: 'Health' }) },
    handle: async () => ({ status: 200, body: { status: 'ok' } }),
  }),
];
