import * as z from 'zod';
import { banFromGroup, listBans, unbanFromGroup } from '../../../domain/chat/groups/bans.ts';
import { groupDeps } from '../chat-deps.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { ban, banDraft, inGroup } from '../schemas/groups.ts';

const EVERYBODY = ['admin', 'supervisor', 'agent', 'user'] as const;

export const groupBanRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/groups/{id}/bans',
    roles: EVERYBODY,
    summary: 'List who is banned from a group',
    description: 'For the owner and admins of the group. In the order of their ids.',
    query: z.strictObject(listQuery),
    answers: { 200: listOf(ban) },
    handle: async ({ deps, context, params, page }) => {
      const { items, next } = await listBans(groupDeps(deps), context, params.id, { after: page.after(z.string()), limit: page.limit });
      return { status: 200, body: { items: [...items], nextCursor: page.cursor(next) } };
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/groups/{id}/bans/{userId}',
    roles: EVERYBODY,
    summary: 'Ban a person from a group',
    description:
      'The owner bans everybody else, admins ban members and people outside. Who is banned loses their membership, and no invitation, no `add` and no job brings them back. Repeating the call changes nothing.',
    params: inGroup,
    body: banDraft,
    answers: { 200: ban },
    handle: async ({ deps, context, params, body }) => ({
      status: 200,
      body: await banFromGroup(groupDeps(deps), context, params, body?.reason ?? null),
    }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/groups/{id}/bans/{userId}',
    roles: EVERYBODY,
    summary: 'End the ban of a person',
    description: 'For the owner and admins of the group. The person may join again, and is no member yet. Who is not banned is a 404.',
    params: inGroup,
    answers: { 204: null },
    handle: async ({ deps, context, params }) => {
      await unbanFromGroup(groupDeps(deps), context, params);
      return { status: 204 };
    },
  }),
];
