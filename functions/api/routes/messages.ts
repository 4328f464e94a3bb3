import * as z from 'zod';
import type { Context } from '../../../domain/context.ts';
import { threadPk } from '../../../domain/conversations/kinds/thread.ts';
import { notFound, Problem } from '../../../domain/errors.ts';
import { POSTED_TEXT } from '../../../domain/limits.ts';
import { type Beside, retryMessage } from '../../../domain/outbound/replies/retry-reply.ts';
import { acceptSuggestion, dismissSuggestion } from '../../../domain/support/ai/settle-suggestion.ts';
import { type Asker, reachAttachments } from '../../../domain/support/attachments/reach.ts';
import type { Attachment } from '../../../domain/support/messages/content.ts';
import { listEdits } from '../../../domain/support/messages/edit-history.ts';
import { listThreadMessages } from '../../../domain/support/messages/list-messages.ts';
import { presentMessage } from '../../../domain/support/messages/present.ts';
import { seesAll, shownTo } from '../../../domain/support/queues/visibility.ts';
import { editReply } from '../../../domain/support/replies/edit-reply.ts';
import type { Colleagues } from '../../../domain/support/replies/mentions.ts';
import { deleteMessage, hideMessage } from '../../../domain/support/replies/moderate-message.ts';
import { postMessage } from '../../../domain/support/replies/post-message.ts';
import { headKey, ticketIdOf } from '../../../domain/support/threads/keys.ts';
import { findMessage } from '../../../domain/support/tickets/find-message.ts';
import { listTicketMessages } from '../../../domain/support/tickets/list-ticket-messages.ts';
import { loadLeading } from '../../../domain/support/tickets/store.ts';
import { parseHead } from '../../../domain/support/tickets/thread-head.ts';
import type { Ticket } from '../../../domain/support/tickets/ticket.ts';
import type { ApiDeps } from '../deps.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { edit, message, messageChange, postedMessage, templateOf } from '../schemas/message.ts';
import { inConversation, numbered } from '../schemas/numbered.ts';
import { askerOf, directoryOf, type TicketAccess, ticketAccess } from '../ticket-access.ts';
import { visibleTicket } from './tickets.ts';

const STAFF = ['admin', 'supervisor', 'agent'] as const;
/** A number, or one number for each span of a ticket that covers several. */
const position = z.union([z.number(), z.array(z.number())]);
const order = z.enum(['asc', 'desc']).optional().meta({ description: '`desc`: newest first. Oldest first unless given.' });
/** @throws Problem unprocessable, with the ids that are not files that the caller may send */
const attachmentsOf = async (deps: ApiDeps, asker: Asker, ids: readonly string[]): Promise<Attachment[]> => {
  const found = await reachAttachments(deps.table, asker, ids);
  const errors = found.flatMap((reached, index) => (reached?.file.objectKey ? [] : [{ path: `attachmentIds.${index}`, message: 'is not an attachment' }]));
  if (errors.length > 0) throw new Problem('unprocessable', 'An attachment does not exist.', { errors });
  return found.flatMap((reached) => reached?.file ?? []);
};

/** Colleagues, each with the tickets that they may see. */
const colleaguesOf = async (deps: ApiDeps, context: Context, { policySet }: TicketAccess): Promise<Colleagues> => {
  const { agents, teams } = await directoryOf(deps, context);
  const maySee = (id: string, ticket: Ticket): boolean => {
    const agent = agents.get(id);
    return agent !== undefined && shownTo(agent, ticket, policySet) !== null;
  };
  return { agents, teams, maySee };
};

/** Loaded by the first retry. */
const mailAgain: Beside = async (...given) => (await import('../../../domain/livechat/by-mail/mail-again.ts')).mailAgain(...given);

