import * as z from 'zod';
import { CLOSED_AFTER_MINS, SETTINGS_BYTES } from '../../../domain/limits.ts';
import { createTenant } from '../../../domain/people/registration/create-tenant.ts';
import { changeTenant, getTenant } from '../../../domain/tenants/change-tenant.ts';
import { clock, email, name, password, registration, role, slug, time, timeZone } from '../fields.ts';
import { defineRoute } from '../route.ts';

const settings = z
  .record(z.string().min(1).max(64), z.union([z.string().max(1000), z.number(), z.boolean(), z.null()]))
  .refine((given) => Object.keys(given).length <= 50, 'must have at most 50 settings')
  .refine((given) => Buffer.byteLength(JSON.stringify(given)) <= SETTINGS_BYTES, `must have at most ${SETTINGS_BYTES} bytes`)
  .refine(({ webhookSecret: secret = null }) => secret === null || (typeof secret === 'string' && secret.length >= 8), {
    path: ['webhookSecret'],
    message: 'must be a string of at least 8 characters',
  })
  .meta({
    description:
      'Settings of the console for the whole tenant. `webhookSecret` signs the calls of rules; it is write-only, stays if you omit it, and `null` removes it.',
    maxProperties: 50,
  });

const secretsSet = z.array(z.string()).meta({ description: 'Names of the write-only settings that have a value.' });
const closedAfter = z
  .number()
  .min(CLOSED_AFTER_MINS.least)
  .max(CLOSED_AFTER_MINS.most)
  .nullable()
  .meta({ description: 'Minutes in `pending` or `solved` until a ticket closes; decimals are allowed. Null: the time that the deployment sets.' });
const ai = z
  .strictObject({
    suggestions: z.boolean().optional(),
    replies: z
      .strictObject({
        threshold: z.number().min(0).max(1),
        hours: z
          .strictObject({
            timeZone: timeZone,
            from: clock,
            to: clock,
            days: z.array(z.number().int().min(1).max(7)).min(1).max(7).optional(),
          })
          .optional(),
      })
      .nullable()
      .optional(),
    sentiment: z.boolean().optional(),
    onRequest: z.boolean().optional(),
  })
  .meta({ description: 'What AI does for messages. Everything is off by default, and then no message is sent to the toolbox.' });

const secondFactorRoles = z.array(role).max(4).meta({
  description:
    'Roles whose people must have a second factor. A session without one can only set it up (403 `second_factor_not_set_up`), also one that is open already.',
});

const linkPreviews = z.boolean().meta({
  description:
    'Whether the hub reads the pages of links in chats, groups and directs, and shows a preview. On by default; messages keep the previews that they have.',
});

const tenant = z
  .strictObject({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    registration,
    settings,
    secretsSet,
    ticketClosedAfterMins: closedAfter,
    ai,
    secondFactorRoles,
    linkPreviews,
    createdAt: time,
  })
  .meta({ id: 'Tenant' });

export const tenantRoutes = [
  defineRoute({
    method: 'POST',
    path: '/v1/tenants',
    roles: 'adminToken',
    summary: 'Create a tenant with its first admin',
    description: 'A slug that is in use is a 409. The admin signs in with the slug, the address and the password.',
    body: z.strictObject({ name, slug, registration: registration.optional(), admin: z.strictObject({ name, email, password }) }).meta({ id: 'TenantDraft' }),
    answers: { 201: z.strictObject({ id: z.string(), slug: z.string(), name: z.string() }).meta({ id: 'NewTenant' }) },
    handle: async ({ deps, context, body }) => ({
      status: 201,
      body: await createTenant(deps, context, { ...body, registration: body.registration ?? 'closed' }),
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/tenant',
    roles: ['admin'],
    summary: 'The tenant of the caller',
    description: 'With its settings. `secretsSet` names the secret settings that have a value; their values are never returned.',
    tag: 'tenants',
    answers: { 200: tenant },
    handle: async ({ deps, context }) => ({ status: 200, body: await getTenant(deps, context) }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/tenant',
    roles: ['admin'],
    summary: 'Change name, registration, closing time, AI, second factor, link previews or settings',
    description:
      '`settings` replaces all settings except omitted secrets. A new closing time applies to tickets that become pending or solved, or get an answer in these statuses, from then on; the present `closesAt` of a ticket stays.',
    tag: 'tenants',
    body: z
      .strictObject({
        name: name.optional(),
        registration: registration.optional(),
        settings: settings.optional(),
        ticketClosedAfterMins: closedAfter.optional(),
        ai: ai.optional(),
        secondFactorRoles: secondFactorRoles.optional(),
        linkPreviews: linkPreviews.optional(),
      })
      .meta({ id: 'TenantChange' }),
    answers: { 200: tenant },
    handle: async ({ deps, context, body }) => ({ status: 200, body: await changeTenant(deps, context, body) }),
  }),
];
