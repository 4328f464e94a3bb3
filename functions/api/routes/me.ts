import * as z from 'zod';
import { getMe } from '../../../domain/people/me.ts';
import { role, time } from '../fields.ts';
import { defineRoute } from '../route.ts';

const me = z
  .strictObject({
    type: z.enum(['agent', 'user', 'key']),
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    role,
    teamIds: z.array(z.string()),
    mobileNumber: z.string().nullable(),
    createdAt: time.nullable(),
    tenant: z.strictObject({ id: z.string(), slug: z.string(), name: z.string() }),
  })
  .meta({ id: 'Me' });

export const meRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/me',
    roles: ['admin', 'supervisor', 'agent', 'user'],
    summary: 'The owner of the credential',
    description: 'The person of the session, or the API key.',
    answers: { 200: me },
    handle: async ({ deps, context }) => ({ status: 200, body: await getMe(deps, context) }),
  }),
];
