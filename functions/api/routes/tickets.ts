import * as z from 'zod';
import { recipientOf } from '../../../channels/registry/recipients.ts';
import type { Context } from '../../../domain/context.ts';
import { notFound, Problem } from '../../../domain/errors.ts';
import { LONGEST_PATH_ID, TAG } from '../../../domain/limits.ts';
import { originOf } from '../../../domain/origins/origin.ts';
import { filtersByColumn, findTickets } from '../../../domain/search/find-tickets.ts';
import type { TimeOrder } from '../../../domain/search/port.ts';
import { startConversation } from '../../../domain/support/replies/start-conversation.ts';
import { bulkChange } from '../../../domain/support/tickets/bulk-change.ts';
import { CHANGED_AT_ONCE, CHANGED_BY_A_JOB, startBulkChange } from '../../../domain/support/tickets/bulk-job.ts';
import { listTickets } from '../../../domain/support/tickets/list-tickets.ts';
import { patchTicket } from '../../../domain/support/tickets/patch-ticket.ts';
import { presentTicket } from '../../../domain/support/tickets/present.ts';
import { readTicketLog } from '../../../domain/support/tickets/read-log.ts';
import { loadLeading, loadTicket } from '../../../domain/support/tickets/store.ts';
import { takeTicket } from '../../../domain/support/tickets/take-ticket.ts';
import { STATUSES, type Ticket } from '../../../domain/support/tickets/ticket.ts';
import type { ApiDeps } from '../deps.ts';
import { etag, ifMatch } from '../etag.ts';
import { time } from '../fields.ts';
import { ownerId, ownerOf } from '../owner-filter.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { job } from '../schemas/job.ts';
import { logEntry, logPosition, presentLogEntry } from '../schemas/log.ts';
import { startedConversation, templateOf } from '../schemas/message.ts';
import { ticket, ticketFilters, ticketPatch } from '../schemas/ticket.ts';
import { directoryOf, type TicketAccess, ticketAccess } from '../ticket-access.ts';

const STAFF = ['admin', 'supervisor', 'agent'] as const;

/** `status=created,working`. */
export const statuses = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(STATUSES)).min(1))
  .meta({ pattern: `^(${STATUSES.join('|')})(,(${STATUSES.join('|')}))*$`, example: 'created,working' });

const SORTS = ['updatedAt', '-updatedAt', 'createdAt', '-createdAt', 'waitingSince', '-waitingSince'] as const;

/** `-createdAt`: the newest first. */
const orderOf = (sort: (typeof SORTS)[number]): { readonly by: TimeOrder; readonly ascending: boolean } => ({
  by: sort.replace('-', '') as TimeOrder,
  ascending: !sort.startsWith('-'),
});

/** An id that fits into a key of the table. */
const givenId = z.string().min(1).max(LONGEST_PATH_ID);

/** The ticket, if the caller may see it. @throws Problem not_found */
export const visibleTicket = async (deps: ApiDeps, context: Context, ticketId: string): Promise<{ access: TicketAccess; ticket: Ticket }> => {
  const access = await ticketAccess(deps, context);
  const found = await loadTicket(deps.table, context.tenantId, ticketId);
  const seen = found ? access.see(found) : null;
  if (!found?.mergedInto) {
    if (!seen) throw notFound('ticket');
    return { access, ticket: seen };
  }
  // A merged ticket is visible to those who may see the ticket that took it over.
  const [leading] = await loadLeading(deps.table, context.tenantId, [found.mergedInto]);
  if (!leading || !access.see(leading)) throw notFound('ticket');
  return { access, ticket: found };
};

