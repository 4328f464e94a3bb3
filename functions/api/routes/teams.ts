import * as z from 'zod';
import { changeTeam, createTeam, deleteTeam, getTeam, listTeams } from '../../../domain/people/teams/teams.ts';
import { name, time } from '../fields.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { sortBy, sortedPage } from '../sorting.ts';

const team = z
  .strictObject({ id: z.string(), name: z.string(), members: z.number().int(), source: z.enum(['hub', 'user_service']), createdAt: time })
  .meta({ id: 'Team' });

export const teamRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/teams',
    roles: ['admin', 'supervisor', 'agent'],
    summary: 'List the teams',
    description: 'All teams of the tenant.',
    query: z.strictObject({ ...listQuery, sort: sortBy(['name', 'createdAt']).optional() }),
    answers: { 200: listOf(team) },
    handle: async ({ deps, context, query, page }) => ({ status: 200, body: sortedPage(await listTeams(deps, context), query.sort ?? 'name', page) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/teams',
    roles: ['admin'],
    summary: 'Add a team',
    description: 'Agents join it by their `teamIds`.',
    body: z.strictObject({ name }).meta({ id: 'TeamDraft' }),
    answers: { 201: team },
    handle: async ({ deps, context, body }) => ({ status: 201, body: await createTeam(deps, context, body) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/teams/{id}',
    roles: ['admin', 'supervisor', 'agent'],
    summary: 'Read a team',
    description: 'One team by id, with the number of its members.',
    answers: { 200: team },
    handle: async ({ deps, context, params }) => ({ status: 200, body: await getTeam(deps, context, params.id) }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/teams/{id}',
    roles: ['admin'],
    summary: 'Rename a team',
    description: 'Tickets and queues keep the team, because they refer to its id.',
    body: z.strictObject({ name: name.optional() }).meta({ id: 'TeamChange' }),
    answers: { 200: team },
    handle: async ({ deps, context, params, body }) => ({ status: 200, body: await changeTeam(deps, context, params.id, body) }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/teams/{id}',
    roles: ['admin'],
    summary: 'Remove a team without members',
    description: 'A team that has members is a 409.',
    answers: { 204: null },
    handle: async ({ deps, context, params }) => {
      await deleteTeam(deps, context, params.id);
      return { status: 204 };
    },
  }),
];
