import * as z from 'zod';
import { credentialRules } from '../../../channels/registry/credentials.ts';
import { CHANNELS } from '../../../domain/origins/channels.ts';
import { createOrigin } from '../../../domain/origins/create-origin.ts';
import { deleteOrigin } from '../../../domain/origins/delete-origin.ts';
import { getOrigin, listOrigins } from '../../../domain/origins/read-origin.ts';
import { updateOrigin } from '../../../domain/origins/update-origin.ts';
import { callable } from '../callable.ts';
import type { ApiDeps } from '../deps.ts';
import { name, time } from '../fields.ts';
import { listOf, listQuery } from '../paging.ts';
import { receivesOnly } from '../receives-only.ts';
import { defineRoute } from '../route.ts';
import { widgetLook } from '../schemas/widget.ts';
import { sortBy, sortedPage } from '../sorting.ts';

const channel = z.enum(CHANNELS);
const state = z.enum(['enabled', 'disabled']);
const credentials = z
  .record(z.string().max(100), z.unknown())
  .meta({ description: 'What the channel needs; see docs/channels.md. Secrets are write-only; a replaced one stays valid for 24 hours.' });

const continuity = z
  .strictObject({
    mailOriginId: z.string().min(1).max(100).meta({ description: 'The mail origin that sends the mails and receives the answers.' }),
    afterMinutes: z.number().min(0.01).max(10_080).meta({ description: 'How long the visitor has been away; decimals are allowed.' }),
  })
  .meta({ id: 'Continuity', description: 'Visitors of a live chat who are gone and gave an address get the agents’ replies by mail.' });

const origin = z
  .strictObject({
    id: z.string(),
    channel,
    name: z.string(),
    state,
    webhookPath: z.string().meta({ example: '/webhooks/whatsapp/0193…' }),
    createdAt: time,
    accountId: z.string().optional(),
    readMarks: z.literal(false).optional().meta({ description: 'Customers do not see that an agent has read their messages.' }),
    continuity: continuity.optional(),
    widget: widgetLook.optional(),
    receiveOnly: z
      .literal(true)
      .optional()
      .meta({ description: 'Nothing can be sent: credentials are missing, or the deployment may not send mail from the address.' }),
    missingCredentials: z.array(z.string()).optional(),
    progress: z
      .strictObject({ total: z.number().int(), revealed: z.number().int() })
      .optional()
      .meta({ description: 'Threads with messages that arrived while it was disabled and are being revealed.' }),
    lostAccess: z
      .strictObject({ since: time, error: z.strictObject({ code: z.string(), message: z.string() }) })
      .optional()
      .meta({ description: 'The provider no longer accepts the credentials: replies fail until an admin renews them.' }),
    warnings: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'In the response to a write: allowed values that are probably a mistake, such as the account of another origin.' }),
  })
  .meta({ id: 'Origin' });

const shown = (deps: ApiDeps) => ({ ...deps, receivesOnly: receivesOnly(deps.settings) });
const withVault = (deps: ApiDeps) => ({ ...shown(deps), rules: credentialRules, refusalOf: callable(deps) });

export const originRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/origins',
    roles: ['admin', 'supervisor'],
    summary: 'List the origins',
    description: 'All connected accounts of the tenant, without their secrets.',
    query: z.strictObject({ ...listQuery, sort: sortBy(['name', 'channel', 'createdAt']).optional() }),
    answers: { 200: listOf(origin) },
    handle: async ({ deps, context, query, page }) => ({ status: 200, body: sortedPage(await listOrigins(shown(deps), context), query.sort ?? 'name', page) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/origins',
    roles: ['admin'],
    summary: 'Connect an account of a channel',
    description: 'Give the provider the address of the hub followed by `webhookPath`. The secrets are not returned again.',
    body: z.strictObject({ channel, name, credentials }).meta({ id: 'OriginDraft' }),
    answers: { 201: origin },
    handle: async ({ deps, context, body }) => ({ status: 201, body: await createOrigin(withVault(deps), context, body) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/origins/{id}',
    roles: ['admin', 'supervisor'],
    summary: 'Read an origin',
    description: 'One connected account by id, without its secrets.',
    answers: { 200: origin },
    handle: async ({ deps, context, params }) => ({ status: 200, body: await getOrigin(shown(deps), context, params.id) }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/origins/{id}',
    roles: ['admin'],
    summary: 'Rename, enable or disable an origin, or replace its credentials',
    description:
      'Enabling returns 202 with progress while the messages received in the meantime are being revealed. Omitted members of `credentials` stay; `null` removes an optional one.',
    body: z
      .strictObject({
        name: name.optional(),
        state: state.optional(),
        readMarks: z.boolean().optional(),
        continuity: continuity.nullable().optional(),
        widget: widgetLook.nullable().optional(),
        credentials: credentials.optional(),
      })
      .meta({ id: 'OriginChange' }),
    answers: { 200: origin, 202: origin },
    handle: async ({ deps, context, params, body }) => {
      const startReveal = (job: object): Promise<void> => deps.queues.send(deps.settings.bulkQueueUrl, [{ body: JSON.stringify(job) }]);
      const { origin: changed, pending } = await updateOrigin({ ...withVault(deps), startReveal }, context, params.id, body);
      return { status: pending ? (202 as const) : (200 as const), body: changed };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/origins/{id}',
    roles: ['admin'],
    summary: 'Disconnect an origin',
    description: 'It no longer receives or sends messages. Its tickets stay.',
    answers: { 204: null },
    handle: async ({ deps, context, params }) => {
      await deleteOrigin(withVault(deps), context, params.id);
      return { status: 204 };
    },
  }),
];
