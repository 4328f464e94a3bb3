import * as z from 'zod';
import { directOf } from '../../../domain/chat/directs/directs.ts';
import { groupOf } from '../../../domain/chat/groups/group.ts';
import { type Blockable, deleteInRoom, editInRoom, hideInRoom, listRoomMessages, postToRoom, readRoomMessage } from '../../../domain/chat/room-messages.ts';
import type { Conversation } from '../../../domain/conversations/kinds/kind.ts';
import { chatDeps } from '../chat-deps.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { chatEdit, chatMessage, chatMessageWithEdits, chatPost, order, thread } from '../schemas/chat.ts';
import { inRoom } from '../schemas/groups.ts';

const EVERYBODY = ['admin', 'supervisor', 'agent', 'user'] as const;

type Path = '/v1/groups/{id}/messages' | '/v1/directs/{id}/messages';

/** The same routes for groups and for directs. `roomOf`: the conversation of an id. */
const messagesOf = <Head extends Blockable>(all: Path, one: `${Path}/{n}`, what: string, roomOf: (tenantId: string, id: string) => Conversation<Head>) => [
  defineRoute({
    method: 'GET',
    path: all,
    roles: EVERYBODY,
    summary: `List the messages of ${what}, newest first or oldest first`,
    description: 'A new member sees the whole log. A page of long messages may be shorter than its limit although `nextCursor` shows that there is more.',
    query: z.strictObject({ ...listQuery, order, thread }),
    answers: { 200: listOf(chatMessage) },
    handle: async ({ deps, context, params, query, page }) => {
      const asked = { order: query.order ?? ('desc' as const), after: page.after(z.number()), limit: page.limit };
      const { items, next } = await listRoomMessages(deps, context, roomOf(context.tenantId, params.id), asked, query.thread);
      return { status: 200, body: { items: [...items], nextCursor: page.cursor(next) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: all,
    roles: EVERYBODY,
    summary: `Write a message in ${what}`,
    description:
      'Messages are numbered 1, 2, 3 … without gaps, in the order in which the hub accepts them. The number in the response is final. Send an `Idempotency-Key` and repeat the call until it is answered: the message is there once. `@[id]` in the text mentions a member. `attachmentIds` are files of `POST /v1/attachments`; beside them, the `body` may be missing.',
    body: chatPost,
    answers: { 201: chatMessage },
    handle: async ({ deps, context, params, body }) => ({
      status: 201,
      body: await postToRoom(chatDeps(deps), context, roomOf(context.tenantId, params.id), body.body ?? '', body),
    }),
  }),
  defineRoute({
    method: 'GET',
    path: one,
    roles: EVERYBODY,
    summary: `Read a message of ${what} with its earlier texts`,
    description: 'A deleted message keeps its number; its texts are gone. Very long earlier texts are listed as far as they fit into a response.',
    params: inRoom,
    answers: { 200: chatMessageWithEdits },
    handle: async ({ deps, context, params }) => {
      const { edits, ...message } = await readRoomMessage(deps, context, roomOf(context.tenantId, params.id), params.n);
      return { status: 200, body: { ...message, edits: [...edits] } };
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: one,
    roles: EVERYBODY,
    summary: `Edit or hide a message of ${what}`,
    description:
      'Only its author gives it a new `body`. The earlier text stays readable. A message can be edited 50 times; a deleted or hidden one is a 409. The owner and the admins of a group set `hidden`: other members see no text then.',
    params: inRoom,
    body: chatEdit,
    answers: { 200: chatMessage },
    handle: async ({ deps, context, params, body }) => ({
      status: 200,
      body:
        'hidden' in body
          ? await hideInRoom(chatDeps(deps), context, roomOf(context.tenantId, params.id), params.n, body.hidden)
          : await editInRoom(chatDeps(deps), context, roomOf(context.tenantId, params.id), params.n, body.body),
    }),
  }),
  defineRoute({
    method: 'DELETE',
    path: one,
    roles: EVERYBODY,
    summary: `Delete a message of ${what}; its number stays as a tombstone`,
    description: 'Its author may, and the owner and the admins of a group. All its texts are deleted permanently. Repeating the call changes nothing.',
    params: inRoom,
    answers: { 204: null },
    handle: async ({ deps, context, params }) => {
      await deleteInRoom(chatDeps(deps), context, roomOf(context.tenantId, params.id), params.n);
      return { status: 204 };
    },
  }),
];

export const groupMessageRoutes = messagesOf('/v1/groups/{id}/messages', '/v1/groups/{id}/messages/{n}', 'a group', groupOf);
export const directMessageRoutes = messagesOf('/v1/directs/{id}/messages', '/v1/directs/{id}/messages/{n}', 'a direct', directOf);
