import * as z from 'zod';
import { CHECKED } from '../../../channels/registry/rows/checked.ts';
import { type Health, readHealth } from '../../../domain/origins/health.ts';
import { findOrigin } from '../../../domain/origins/read-origin.ts';
import { listUnreadable, type UnreadableCall } from '../../../domain/origins/unreadable-calls.ts';
import { askTest } from '../../../domain/outbound/origin-test/ask-test.ts';
import type { ApiDeps } from '../deps.ts';
import { time } from '../fields.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { job } from '../schemas/job.ts';

const error = z.strictObject({ code: z.string(), message: z.string() });
const elements = z.array(z.strictObject({ index: z.number().int(), reason: z.string() }));

const unreadableEvent = z
  .strictObject({
    id: z.string(),
    state: z.literal('unreadable'),
    at: time,
    count: z.number().int(),
    elements,
    contentType: z.string(),
    size: z.number().int(),
    url: z.string(),
  })
  .meta({ id: 'UnreadableEvent' });
const replayed = z.strictObject({ accepted: z.number().int(), unreadable: elements }).meta({ id: 'ReplayedEvent' });
const tested = z.strictObject({ state: z.enum(['passed', 'failed', 'unknown', 'not_checked']), error: error.nullable(), at: time }).meta({ id: 'OriginTest' });
const health = z
  .strictObject({
    lastEventAt: time.nullable(),
    lostAccess: z.strictObject({ since: time, error }).nullable(),
    unreadable: z.number().int(),
    lastUnreadable: z.strictObject({ at: time, reason: z.string() }).nullable(),
    notices: z.array(z.strictObject({ at: time, what: z.string(), text: z.string() })),
  })
  .meta({ id: 'OriginHealth' });

const LINK_SECONDS = 300;
const presentEvent = async ({ objects }: ApiDeps, { id, at, count, elements: read, contentType, bytes, objectKey }: UnreadableCall) => ({
  id,
  state: 'unreadable' as const,
  at,
  count,
  elements: [...read],
  contentType,
  size: bytes,
  // As a file: what a provider sent is never shown as a page.
  url: await objects.presignDownload(objectKey, { filename: `${id}.bin`, contentType: 'application/octet-stream', seconds: LINK_SECONDS }),
});

const healthOf = ({ notices, ...more }: Health) => ({ ...more, notices: [...notices] });

export const originEventRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/origins/{id}/health',
    roles: ['admin', 'supervisor'],
    summary: 'See how an origin is',
    description:
      'When it last got an event, whether its provider still accepts the credentials, how many calls could not be read, and what the provider has said about the account.',
    answers: { 200: health },
    handle: async ({ deps, context, params }) => {
      await findOrigin(deps, context.tenantId, params.id);
      return { status: 200, body: healthOf(await readHealth(deps.table, context.tenantId, params.id)) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/origins/{id}/test',
    roles: ['admin'],
    summary: 'Check the credentials of an origin with its provider',
    description:
      'Calls the provider without changing anything there: 200 with the result if it comes in time, else 202 with a job that has it. `failed` also shows as `lostAccess` of the origin, unless the provider accepts the credentials and another setting there is wrong. `not_checked`: no call of the origin shows whether the credentials are right.',
    answers: { 200: tested, 202: job },
    idempotent: false,
    handle: async ({ deps, context, params }) => {
      const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
      const { outboundQueueUrl, aiWithinMs: withinMs } = deps.settings;
      const isChecked = (channel: string): boolean => Object.hasOwn(CHECKED, channel);
      const asked = await askTest({ ...deps, outboundQueueUrl, withinMs, sleep, isChecked }, context, params.id);
      return 'test' in asked ? { status: 200 as const, body: asked.test } : { status: 202 as const, body: asked.job };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/origins/{id}/events',
    roles: ['admin'],
    summary: 'List calls of a provider that could not be read, newest first',
    description:
      'Each is a call with elements that could not be read, or that no origin takes. Its bytes are kept for 90 days; `url` downloads them and is valid for 5 minutes. The other elements of the call had their effect.',
    query: z.strictObject({ ...listQuery, state: z.literal('unreadable').default('unreadable') }),
    answers: { 200: listOf(unreadableEvent) },
    handle: async ({ deps, context, params, page }) => {
      await findOrigin(deps, context.tenantId, params.id);
      const wanted = { tenantId: context.tenantId, originId: params.id, after: page.after(z.string()), limit: page.limit };
      const { calls, next } = await listUnreadable(deps.table, wanted);
      return { status: 200, body: { items: await Promise.all(calls.map((one) => presentEvent(deps, one))), nextCursor: page.cursor(next) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/origins/{id}/events/{eventId}/replay',
    roles: ['admin'],
    summary: 'Read a kept call again',
    description:
      'For when a newer release can read it, or the missing origin is connected. Elements that had their effect have none again. The event is removed when all of it could be read; else `unreadable` says why not. 409 if its bytes are no longer kept.',
    answers: { 200: replayed },
    idempotent: false,
    handle: async ({ deps, context, params }) => {
      // The parsers of all channels: no other route needs them.
      const { replayCall } = await import('../../webhooks/replay-call.ts');
      const { accepted, unreadable } = await replayCall(deps, context, params.id, params.eventId);
      return { status: 200, body: { accepted, unreadable: unreadable.map(({ index, reason }) => ({ index, reason })) } };
    },
  }),
];
