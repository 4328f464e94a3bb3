import * as z from 'zod';
import { createApiKey, deleteApiKey, listApiKeys } from '../../../domain/people/api-keys/api-keys.ts';
import { name, role, time } from '../fields.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { sortBy, sortedPage } from '../sorting.ts';

const shape = { id: z.string(), name: z.string(), role, hint: z.string().meta({ description: 'The first characters.' }), createdAt: time };
const apiKey = z.strictObject(shape).meta({ id: 'ApiKey' });

export const apiKeyRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/api-keys',
    roles: ['admin'],
    summary: 'List the API keys',
    description: 'Names and first characters; the keys themselves are not stored.',
    query: z.strictObject({ ...listQuery, sort: sortBy(['name', 'createdAt']).optional() }),
    answers: { 200: listOf(apiKey) },
    handle: async ({ deps, context, query, page }) => ({ status: 200, body: sortedPage(await listApiKeys(deps, context), query.sort ?? 'createdAt', page) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/api-keys',
    roles: ['admin'],
    summary: 'Create an API key',
    description: 'Only this response contains the key. Send it as `Authorization: Bearer`.',
    body: z.strictObject({ name, role }).meta({ id: 'ApiKeyDraft' }),
    answers: { 201: z.strictObject({ ...shape, key: z.string() }).meta({ id: 'NewApiKey' }) },
    idempotent: false,
    handle: async ({ deps, context, body }) => ({ status: 201, body: await createApiKey(deps, context, body) }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/api-keys/{id}',
    roles: ['admin'],
    summary: 'Revoke an API key at once',
    description: 'The next request with it is a 401, and its sockets close.',
    answers: { 204: null },
    handle: async ({ deps, context, params }) => {
      await deleteApiKey(deps, context, params.id);
      return { status: 204 };
    },
  }),
];
