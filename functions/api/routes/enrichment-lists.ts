import * as z from 'zod';
import { changeList, createList, deleteList, getList, listLists, presentHead } from '../../../domain/automation/enrichment/commands.ts';
import { entrySchema } from '../../../domain/automation/enrichment/entry-schema.ts';
import { listChangeSchema, listDraftSchema } from '../../../domain/automation/enrichment/list-schema.ts';
import { ANSWERED_BODY_BYTES, LIST_FILE_BYTES } from '../../../domain/limits.ts';
import { announceUpload, BAD_ROW_CHOICES, LIST_FILE_TYPES, startUpload } from '../../../domain/list-uploads/upload.ts';
import { time } from '../fields.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { job } from '../schemas/job.ts';
import { sortBy, sortedPage } from '../sorting.ts';

const ADMINS = ['admin'] as const;

const { name, key, match } = listDraftSchema.shape;
const head = { id: z.string(), name, key, match, size: z.number().int(), createdAt: time, updatedAt: time };
const entries = z.array(entrySchema);
/** Pages of lists have no entries; answers to writes omit long entries too. */
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
    description: 'If the entries are more than 4.5 MB of JSON, the response omits them.',
    answers: { 200: list },
    handle: async ({ deps, context, params }) => {
      const found = await getList(deps, context, params.id);
      const { entries: all, ...rest } = found;
      const fits = Buffer.byteLength(JSON.stringify(all)) <= ANSWERED_BODY_BYTES;
      return { status: 200, body: { ...rest, size: all.length, ...(fits ? { entries: all } : {}) } };
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
  defineRoute({
    method: 'POST',
    path: '/v1/enrichment-lists/{id}/uploads',
    roles: ADMINS,
    summary: 'Get a form to upload the entries of a list as a file',
    description:
      'POST the file as `multipart/form-data` to `upload.url` with `upload.fields` first and the file last, within 5 minutes; then start the upload. At most 100,000 rows in 25 MB. ' +
      'CSV: UTF-8, separated by commas; the first line names `value` and the properties that an entry sets (`tags` separated by `;`, `owner.agentId`, `owner.teamId`, `customFields.<name>`). JSON: an array of entries.',
    body: z
      .strictObject({ type: z.enum(LIST_FILE_TYPES), size: z.number().int().min(1).meta({ maximum: LIST_FILE_BYTES }) })
      .meta({ id: 'EnrichmentUploadDraft' }),
    answers: {
      201: z
        .strictObject({ id: z.string(), upload: z.strictObject({ url: z.string(), fields: z.record(z.string(), z.string()) }) })
        .meta({ id: 'EnrichmentUpload' }),
    },
    handle: async ({ deps, context, params, body }) => ({ status: 201, body: await announceUpload(deps, context, params.id, body) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/enrichment-lists/{id}/uploads/{uploadId}/start',
    roles: ADMINS,
    summary: 'Replace the entries of a list by an uploaded file',
    description:
      'A 202 with a job. Its `result` is `{read, kept, bad, errorsUrl?}`; `errorsUrl` downloads a CSV that names each bad row, its column and the reason, and is valid for 5 minutes. ' +
      'The old entries apply until all new ones are stored. A failed upload does not change them. With bad rows the job fails, unless `onBadRows` is `keep`.',
    body: z.strictObject({ onBadRows: z.enum(BAD_ROW_CHOICES).default('refuse') }).meta({ id: 'EnrichmentUploadStart' }),
    answers: { 202: job },
    handle: async ({ deps, context, params, body }) => {
      const { bulkQueueUrl } = deps.settings;
      const upload = { listId: params.id, uploadId: params.uploadId, onBadRows: body.onBadRows };
      return { status: 202, body: await startUpload({ ...deps, bulkQueueUrl }, context, upload) };
    },
  }),
];
