import * as z from 'zod';
import { changeGroup } from '../../../domain/chat/groups/change-group.ts';
import { createGroup } from '../../../domain/chat/groups/create-group.ts';
import { groupOf } from '../../../domain/chat/groups/group.ts';
import { endInvitation, inviteToGroup, joinByInvitation } from '../../../domain/chat/groups/invitations.ts';
import { listGroups, listMembers, showGroup } from '../../../domain/chat/groups/read-groups.ts';
import { setGroupRole } from '../../../domain/chat/groups/set-role.ts';
import { participantOf } from '../../../domain/chat/participant.ts';
import { changeRoomSettings } from '../../../domain/chat/rooms.ts';
import { GROUP_JSON_BYTES } from '../../../domain/limits.ts';
import { groupDeps } from '../chat-deps.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import {
  group,
  groupChange,
  groupDraft,
  groupStarted,
  inGroup,
  invitation,
  joining,
  member,
  memberChange,
  memberPosition,
  membershipChange,
  roomPosition,
} from '../schemas/groups.ts';
import { roomSettings } from './room-settings.ts';

const EVERYBODY = ['admin', 'supervisor', 'agent', 'user'] as const;

export const groupRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/groups',
    roles: EVERYBODY,
    summary: 'List your groups with their newest messages and unread counts',
    description: 'Pinned groups first, then those with the newest messages. A group that gets a message while you read the pages may appear twice.',
    query: z.strictObject(listQuery),
    answers: { 200: listOf(group) },
    handle: async ({ deps, context, page }) => {
      const { items, next } = await listGroups(deps, context, { after: page.after(roomPosition), limit: page.limit });
      return { status: 200, body: { items: [...items], nextCursor: page.cursor(next) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/groups',
    roles: EVERYBODY,
    summary: 'Make a group of up to 50,000 members',
    description:
      'You are its owner and a member. With an `id` that the client made, or an `Idempotency-Key`, you can repeat the call until it is answered: there is one group, and the answer is the same. The same `id` with another body is a 409. One unknown person among `memberIds` is a 422, and nobody is added. Above 1,000 people, the answer is a 202: the group is there, and the job adds them.',
    body: groupDraft,
    maxBody: GROUP_JSON_BYTES,
    answers: { 201: group, 202: groupStarted },
    handle: async ({ deps, context, body }) => createGroup(groupDeps(deps), context, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/groups/join',
    roles: EVERYBODY,
    summary: 'Join a group by an invitation',
    description: 'For a member, nothing changes. An invitation that has ended is a 404.',
    body: joining,
    answers: { 200: group },
    handle: async ({ deps, context, body }) => ({ status: 200, body: await joinByInvitation(groupDeps(deps), context, body.invite) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/groups/{id}',
    roles: EVERYBODY,
    summary: 'Read a group',
    description: 'Whoever is no member gets a 404, as for a group that does not exist.',
    answers: { 200: group },
    handle: async ({ deps, context, params }) => ({ status: 200, body: await showGroup(deps, context, params.id) }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/groups/{id}',
    roles: EVERYBODY,
    summary: 'Rename a group, add and remove members, slow it down, or leave it',
    description:
      'The owner and admins rename, add and remove; admins remove members only. Everybody may remove themselves. Whoever is a member already, or is none, stays so: repeat the call if it was interrupted. One unknown or banned person in `add` is a 422, and nothing changes. With `slowModeSeconds`, a plain member waits so long between two messages; earlier ones are a 429. Above 1,000 people, the answer is a 202, and the job changes the members. When the owner leaves, the first admin becomes the owner, or else a member.',
    body: groupChange,
    maxBody: GROUP_JSON_BYTES,
    answers: { 200: group, 202: groupStarted },
    handle: async ({ deps, context, params, body }) => changeGroup(groupDeps(deps), context, params.id, body),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/groups/{id}/membership',
    roles: EVERYBODY,
    summary: 'Mute or pin a group for yourself',
    description: 'Other members do not see it.',
    body: membershipChange,
    answers: { 200: group },
    handle: async ({ deps, context, params, body }) => {
      const { tenantId, actor } = context;
      await changeRoomSettings(deps.table, groupOf(tenantId, params.id), participantOf(actor).id, roomSettings(body), 'group');
      return { status: 200, body: await showGroup(deps, context, params.id) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/groups/{id}/members',
    roles: EVERYBODY,
    summary: 'List the members of a group with their roles',
    description: 'In no particular order.',
    query: z.strictObject(listQuery),
    answers: { 200: listOf(member) },
    handle: async ({ deps, context, params, page }) => {
      const { items, next } = await listMembers(groupDeps(deps), context, params.id, { after: page.after(memberPosition), limit: page.limit });
      return { status: 200, body: { items: [...items], nextCursor: page.cursor(next) } };
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/groups/{id}/members/{userId}',
    roles: EVERYBODY,
    summary: 'Change the role of a member',
    description: 'Only the owner may. A new owner makes you an admin. A group can have 20 admins.',
    params: inGroup,
    body: memberChange,
    answers: { 200: member },
    handle: async ({ deps, context, params, body }) => ({ status: 200, body: await setGroupRole(groupDeps(deps), context, params, body.role) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/groups/{id}/invitation',
    roles: EVERYBODY,
    summary: 'Make an invitation to a group',
    description:
      'The owner and admins may. Whoever of the tenant has the `invite` can join, until you end it or make another one. It is shown once; the hub keeps its hash. Put it into the fragment of a link of your app, not into a path or a query.',
    answers: { 201: invitation },
    idempotent: false,
    handle: async ({ deps, context, params }) => ({ status: 201, body: await inviteToGroup(groupDeps(deps), context, params.id) }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/groups/{id}/invitation',
    roles: EVERYBODY,
    summary: 'End the invitation to a group',
    description: 'The owner and admins may. Repeating the call changes nothing.',
    answers: { 204: null },
    handle: async ({ deps, context, params }) => {
      await endInvitation(groupDeps(deps), context, params.id);
      return { status: 204 };
    },
  }),
];