export const ticketRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/tickets',
    roles: STAFF,
    summary: 'List tickets, newest activity first',
    description:
      'Without `status`, tickets of every status. `tag`, `q`, `channel`, `priority`, `sentiment`, `language`, `ownerId=none` and orders other than by `updatedAt` use search (within 2 s of a change) and are checked against the table; everything else is up to date at once. A page may be shorter than its limit although `nextCursor` shows that there is more.',
    query: z.strictObject({
      ...listQuery,
      ...ticketFilters,
      sort: z.enum(SORTS).optional(),
      status: statuses.optional(),
      queueId: givenId.optional(),
      originId: givenId.optional(),
      ownerId: ownerId.optional(),
      teamId: givenId.optional(),
      tag: z.string().min(1).max(TAG).optional(),
      sequence: z.coerce.number().int().min(1).optional(),
      updatedSince: time.optional(),
      q: z.string().min(1).max(500).optional(),
    }),
    answers: { 200: listOf(ticket) },
    handle: async ({ deps, context, query, page }) => {
      const access = await ticketAccess(deps, context);
      const { tag, q, sort = '-updatedAt', limit: _limit, cursor: _cursor, ownerId: owner, ...others } = query;
      const filter = { ...others, ownerId: ownerOf(owner, context.actor) };
      const { by, ascending } = orderOf(sort);
      // The table has no order by another time, and no index of tickets without an owner. One ticket is simply read.
      const needsSearch = filter.sequence === undefined && (filter.ownerId === null || by !== 'updatedAt');
      if (tag !== undefined || q !== undefined || needsSearch || filtersByColumn(filter)) {
        if (filter.sequence !== undefined) {
          throw new Problem('unprocessable', 'Search does not support this combination.', {
            errors: [{ path: 'sequence', message: 'cannot be combined with q, tag or a filter of search' }],
          });
        }
        const { items, nextCursor } = await findTickets(
          deps,
          { tenantId: context.tenantId, viewer: access.viewer, policySet: access.policySet },
          { ...filter, tag, q },
          { limit: page.limit, cursor: page.after(z.string()), sort: by, ascending, bare: true },
        );
        return { status: 200, body: { items: items.map(({ ticket: one }) => presentTicket(one)), nextCursor: page.cursor(nextCursor) } };
      }
      const list = {
        table: deps.table,
        clock: deps.clock,
        shards: deps.settings.activityShards,
        tenantSince: access.policySet.tenantSince,
        see: access.see,
      };
      // Stored times are compared as texts, so a given one is brought into their form.
      const since = filter.updatedSince === undefined ? undefined : new Date(filter.updatedSince).toISOString();
      const { tickets, next } = await listTickets(
        list,
        context.tenantId,
        { ...filter, updatedSince: since },
        { ascending, after: page.after(z.string()), limit: page.limit },
      );
      return { status: 200, body: { items: tickets.map(presentTicket), nextCursor: page.cursor(next) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/tickets',
    roles: STAFF,
    summary: 'Start a conversation',
    description:
      'Sends a message to a person, by their id on the origin (a number, an address). It goes to the active ticket of that person on the origin, or opens a ticket that you own. What the channel rejects is a 422 that names the limit: a text that is too long, a free text outside of the reply window, a template on a channel without templates.',
    body: startedConversation,
    answers: { 201: ticket },
    handle: async ({ deps, context, body }) => {
      const access = await ticketAccess(deps, context);
      const refuse = (message: string): Problem => new Problem('unprocessable', message, { errors: [{ path: 'originId', message }] });
      const entry = (await directoryOf(deps, context)).origins.get(body.originId);
      if (!entry) throw refuse('There is no such origin.');
      if (originOf(entry.item).missing.length > 0) throw refuse('The origin lacks a credential for sending.');
      const to = recipientOf(entry.channel, typeof body.to === 'string' ? body.to : body.to.id);
      if (to === '') throw new Problem('invalid_request', 'Nobody is named.', { errors: [{ path: 'to', message: 'names nobody on this channel' }] });
      const template = body.template === undefined ? undefined : templateOf(typeof body.template === 'string' ? { name: body.template } : body.template);
      const started = await startConversation(access, context, { ...body, template, to, origin: { id: entry.id, channel: entry.channel } });
      return { status: 201, body: presentTicket(started), headers: etag(started.version) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/tickets/{id}',
    roles: STAFF,
    summary: 'Read a ticket',
    description: 'The `ETag` is the version, for `If-Match`.',
    answers: { 200: ticket },
    handle: async ({ deps, context, params }) => {
      const { ticket: found } = await visibleTicket(deps, context, params.id);
      return { status: 200, body: presentTicket(found), headers: etag(found.version) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/tickets/{id}/log',
    roles: STAFF,
    summary: 'Read what happened to a ticket',
    description: 'Each entry has one actor: a change by a rule is an entry of its own.',
    query: z.strictObject({
      ...listQuery,
      order: z.enum(['asc', 'desc']).optional().meta({ description: '`asc`, the default: oldest first. `desc`: newest first.' }),
    }),
    answers: { 200: listOf(logEntry) },
    handle: async ({ deps, context, params, query, page }) => {
      const { access, ticket: found } = await visibleTicket(deps, context, params.id);
      const after = page.after(logPosition);
      const read = await readTicketLog(deps.table, context.tenantId, found, { order: query.order ?? 'asc', after, limit: page.limit });
      const names = new Map(access.policySet.rules.map(({ id, name }) => [id, name]));
      return { status: 200, body: { items: read.entries.map((entry) => presentLogEntry(entry, names)), nextCursor: page.cursor(read.after) } };
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/tickets/{id}',
    roles: STAFF,
    summary: 'Change a ticket',
    description:
      'The state machine decides which status changes are allowed; `followup` needs `followupAt` in the same body. With `If-Match`, 412 if the ticket has changed since.',
    body: ticketPatch,
    answers: { 200: ticket },
    handle: async ({ deps, context, params, body, headers }) => {
      const access = await ticketAccess(deps, context);
      const changed = await patchTicket(access, context, { ticketId: params.id, patch: body, ifMatch: ifMatch(headers) });
      return { status: 200, body: presentTicket(changed), headers: etag(changed.version) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/tickets/{id}/take',
    roles: STAFF,
    summary: 'Take an unowned ticket',
    description: 'The first caller gets the ticket; the others get 409 `already_taken` with the owner. The owner gets 200.',
    answers: { 200: ticket },
    handle: async ({ deps, context, params }) => {
      const taken = await takeTicket(await ticketAccess(deps, context), context, params.id);
      return { status: 200, body: presentTicket(taken), headers: etag(taken.version) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/tickets/bulk',
    roles: STAFF,
    summary: 'Change up to 1,000 tickets, each independently',
    description:
      'Each ticket has its own result; if one fails, the others are still changed. More than 100 ids are a 202 with a job, whose `result` is the same without the tickets.',
    body: z.strictObject({ ids: z.array(z.string().min(1).max(100)).min(1).max(CHANGED_BY_A_JOB), change: ticketPatch }).meta({ id: 'BulkChange' }),
    answers: {
      200: z
        .strictObject({
          results: z.array(
            z.strictObject({
              id: z.string(),
              status: z.number().int(),
              ticket: ticket.optional(),
              error: z.strictObject({ code: z.string(), title: z.string(), detail: z.string() }).optional(),
            }),
          ),
        })
        .meta({ id: 'BulkResult' }),
      202: job,
    },
    handle: async ({ deps, context, body }) => {
      const { ids, change } = body;
      if (ids.length > CHANGED_AT_ONCE) {
        const { bulkQueueUrl } = deps.settings;
        return { status: 202, body: await startBulkChange({ ...deps, bulkQueueUrl }, context, ids, change) };
      }
      return { status: 200, body: { results: await bulkChange(await ticketAccess(deps, context), context, ids, change) } };
    },
  }),
];
