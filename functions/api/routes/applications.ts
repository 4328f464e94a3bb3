import * as z from 'zod';
import { presentApplication } from '../../../domain/chat/application.ts';
import { changeApplication, createApplication, listApplications, readApplication } from '../../../domain/chat/applications.ts';
import { createChat, listChats, presentChat, readChat, renameChat } from '../../../domain/chat/chats.ts';
import { chatDeps } from '../chat-deps.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { application, applicationChange, applicationDraft, chat, chatChange, chatDraft, inApplication, order } from '../schemas/chat.ts';

const EVERYBODY = ['admin', 'supervisor', 'agent', 'user'] as const;

export const applicationRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/applications',
    roles: ['admin'],
    summary: 'List the client applications, newest first',
    description: 'Each with its token and the exact number of its chats.',
    query: z.strictObject({ ...listQuery, order }),
    answers: { 200: listOf(application) },
    handle: async ({ deps, context, query, page }) => {
      const asked = { order: query.order ?? ('desc' as const), after: page.after(z.number()), limit: page.limit };
      const { items, next } = await listApplications(deps, context.tenantId, asked);
      return { status: 200, body: { items: [...items], nextCursor: page.cursor(next) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/applications',
    roles: ['admin'],
    summary: 'Add a client application',
    description: 'The `token` names the application in every path of its chats. Nobody can guess it. It is no credential: every call needs one besides.',
    body: applicationDraft,
    answers: { 201: application },
    handle: async ({ deps, context, body }) => ({ status: 201, body: await createApplication(chatDeps(deps), context, body) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/applications/{token}',
    roles: EVERYBODY,
    summary: 'Read a client application',
    description: 'One application by its token, with the exact number of its chats.',
    answers: { 200: application },
    handle: async ({ deps, context, params }) => ({ status: 200, body: presentApplication(await readApplication(deps, context.tenantId, params.token)) }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/applications/{token}',
    roles: ['admin'],
    summary: 'Rename a client application, or turn its link previews on or off',
    description: 'The token and the chats stay.',
    body: applicationChange,
    answers: { 200: application },
    handle: async ({ deps, context, params, body }) => ({ status: 200, body: await changeApplication(chatDeps(deps), context, params.token, body) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/applications/{token}/chats',
    roles: EVERYBODY,
    summary: 'List the chats of an application, newest first',
    description: 'Each with the exact number of its messages.',
    query: z.strictObject({ ...listQuery, order }),
    answers: { 200: listOf(chat) },
    handle: async ({ deps, context, params, query, page }) => {
      const asked = { order: query.order ?? ('desc' as const), after: page.after(z.number()), limit: page.limit };
      const { items, next } = await listChats(deps, context.tenantId, params.token, asked);
      return { status: 200, body: { items: [...items], nextCursor: page.cursor(next) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/applications/{token}/chats',
    roles: EVERYBODY,
    summary: 'Open a chat of an application',
    description: 'Chats are numbered 1, 2, 3 … within their application, without gaps. The number in the response is final.',
    body: chatDraft,
    answers: { 201: chat },
    handle: async ({ deps, context, params, body }) => ({ status: 201, body: await createChat(chatDeps(deps), context, params.token, body ?? {}) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/applications/{token}/chats/{number}',
    roles: EVERYBODY,
    summary: 'Read a chat',
    description: 'One chat by its number, with the exact number of its messages.',
    params: inApplication,
    answers: { 200: chat },
    handle: async ({ deps, context, params }) => ({ status: 200, body: presentChat(await readChat(deps, context.tenantId, params)) }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/applications/{token}/chats/{number}',
    roles: EVERYBODY,
    summary: 'Rename a chat',
    description: 'The number and the messages stay.',
    params: inApplication,
    body: chatChange,
    answers: { 200: chat },
    handle: async ({ deps, context, params, body }) => ({ status: 200, body: await renameChat(chatDeps(deps), context.tenantId, params, body) }),
  }),
];
