import * as z from 'zod';
import { defineRoute } from '../route.ts';

export const healthRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/health',
    roles: 'public',
    summary: 'Whether the API answers',
    answers: { 200: z.strictObject({ status: z.literal('ok') }) },
    handle: async () => ({ status: 200, body: { status: 'ok' } }),
  }),
];
