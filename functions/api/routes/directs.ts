import * as z from 'zod';
import { changeDirect, listDirects, openDirect, showDirect } from '../../../domain/chat/directs/directs.ts';
import { groupDeps } from '../chat-deps.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { direct, directChange, directDraft, roomPosition } from '../schemas/groups.ts';
import { roomSettings } from './room-settings.ts';

const EVERYBODY = ['admin', 'supervisor', 'agent', 'user'] as const;

export const directRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/directs',
    roles: EVERYBODY,
    summary: 'List your directs with their newest messages and unread counts',
    description: 'Pinned ones first, then those with the newest messages. A direct that gets a message while you read the pages may appear twice.',
    query: z.strictObject(listQuery),
    answers: { 200: listOf(direct) },
    handle: async ({ deps, context, page }) => {
      const { items, next } = await listDirects(groupDeps(deps), context, { after: page.after(roomPosition), limit: page.limit });
      return { status: 200, body: { items: [...items], nextCursor: page.cursor(next) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/directs',
    roles: EVERYBODY,
    summary: 'Open the direct with another person',
    description: 'There is one for each two people: whoever opens it again gets the same one.',
    body: directDraft,
    answers: { 201: direct },
    handle: async ({ deps, context, body }) => ({ status: 201, body: await openDirect(groupDeps(deps), context, body.userId) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/directs/{id}',
    roles: EVERYBODY,
    summary: 'Read a direct',
    description: 'Whoever is none of the two gets a 404, as for a direct that does not exist.',
    answers: { 200: direct },
    handle: async ({ deps, context, params }) => ({ status: 200, body: await showDirect(groupDeps(deps), context, params.id) }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/directs/{id}',
    roles: EVERYBODY,
    summary: 'Mute or pin a direct for yourself, or block the other person',
    description: 'While one of you has blocked the other, neither can write, edit or delete there (403). The other person is not told who has.',
    body: directChange,
    answers: { 200: direct },
    handle: async ({ deps, context, params, body }) => {
      const change = { ...roomSettings(body), blocked: body.blocked };
      return { status: 200, body: await changeDirect(groupDeps(deps), context, params.id, change) };
    },
  }),
];
