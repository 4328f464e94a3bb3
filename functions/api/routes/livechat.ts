import * as z from 'zod';
import { LONGEST_PATH_ID, VISITOR_TEXT, VISITOR_UPLOAD_BYTES } from '../../../domain/limits.ts';
import { acknowledge } from '../../../domain/livechat/acknowledge.ts';
import { readChatState } from '../../../domain/livechat/chat-state.ts';
import { positionText, readPosition } from '../../../domain/livechat/position.ts';
import { postByVisitor } from '../../../domain/livechat/post-message.ts';
import { presentToVisitor } from '../../../domain/livechat/present.ts';
import { rateChat } from '../../../domain/livechat/rate-chat.ts';
import { readHistory, readUpdates } from '../../../domain/livechat/read-messages.ts';
import { startSession } from '../../../domain/livechat/start-session.ts';
import { tellAnswers } from '../../../domain/livechat/tell-answers.ts';
import { announceVisitorFile, visitorFiles } from '../../../domain/livechat/visitor-files.ts';
import { widgetSettings } from '../../../domain/livechat/widget-settings.ts';
import { count } from '../../../domain/rate-limits/window.ts';
import { issueVisitorTicket } from '../../../domain/realtime/socket-ticket.ts';
import { inboundDeps, linkToFile } from '../livechat-deps.ts';
import { listOf, listQuery, MAX_LIMIT } from '../paging.ts';
import { defineRoute } from '../route.ts';
import {
  acknowledgement,
  position,
  sessionDraft,
  startedSession,
  visitorChat,
  visitorFileDraft,
  visitorMessage,
  visitorPost,
  visitorRating,
  visitorUpdates,
} from '../schemas/livechat.ts';
import { uploadForm } from '../schemas/upload.ts';
import { widgetSettings as settingsSchema } from '../schemas/widget.ts';

