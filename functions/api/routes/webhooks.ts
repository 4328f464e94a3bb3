import * as z from 'zod';
import { LINK } from '../../../domain/limits.ts';
import { changeWebhook, createWebhook, deleteWebhook, getWebhook, listWebhooks } from '../../../domain/outbound/webhooks/commands.ts';
import { presentDelivery } from '../../../domain/outbound/webhooks/delivery.ts';
import { listDeliveries, replayDeliveries, retryDelivery } from '../../../domain/outbound/webhooks/repeat.ts';
import { WEBHOOK_EVENTS } from '../../../domain/outbound/webhooks/webhook.ts';
import { callable } from '../callable.ts';
import type { ApiDeps } from '../deps.ts';
import { time } from '../fields.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { sortBy, sortedPage } from '../sorting.ts';

const event = z.enum(WEBHOOK_EVENTS);
const events = z.array(event).min(1).max(WEBHOOK_EVENTS.length);
const url = z.url().max(LINK);

const failure = { deliveryId: z.string(), ticketId: z.string().nullable(), status: z.number().int().nullable(), reason: z.string() };
const shape = {
  id: z.string(),
  url: z.string(),
  events,
  enabled: z.boolean(),
  createdAt: time,
  updatedAt: time,
  failing: z.strictObject({ ...failure, since: time }).nullable(),
  disabled: z.strictObject({ ...failure, at: time }).nullable(),
};
const webhook = z.strictObject(shape).meta({ id: 'Webhook' });
const secret = z.string().meta({ example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' });

const delivery = z
  .strictObject({
    id: z.string(),
    event,
    ticketId: z.string().nullable(),
    state: z.enum(['pending', 'delivered', 'failed']),
    attempts: z.number().int(),
    lastStatus: z.number().int().nullable(),
    reason: z.string().nullable(),
    at: time,
  })
  .meta({ id: 'WebhookDelivery' });

const repeating = ({ table, newId, queues, settings }: ApiDeps) => ({ table, newId, queues, webhooksQueueUrl: settings.webhooksQueueUrl });
const writing = (deps: ApiDeps) => ({ ...deps, refusalOf: callable(deps) });
const mutable = <W extends { readonly events: readonly z.infer<typeof event>[] }>(one: W) => ({ ...one, events: [...one.events] });

export const webhookRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/webhooks',
    roles: ['admin'],
    summary: 'List the webhooks',
    description: 'Addresses of your systems to which Parley sends events, without their secrets.',
    query: z.strictObject({ ...listQuery, sort: sortBy(['createdAt', 'url']).optional() }),
    answers: { 200: listOf(webhook) },
    handle: async ({ deps, context, query, page }) => {
      const webhooks = (await listWebhooks(deps, context)).map(mutable);
      return { status: 200, body: sortedPage(webhooks, query.sort ?? 'createdAt', page) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/webhooks',
    roles: ['admin'],
    summary: 'Add a webhook',
    description: 'Only this response contains the secret. It signs each call as the Standard Webhooks specification says. A tenant can have 20 webhooks.',
    body: z.strictObject({ url, events, enabled: z.boolean().default(true) }).meta({ id: 'WebhookDraft' }),
    answers: { 201: z.strictObject({ ...shape, secret }).meta({ id: 'NewWebhook' }) },
    idempotent: false,
    handle: async ({ deps, context, body }) => ({ status: 201, body: mutable(await createWebhook(writing(deps), context, body)) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/webhooks/{id}',
    roles: ['admin'],
    summary: 'Read a webhook',
    description: '`failing` and `disabled` say which call failed, and why.',
    answers: { 200: webhook },
    handle: async ({ deps, context, params }) => ({ status: 200, body: mutable(await getWebhook(deps, context, params.id)) }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/webhooks/{id}',
    roles: ['admin'],
    summary: 'Change, enable or disable a webhook, or replace its secret',
    description: 'Omitted members stay. With `rotateSecret`, the response contains the new secret, and calls carry the signatures of both for 24 hours.',
    body: z
      .strictObject({ url: url.optional(), events: events.optional(), enabled: z.boolean().optional(), rotateSecret: z.boolean().optional() })
      .meta({ id: 'WebhookChange' }),
    answers: { 200: z.strictObject({ ...shape, secret: secret.optional() }).meta({ id: 'ChangedWebhook' }) },
    handle: async ({ deps, context, params, body }) => ({ status: 200, body: mutable(await changeWebhook(writing(deps), context, params.id, body)) }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/webhooks/{id}',
    roles: ['admin'],
    summary: 'Remove a webhook',
    description: 'Events that wait are not sent.',
    answers: { 204: null },
    handle: async ({ deps, context, params }) => {
      await deleteWebhook(deps, context, params.id);
      return { status: 204 };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/webhooks/{id}/deliveries',
    roles: ['admin'],
    summary: 'List the deliveries of a webhook, newest first',
    description: 'The events of the last 30 days. The id of a delivery is the `webhook-id` of its calls.',
    query: z.strictObject(listQuery),
    answers: { 200: listOf(delivery) },
    handle: async ({ deps, context, params, page }) => {
      const { deliveries, next } = await listDeliveries(deps, context, params.id, { after: page.after(z.string()), limit: page.limit });
      return { status: 200, body: { items: deliveries.map(presentDelivery), nextCursor: page.cursor(next) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/webhooks/{id}/deliveries/{deliveryId}/retry',
    roles: ['admin'],
    summary: 'Send a delivery again, now',
    description:
      'With the same id and body. One that is being retried is tried now. One that waits behind another one of its ticket keeps its position. While the webhook is disabled, the answer is a 409.',
    answers: { 200: delivery },
    idempotent: false,
    handle: async ({ deps, context, params }) => ({
      status: 200,
      body: presentDelivery(await retryDelivery(repeating(deps), context, params.id, params.deliveryId)),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/webhooks/{id}/replay',
    roles: ['admin'],
    summary: 'Send the events since a time again',
    description:
      'Oldest first, with the same ids and bodies, also the events of the time in which Parley had disabled the webhook. A call repeats up to 200 deliveries; send `next` as `after` to continue.',
    body: z.union([z.strictObject({ since: time }), z.strictObject({ after: z.string().min(1).max(300) })]).meta({ id: 'WebhookReplay' }),
    answers: { 200: z.strictObject({ replayed: z.number().int(), next: z.string().nullable() }).meta({ id: 'WebhookReplayResult' }) },
    idempotent: false,
    handle: async ({ deps, context, params, body }) => {
      const from = 'after' in body ? body : { since: Date.parse(body.since) };
      return { status: 200, body: await replayDeliveries(repeating(deps), context, params.id, from) };
    },
  }),
];
