import * as z from 'zod';
import { changeList, createList, deleteList, getList, listLists, presentHead } from '../../../domain/automation/enrichment/commands.ts';
import { entrySchema, listChangeSchema, listDraftSchema } from '../../../domain/automation/enrichment/list-schema.ts';
import { time } from '../fields.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { sortBy, sortedPage } from '../sorting.ts';

const ADMINS = ['admin'] as const;

const { name, key, match } = listDraftSchema.shape;
const head = { id: z.string(), name, key, match, size: z.number().int(), createdAt: time, updatedAt: time };
const entries = z.array(entrySchema);
/** Lists of lists come without entries; long ones also in the answer to a write. */
const list = z.strictObject({ ...head, entries: entries.optional() }).meta({ id: 'EnrichmentList' });

export const enrichmentListRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/enrichment-lists',
    roles: ADMINS,
    summary: 'List the enrichment lists, without their entries',
    description: 'Read one by its id to get its entries.',
    query: z.strictObject({ ...listQuery, sort: sortBy(['createdAt', 'name']).optional() }),
    answers: { 200: listOf(list) },
    handle: async ({ deps, context, query, page }) => ({
      status: 200,
      body: sortedPage((await listLists(deps, context)).map(presentHead), query.sort ?? 'createdAt', page),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/enrichment-lists',
    roles: ADMINS,
    summary: 'Add an enrichment list',
    description: 'The response omits the entries if they exceed 100 KB; GET returns all of them.',
    body: listDraftSchema,
    answers: { 201: list },
    handle: async ({ deps, context, body }) => ({ status: 201, body: await createList(deps, context, body) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/enrichment-lists/{id}',
    roles: ADMINS,
    summary: 'Read an enrichment list with its entries',
    description: 'One complete list by id.',
    answers: { 200: list },
    handle: async ({ deps, context, params }) => {
      const found = await getList(deps, context, params.id);
      return { status: 200, body: { ...found, size: found.entries.length } };
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/enrichment-lists/{id}',
    roles: ADMINS,
    summary: 'Change an enrichment list',
    description: '`entries` replaces all entries. The list applies to messages from now on; tickets keep their properties.',
    body: listChangeSchema,
    answers: { 200: list },
    handle: async ({ deps, context, params, body }) => ({ status: 200, body: await changeList(deps, context, params.id, body) }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/enrichment-lists/{id}',
    roles: ADMINS,
    summary: 'Remove an enrichment list',
    description: 'Tickets keep the properties that it set.',
    answers: { 204: null },
    handle: async ({ deps, context, params }) => {
      await deleteList(deps, context, params.id);
      return { status: 204 };
    },
  }),
];
