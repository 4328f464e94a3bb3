import * as z from 'zod';
import { deleteChatMessage, editChatMessage, hideChatMessage, listChatMessages, postChatMessage, readChatMessage } from '../../../domain/chat/messages.ts';
import { readerOf } from '../../../domain/chat/participant.ts';
import { findInChat } from '../../../domain/search/find-in-chat.ts';
import { chatDeps, groupDeps } from '../chat-deps.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { chatEdit, chatMessage, chatMessageWithEdits, chatPost, foundChatMessage, inApplication, inChat, order, thread } from '../schemas/chat.ts';

const EVERYBODY = ['admin', 'supervisor', 'agent', 'user'] as const;

export const chatMessageRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/applications/{token}/chats/{number}/messages',
    roles: EVERYBODY,
    summary: 'List the messages of a chat, newest first or oldest first',
    description: 'A page of long messages may be shorter than its limit although `nextCursor` shows that there is more.',
    params: inApplication,
    query: z.strictObject({ ...listQuery, order, thread }),
    answers: { 200: listOf(chatMessage) },
    handle: async ({ deps, context, params, query, page }) => {
      const asked = { order: query.order ?? ('desc' as const), after: page.after(z.number()), limit: page.limit };
      const { items, next } = await listChatMessages(deps, context.tenantId, params, asked, readerOf(context.actor), query.thread);
      return { status: 200, body: { items: [...items], nextCursor: page.cursor(next) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/applications/{token}/chats/{number}/messages',
    roles: EVERYBODY,
    summary: 'Write a message in a chat',
    description:
      'Messages are numbered 1, 2, 3 … within their chat, without gaps, in the order in which the hub accepts them. The number in the response is final. Send an `Idempotency-Key` and repeat the call until it is answered: the message is there once. `@[id]` in the text mentions a person of the tenant. `attachmentIds` are files of `POST /v1/attachments`; beside them, the `body` may be missing.',
    params: inApplication,
    body: chatPost,
    answers: { 201: chatMessage },
    handle: async ({ deps, context, params, body }) => ({ status: 201, body: await postChatMessage(groupDeps(deps), context, params, body.body ?? '', body) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/applications/{token}/chats/{number}/messages/search',
    roles: EVERYBODY,
    summary: 'Search the messages of a chat by their words, newest first',
    description:
      'Every word must occur in the message; the last one may be incomplete; "quotes" make a phrase. Accents, case and look-alike letters do not matter, in any language. Search follows a change within 2 s. Hits are checked against the table, so a page may be shorter than its limit.',
    params: inApplication,
    query: z.strictObject({ ...listQuery, q: z.string().trim().min(1).max(500) }),
    answers: { 200: listOf(foundChatMessage) },
    handle: async ({ deps, context, params, query, page }) => {
      const { items, next } = await findInChat(
        deps,
        context.tenantId,
        params,
        { q: query.q, before: page.after(z.number()), limit: page.limit },
        readerOf(context.actor),
      );
      return {
        status: 200,
        body: { items: items.map(({ highlights, ...message }) => ({ ...message, highlights: [...highlights] })), nextCursor: page.cursor(next) },
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/applications/{token}/chats/{number}/messages/{n}',
    roles: EVERYBODY,
    summary: 'Read a message of a chat with its earlier texts',
    description: 'A deleted message keeps its number; its texts are gone. Very long earlier texts are listed as far as they fit into a response.',
    params: inChat,
    answers: { 200: chatMessageWithEdits },
    handle: async ({ deps, context, params }) => {
      const { edits, ...message } = await readChatMessage(deps, context.tenantId, params, params.n, readerOf(context.actor));
      return { status: 200, body: { ...message, edits: [...edits] } };
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/applications/{token}/chats/{number}/messages/{n}',
    roles: EVERYBODY,
    summary: 'Edit or hide a message of a chat',
    description:
      'Only its author gives it a new `body`. The earlier text stays readable. A message can be edited 50 times; a deleted or hidden one is a 409. Admins of the tenant set `hidden`: everybody else sees no text then.',
    params: inChat,
    body: chatEdit,
    answers: { 200: chatMessage },
    handle: async ({ deps, context, params, body }) => ({
      status: 200,
      body:
        'hidden' in body
          ? await hideChatMessage(chatDeps(deps), context, params, params.n, body.hidden)
          : await editChatMessage(chatDeps(deps), context, params, params.n, body.body),
    }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/applications/{token}/chats/{number}/messages/{n}',
    roles: EVERYBODY,
    summary: 'Delete a message of a chat; its number stays as a tombstone',
    description: 'Its author and the admins of the tenant may. All its texts are deleted permanently. Repeating the call changes nothing.',
    params: inChat,
    answers: { 204: null },
    handle: async ({ deps, context, params }) => {
      await deleteChatMessage(chatDeps(deps), context, params, params.n);
      return { status: 204 };
    },
  }),
];
