import * as z from 'zod';
import { AVAILABILITIES, type AvailabilitySetting } from '../../../domain/availability/availability.ts';
import { Problem } from '../../../domain/errors.ts';
import { getMe } from '../../../domain/people/me.ts';
import { changePushPreferences } from '../../../domain/people/push-preferences.ts';
import { setAvailability } from '../../../domain/people/set-availability.ts';
import { packFeed } from '../../../domain/realtime/feed-entry.ts';
import type { ApiDeps } from '../deps.ts';
import { clock, isTimeZone, role, time } from '../fields.ts';
import { defineRoute } from '../route.ts';

const quietHours = z.strictObject({ from: clock, to: clock, timeZone: z.string().max(100) }).nullable();

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
    availability: z.strictObject({ availability: z.enum(AVAILABILITIES), until: time.nullable() }).nullable(),
    quietHours,
    pushText: z.boolean(),
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
  defineRoute({
    method: 'PATCH',
    path: '/v1/me',
    roles: ['admin', 'supervisor', 'agent', 'user'],
    summary: 'Change your availability and your pushes',
    description:
      'Rules give tickets to agents who are `online` only. `away` and `out_of_office` apply until you change them, or until `until`. Colleagues see it in the directory and in `presence` frames. Users have no availability (403). Your devices get no pushes during `quietHours`, and one for each conversation when they end. An API key has none of this (403).',
    body: z
      .strictObject({
        availability: z.enum(AVAILABILITIES).optional(),
        until: time.nullable().optional(),
        quietHours: quietHours.optional(),
        pushText: z.boolean().optional(),
      })
      .meta({ id: 'MeChange' }),
    answers: { 200: me },
    handle: async ({ deps, context, body }) => {
      const { tenantId, actor } = context;
      const { availability, until = null, quietHours: quiet, pushText } = body;
      if (actor.type !== 'agent' && (availability !== undefined || actor.type !== 'user')) throw new Problem('forbidden', 'Only an agent has an availability.');
      if (availability === undefined && body.until !== undefined)
        throw new Problem('unprocessable', 'An end without an availability.', { errors: [{ path: 'availability', message: 'is required with until' }] });
      if (quiet && !isTimeZone(quiet.timeZone))
        throw new Problem('unprocessable', 'No such time zone.', { errors: [{ path: 'quietHours.timeZone', message: 'is not a time zone' }] });
      await changePushPreferences(deps.table, tenantId, actor.id, { quietHours: quiet, pushText });
      if (availability !== undefined) await setAvailability({ ...deps, tell: announcing(deps) }, { tenantId, agentId: actor.id }, { availability, until });
      return { status: 200, body: await getMe(deps, context) };
    },
  }),
];

/** Tells connected colleagues. */
const announcing =
  (deps: ApiDeps) =>
  async (tenantId: string, userId: string, said: AvailabilitySetting): Promise<void> => {
    const bodies = packFeed([{ kind: 'presence', tenantId, userId, said }]);
    await deps.queues.send(
      deps.settings.deliveryQueueUrl,
      bodies.map((one) => ({ body: one })),
    );
  };
