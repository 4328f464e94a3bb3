import * as z from 'zod';
import type { Context } from '../../../domain/context.ts';
import { UPLOAD_BYTES } from '../../../domain/limits.ts';
import { announceAttachment, getAttachment } from '../../../domain/support/attachments/attachments.ts';
import type { Asker } from '../../../domain/support/attachments/reach.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute } from '../route.ts';
import { fileName, uploadForm } from '../schemas/upload.ts';
import { askerOf, ticketAccess } from '../ticket-access.ts';

const type = z
  .string()
  .max(127)
  .regex(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/, 'a MIME type such as image/png');
const attachment = z
  .strictObject({
    id: z.string(),
    name: z.string().nullable(),
    type: z.string(),
    size: z.number().int().nullable(),
    state: z.enum(['fetching', 'ready', 'failed']),
    error: z.strictObject({ code: z.string(), message: z.string() }).nullable().meta({ description: 'Why there is no file to download.' }),
    url: z.string().nullable().meta({ description: 'Downloads the file; null until it is ready.' }),
  })
  .meta({ id: 'Attachment' });

/** Users see no tickets. */
const readerOf = async (deps: ApiDeps, context: Context): Promise<Asker> => {
  const { tenantId, actor } = context;
  if ('role' in actor && actor.role === 'user') return { tenantId, actor, see: () => null };
  return askerOf(await ticketAccess(deps, context), context);
};

export const attachmentRoutes = [
  defineRoute({
    method: 'POST',
    path: '/v1/attachments',
    roles: ['admin', 'supervisor', 'agent', 'user'],
    summary: 'Create an attachment and get a form to upload it',
    description: 'POST the file as `multipart/form-data` to `upload.url` with `upload.fields` first and the file last, within 5 minutes. At most 25 MB.',
    body: z.strictObject({ name: fileName, type, size: z.number().int().min(1).meta({ maximum: UPLOAD_BYTES }) }).meta({ id: 'AttachmentDraft' }),
    answers: { 201: uploadForm },
    handle: async ({ deps, context, body }) => ({ status: 201, body: await announceAttachment(deps, context, body) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/attachments/{id}',
    roles: ['admin', 'supervisor', 'agent', 'user'],
    summary: 'Get a download link that is valid for 5 minutes',
    description:
      'Everyone who sees a ticket with a message that has the file may download it, and everyone who may read a message of a chat, a group or a direct that has it. Before a message has it, only its uploader, supervisors and admins may; a file of a user only its uploader. Others get a 404.',
    answers: { 200: attachment },
    handle: async ({ deps, context, params }) => ({
      status: 200,
      body: await getAttachment(deps, await readerOf(deps, context), params.id),
    }),
  }),
];