export const messageRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/tickets/{id}/messages',
    roles: STAFF,
    summary: "List a ticket's messages, oldest first or newest first",
    description: 'A page of long messages may be shorter than its limit although `nextCursor` shows that there is more.',
    query: z.strictObject({ ...listQuery, order }),
    answers: { 200: listOf(message) },
    handle: async ({ deps, context, params, query, page }) => {
      const { access, ticket } = await visibleTicket(deps, context, params.id);
      const { messages, after } = await listTicketMessages(deps.table, context.tenantId, ticket, {
        order: query.order ?? 'asc',
        after: page.after(position) ?? 0,
        limit: page.limit,
        bodies: deps.objects,
      });
      return {
        status: 200,
        body: { items: await Promise.all(messages.map((one) => presentMessage(one.threadId, one, access.linkTo))), nextCursor: page.cursor(after) },
      };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/tickets/{id}/messages',
    roles: STAFF,
    summary: 'Answer the customer or leave a note',
    description:
      'With `template`, a message that the provider has approved is sent, on channels that have templates. With `choices`, the customer can pick an answer, on channels that offer it. A reply to a comment is a public comment; `to: "private"` sends a message that only the writer of the comment can read. If there is a customer message newer than `lastSeenNumber`, `thenStatus` is not applied and the response has `statusSkipped`.',
    body: postedMessage,
    answers: { 201: message },
    handle: async ({ deps, context, params, body }) => {
      const { attachmentIds, template, ...given } = body;
      const input = { ...given, text: given.text ?? '', template: template && templateOf(template) };
      const access = await ticketAccess(deps, context);
      const attachments = await attachmentsOf(deps, askerOf(access, context), attachmentIds ?? []);
      const colleagues = input.kind === 'note' && (input.mentions || input.text.includes('@')) ? await colleaguesOf(deps, context, access) : undefined;
      const { message: posted, statusSkipped } = await postMessage(access, context, params.id, { ...input, attachments, colleagues });
      return { status: 201, body: { ...posted, ...(statusSkipped ? { statusSkipped } : {}) } };
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/tickets/{id}/messages/{number}',
    roles: STAFF,
    summary: 'Hide or unhide a message, or edit a reply',
    description:
      'A hidden message does not count as visible. Its number stays. A public message of a customer is also hidden or shown at the provider, on channels that do that (docs/channels.md); `delivery` tells whether it was. On other channels, the provider does not learn of it. `text` replaces the text of a reply that was sent, here and at the provider, on channels that edit (docs/channels.md); on others it is a 422, and before the reply is sent a 409.',
    params: numbered,
    query: inConversation,
    body: messageChange,
    answers: { 200: message },
    handle: async ({ deps, context, params, query, body }) => {
      const access = await ticketAccess(deps, context);
      const ref = { ticketId: params.id, number: params.number, conversationId: query.conversationId };
      const changed =
        'hidden' in body
          ? await hideMessage(access, context, params.id, params.number, body.hidden, query.conversationId)
          : await editReply(access, context, ref, body);
      return { status: 200, body: changed };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/tickets/{id}/messages/{number}',
    roles: STAFF,
    summary: 'Delete a message; its number stays as a tombstone',
    description:
      'The text is deleted permanently. A reply, or a public message of a customer, is also deleted at the provider, on channels that do that (docs/channels.md); `delivery` tells whether it was. On other channels, the provider does not learn of it.',
    params: numbered,
    query: inConversation,
    answers: { 204: null },
    handle: async ({ deps, context, params, query }) => {
      await deleteMessage(await ticketAccess(deps, context), context, params.id, params.number, query.conversationId);
      return { status: 204 };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/tickets/{id}/messages/{number}/edits',
    roles: STAFF,
    summary: 'List the earlier texts of a message, oldest first',
    description: 'The list does not have the present text. The first 30 texts are kept; a deleted message has none.',
    params: numbered,
    query: z.strictObject({ ...listQuery, ...inConversation.shape }),
    answers: { 200: listOf(edit) },
    handle: async ({ deps, context, params, query, page }) => {
      const { tenantId } = context;
      const { ticket } = await visibleTicket(deps, context, params.id);
      const found = await findMessage({ table: deps.table, bodies: deps.objects }, tenantId, ticket, params.number, query.conversationId);
      if (!found) throw notFound('message');
      const { edits, after } = await listEdits(deps.table, threadPk(tenantId, found.threadId), found.message, {
        after: page.after(z.number()) ?? 0,
        limit: page.limit,
      });
      return { status: 200, body: { items: [...edits], nextCursor: page.cursor(after) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/tickets/{id}/messages/{number}/retry',
    roles: STAFF,
    summary: 'Resend a reply, or repeat a change at the provider, that failed or whose outcome is unknown',
    description: 'A reply in any other state is a 409. If the outcome is unknown, the customer may get the reply twice.',
    params: numbered,
    query: inConversation,
    answers: { 200: message },
    handle: async ({ deps, context, params, query }) => ({
      status: 200,
      body: await retryMessage(await ticketAccess(deps, context), context, params.id, params.number, query.conversationId, mailAgain),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/tickets/{id}/suggestions/{number}/accept',
    roles: STAFF,
    summary: 'Send a suggestion of an AI as your reply',
    description:
      'With `text`, the edited text is sent. A suggestion can be accepted or dismissed once; after that, and for any other message, the response is a 409.',
    params: numbered,
    query: inConversation,
    body: z
      .strictObject({ text: z.string().trim().min(1).max(POSTED_TEXT).optional() })
      .meta({ id: 'AcceptedSuggestion' })
      .optional(),
    answers: { 201: message },
    handle: async ({ deps, context, params, query, body }) => ({
      status: 201,
      body: await acceptSuggestion(await ticketAccess(deps, context), context, { ticketId: params.id, number: params.number, ...query }, body?.text),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/tickets/{id}/suggestions/{number}/dismiss',
    roles: STAFF,
    summary: 'Dismiss a suggestion of an AI',
    description: 'It stays in the thread as dismissed. One that was accepted or dismissed before is a 409.',
    params: numbered,
    query: inConversation,
    answers: { 200: message },
    handle: async ({ deps, context, params, query }) => ({
      status: 200,
      body: await dismissSuggestion(await ticketAccess(deps, context), context, { ticketId: params.id, number: params.number, ...query }),
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/threads/{id}/messages',
    roles: STAFF,
    summary: 'List the whole thread across its tickets, oldest first or newest first',
    description: 'Messages of tickets that you may not see are left out. A thread without a ticket that you may see is a 404.',
    query: z.strictObject({ ...listQuery, order }),
    answers: { 200: listOf(message) },
    handle: async ({ deps, context, params, query, page }) => {
      const access = await ticketAccess(deps, context);
      const [item] = await deps.table.get([headKey(context.tenantId, params.id)], { consistent: true });
      if (!item) throw notFound('thread');
      const head = parseHead(item);
      const newest = [head.ticket?.firstNumber ?? 0, head.closedFirst].filter((first) => first > 0).map((first) => ticketIdOf(params.id, first));
      const { messages, after } = await listThreadMessages(deps.table, context.tenantId, params.id, {
        order: query.order ?? 'asc',
        after: page.after(z.number()) ?? 0,
        limit: page.limit,
        bodies: deps.objects,
      });
      const ids = [...new Set([...newest, ...messages.flatMap(({ ticketId }) => ticketId ?? [])])];
      const visible = new Set(
        (await loadLeading(deps.table, context.tenantId, ids)).flatMap((ticket, at) => (ticket && access.see(ticket) ? [ids[at] as string] : [])),
      );
      if (visible.size === 0 && !('role' in context.actor && seesAll(context.actor))) throw notFound('thread');
      const shown = messages.filter(({ ticketId }) => ticketId === null || visible.has(ticketId));
      return {
        status: 200,
        body: { items: await Promise.all(shown.map((one) => presentMessage(params.id, one, access.linkTo))), nextCursor: page.cursor(after) },
      };
    },
  }),
];
