import * as z from 'zod';
import { AVAILABILITIES, type AvailabilitySetting } from '../../../domain/availability/availability.ts';
import { Problem } from '../../../domain/errors.ts';
import { getMe } from '../../../domain/people/me.ts';
import { setAvailability } from '../../../domain/people/set-availability.ts';
import { packFeed } from '../../../domain/realtime/feed-entry.ts';
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
    availability: z.strictObject({ availability: z.enum(AVAILABILITIES), until: time.nullable() }).nullable(),
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
    roles: ['admin', 'supervisor', 'agent'],
    summary: 'Say whether you are available',
    description:
      'Rules give tickets to agents who are `online` only. `away` and `out_of_office` apply until you change them, or until `until`. Colleagues see it in the directory and in `presence` frames. An API key has no availability (403).',
    body: z.strictObject({ availability: z.enum(AVAILABILITIES), until: time.nullable().optional() }).meta({ id: 'MeChange' }),
    answers: { 200: me },
    handle: async ({ deps, context, body }) => {
      const { tenantId, actor } = context;
      if (actor.type !== 'agent') throw new Problem('forbidden', 'Only an agent has an availability.');
      const announce = async (_: string, userId: string, said: AvailabilitySetting): Promise<void> => {
        const bodies = packFeed([{ kind: 'presence', tenantId, userId, said }]);
        await deps.queues.send(
          deps.settings.deliveryQueueUrl,
          bodies.map((one) => ({ body: one })),
        );
      };
      await setAvailability({ ...deps, tell: announce }, { tenantId, agentId: actor.id }, { availability: body.availability, until: body.until ?? null });
      return { status: 200, body: await getMe(deps, context) };
    },
  }),
];
