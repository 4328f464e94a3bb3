import * as z from 'zod';
import { presentPeopleState } from '../../../domain/people/user-service/present-state.ts';
import { readPeopleState } from '../../../domain/people/user-service/state.ts';
import { time } from '../fields.ts';
import { defineRoute } from '../route.ts';

const userService = z
  .strictObject({
    state: z.enum(['off', 'waiting', 'current', 'stale']),
    askedAt: time.nullable(),
    syncedAt: time.nullable(),
    ageSeconds: z.number().int().nullable(),
    error: z.string().nullable(),
    agents: z.number().int(),
    teams: z.number().int(),
    skippedCount: z.number().int(),
    skipped: z.array(z.strictObject({ kind: z.enum(['agent', 'team']), id: z.string().nullable(), reason: z.string() })),
  })
  .meta({ id: 'UserService' });

export const userServiceRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/user-service',
    roles: ['admin', 'supervisor'],
    summary: 'Read the state of the user service',
    description:
      'Agents and teams whose `source` is `user_service` are a copy of what the service of `USER_SERVICE_URL` last answered. While it is down, the copy stays in use and `state` is `stale`.',
    answers: { 200: userService },
    handle: async ({ deps, context }) => {
      const isOn = deps.people !== null;
      const state = isOn ? await readPeopleState(deps.table, context.tenantId) : null;
      return { status: 200, body: presentPeopleState(isOn, state, deps.clock()) };
    },
  }),
];