export const livechatRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/livechat/settings',
    roles: 'public',
    summary: 'Read how the chat widget looks',
    description: 'For the widget, before the visitor has a session. A page whose host is not in `allowedDomains` gets a 403.',
    query: z.strictObject({ originId: z.string().min(1).max(LONGEST_PATH_ID) }),
    answers: { 200: settingsSchema },
    handle: async ({ deps, query, headers }) => ({
      status: 200,
      body: await widgetSettings(deps, { originId: query.originId, page: headers['origin'] }),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/livechat/sessions',
    roles: 'public',
    summary: 'Start or resume a visitor’s session',
    description:
      'Called by a page whose host is in the origin’s `allowedDomains` (`Origin` header; 403 otherwise). With the `token` of an earlier session, the conversation continues. With `identity`, the business says who the visitor is: the same person has the same conversation on every device.',
    body: sessionDraft,
    answers: { 201: startedSession },
    idempotent: false,
    handle: async ({ deps, body, headers, address }) => {
      await count(deps, { what: 'livechat-session', who: `${body.originId}\n${address}`, most: deps.settings.limits.livechatSessionsPerAddress });
      const { tokenKey } = await deps.keys();
      return { status: 201, body: await startSession({ ...deps, tokenKey }, { ...body, page: headers['origin'] }) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/livechat/messages',
    roles: 'visitor',
    summary: 'Read the conversation backwards, newest messages first',
    description: 'For a visitor who scrolls back. `GET /v1/livechat/updates` reads what comes after.',
    query: z.strictObject(listQuery),
    answers: { 200: listOf(visitorMessage) },
    handle: async ({ deps, context: { visitor }, page }) => {
      const reading = { table: deps.table, bodies: deps.objects, linkTo: linkToFile(deps) };
      const { messages, after } = await readHistory(reading, visitor, { before: page.after(z.number()), limit: page.limit });
      return { status: 200, body: { items: messages, nextCursor: page.cursor(after) } };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/livechat/updates',
    roles: 'visitor',
    summary: 'Read what is new or has changed since a position',
    description:
      'For the time after a reconnect, and for polling where a WebSocket does not work. Without `position`, from the beginning. Keep the `position` of the answer, and read on at once while `more` is true.',
    query: z.strictObject({ position: position.optional(), limit: listQuery.limit }),
    answers: { 200: visitorUpdates },
    handle: async ({ deps, context: { visitor }, query }) => {
      const reading = { table: deps.table, bodies: deps.objects, linkTo: linkToFile(deps) };
      const since = readPosition(query.position ?? '') ?? { message: 0, amendment: 0 };
      const [{ messages, position: end, more }, chat] = await Promise.all([
        readUpdates(reading, visitor, since, query.limit ?? MAX_LIMIT),
        readChatState(deps.table, visitor.tenantId, visitor.threadId, deps.clock()),
      ]);
      return { status: 200, body: { items: [...messages], position: positionText(end), more, chat } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/livechat/messages',
    roles: 'visitor',
    summary: 'Send a visitor’s message',
    description: `The visitor’s device makes the \`id\`: sending the same id again returns the message that is there, with the same number. At most ${VISITOR_TEXT} characters.`,
    body: visitorPost,
    answers: { 201: visitorMessage },
    idempotent: false,
    handle: async ({ deps, context: { visitor, correlationId }, body }) => {
      const attachments = await visitorFiles(deps, visitor, body.attachmentIds ?? []);
      const post = { id: body.id, text: body.text ?? null, attachments };
      const { message, opened } = await postByVisitor(inboundDeps(deps), visitor, { correlationId, receivedAt: deps.clock() }, post);
      if (opened) await tellAnswers(deps.topics, { tenantId: visitor.tenantId, correlationId }, opened, deps.clock());
      return { status: 201, body: await presentToVisitor(message, linkToFile(deps)) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/livechat/acks',
    roles: 'visitor',
    summary: 'Acknowledge replies',
    description: 'Agents see `delivered` and `read` at their replies. A position never moves back.',
    body: acknowledgement,
    answers: { 204: null },
    idempotent: false,
    handle: async ({ deps, context: { visitor, correlationId }, body }) => {
      await acknowledge(inboundDeps(deps), visitor, { correlationId, receivedAt: deps.clock() }, body);
      return { status: 204 };
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/livechat/rating',
    roles: 'visitor',
    summary: 'Rate the chat that has ended',
    description:
      'Stars and an optional comment for the ticket with which the conversation has ended. One rating a ticket, which can be changed for a day; after that, and while the chat is open, a 409. A rating reopens nothing.',
    body: visitorRating,
    answers: { 200: visitorChat },
    handle: async ({ deps, context: { visitor, correlationId }, body }) => {
      const given = { stars: body.stars, comment: body.comment || null };
      return { status: 200, body: await rateChat(inboundDeps(deps), visitor, { correlationId, receivedAt: deps.clock() }, given) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/livechat/attachments',
    roles: 'visitor',
    summary: 'Get a form to upload a visitor’s file',
    description: `POST the file as \`multipart/form-data\` to \`upload.url\` with \`upload.fields\` first and the file last, within 5 minutes; then name the id in a message. At most ${VISITOR_UPLOAD_BYTES / 1024 / 1024} MB.`,
    body: visitorFileDraft,
    answers: { 201: uploadForm },
    idempotent: false,
    handle: async ({ deps, context: { visitor }, body }) => ({ status: 201, body: await announceVisitorFile(deps, visitor, body) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/livechat/socket-tickets',
    roles: 'visitor',
    summary: 'Get an address to open the visitor’s WebSocket with',
    description:
      'Valid for 30 seconds and for one connection. The socket tells new and changed messages and that an agent is typing. After each connect, read `GET /v1/livechat/updates` once.',
    idempotent: false,
    answers: { 201: z.strictObject({ url: z.string() }).meta({ id: 'VisitorSocketTicket' }) },
    handle: async ({ deps, context: { visitor } }) => {
      const { ticket } = await issueVisitorTicket(deps, visitor);
      return { status: 201, body: { url: `${deps.settings.wsUrl}?ticket=${ticket}` } };
    },
  }),
];
