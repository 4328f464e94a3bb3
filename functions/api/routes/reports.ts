import * as z from 'zod';
import { directOf } from '../../../domain/chat/directs/directs.ts';
import { groupOf } from '../../../domain/chat/groups/group.ts';
import { reportInChat, reportInRoom } from '../../../domain/chat/moderation/report-message.ts';
import { listReports, settleReport } from '../../../domain/chat/moderation/settle-reports.ts';
import type { RoomHead } from '../../../domain/chat/rooms.ts';
import type { Conversation } from '../../../domain/conversations/kinds/kind.ts';
import { chatDeps } from '../chat-deps.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { inChat } from '../schemas/chat.ts';
import { inRoom } from '../schemas/groups.ts';
import { ownReport, report, reportChange, reportDraft, reportPosition, reportState } from '../schemas/reports.ts';

const EVERYBODY = ['admin', 'supervisor', 'agent', 'user'] as const;
const DESCRIPTION =
  'The admins of the tenant see the report with the message, and settle it. There is one for each person and message: repeating the call answers with the first one. Your own message is a 422, a deleted one a 409.';

const inRooms = <Head extends RoomHead>(
  path: `/v1/${'groups' | 'directs'}/{id}/messages/{n}/report`,
  what: string,
  roomOf: (tenantId: string, id: string) => Conversation<Head>,
) =>
  defineRoute({
    method: 'POST',
    path,
    roles: EVERYBODY,
    summary: `Report a message of ${what}`,
    description: DESCRIPTION,
    params: inRoom,
    body: reportDraft,
    answers: { 201: ownReport },
    handle: async ({ deps, context, params, body }) => ({
      status: 201,
      body: await reportInRoom(deps, context, roomOf(context.tenantId, params.id), params.n, body.reason),
    }),
  });

export const reportRoutes = [
  inRooms('/v1/groups/{id}/messages/{n}/report', 'a group', groupOf),
  inRooms('/v1/directs/{id}/messages/{n}/report', 'a direct', directOf),
  defineRoute({
    method: 'POST',
    path: '/v1/applications/{token}/chats/{number}/messages/{n}/report',
    roles: EVERYBODY,
    summary: 'Report a message of a chat',
    description: DESCRIPTION,
    params: inChat,
    body: reportDraft,
    answers: { 201: ownReport },
    handle: async ({ deps, context, params, body }) => ({ status: 201, body: await reportInChat(deps, context, params, params.n, body.reason) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/reports',
    roles: ['admin'],
    summary: 'List reported messages of chats, groups and directs, newest report first',
    description:
      'Open ones unless you give a `state`. Each has the message as it is now, also a hidden one. A page of long messages may be shorter than its limit.',
    query: z.strictObject({ ...listQuery, state: reportState.optional() }),
    answers: { 200: listOf(report) },
    handle: async ({ deps, context, query, page }) => {
      const asked = { after: page.after(reportPosition), limit: page.limit };
      const { items, next } = await listReports(deps, context, query.state ?? 'open', asked);
      return { status: 200, body: { items: [...items], nextCursor: page.cursor(next) } };
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/reports/{id}',
    roles: ['admin'],
    summary: 'Settle a report, and hide, show or delete its message',
    description:
      'With an `action`, the report is settled unless you give a `state`. You need not be in the conversation. A deleted message cannot be hidden (409). Repeating the call changes nothing.',
    body: reportChange,
    answers: { 200: report },
    handle: async ({ deps, context, params, body }) => ({ status: 200, body: await settleReport(chatDeps(deps), context, params.id, body) }),
  }),
];
