import * as z from 'zod';
import { defineRoute } from '../route.ts';

export const healthRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/health',
    roles: 'public',
    summary: 'Health of the API',
    description: 'It uses no engine and no secret, so it responds even when they are unavailable.',
    answers: { 200: z.strictObject({ status: z.literal('ok') }).meta({ id: 'Health' }) },
    handle: async () => ({ status: 200, body: { status: 'ok' } }),
  }),
];
