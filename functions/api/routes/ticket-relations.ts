import * as z from 'zod';
import { LONGEST_PATH_ID } from '../../../domain/limits.ts';
import { linkTickets, listLinks, unlinkTickets } from '../../../domain/support/tickets/links.ts';
import { mergeTickets } from '../../../domain/support/tickets/merge-tickets.ts';
import { presentTicket } from '../../../domain/support/tickets/present.ts';
import { etag } from '../etag.ts';
import { time } from '../fields.ts';
import { defineRoute } from '../route.ts';
import { ticket } from '../schemas/ticket.ts';
import { ticketAccess } from '../ticket-access.ts';

const STAFF = ['admin', 'supervisor', 'agent'] as const;
const ticketId = z.string().min(1).max(LONGEST_PATH_ID);
const link = { ticketId: z.string(), at: time };

export const ticketRelationRoutes = [
  defineRoute({
    method: 'POST',
    path: '/v1/tickets/{id}/merge',
    roles: STAFF,
    summary: 'Merge a ticket into another one',
    description:
      'The ticket `intoId` takes over the messages, the tags and a customer who waits. The merged ticket is closed and names it in `mergedInto`. A closed `intoId` is a 409, and so is a ticket that is merged into another one already. You need to see both.',
    body: z.strictObject({ intoId: ticketId }).meta({ id: 'Merge' }),
    answers: { 200: ticket },
    handle: async ({ deps, context, params, body }) => {
      const leading = await mergeTickets(await ticketAccess(deps, context), context, { ticketId: params.id, intoId: body.intoId });
      return { status: 200, body: presentTicket(leading), headers: etag(leading.version) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/tickets/{id}/links',
    roles: STAFF,
    summary: 'List related tickets',
    description: 'Those that you may see, oldest link first. For a merged ticket, `ticket` is the one that took it over.',
    answers: { 200: z.strictObject({ items: z.array(z.strictObject({ ...link, ticket })) }).meta({ id: 'TicketLinks' }) },
    handle: async ({ deps, context, params }) => {
      const found = await listLinks(await ticketAccess(deps, context), context.tenantId, params.id);
      return { status: 200, body: { items: found.map(({ link: one, ticket: other }) => ({ ...one, ticket: presentTicket(other) })) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/tickets/{id}/links',
    roles: STAFF,
    summary: 'Link a ticket to another one',
    description: 'Each of the two lists the other. A link that exists stays as it is. You need to see both.',
    body: z.strictObject({ ticketId }).meta({ id: 'TicketLinkDraft' }),
    answers: { 201: z.strictObject(link).meta({ id: 'TicketLink' }) },
    handle: async ({ deps, context, params, body }) => ({
      status: 201,
      body: await linkTickets(await ticketAccess(deps, context), context, params.id, body.ticketId),
    }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/tickets/{id}/links/{ticketId}',
    roles: STAFF,
    summary: 'Remove a link',
    description: 'From both tickets.',
    answers: { 204: null },
    handle: async ({ deps, context, params }) => {
      await unlinkTickets(await ticketAccess(deps, context), context, params.id, params.ticketId);
      return { status: 204 };
    },
  }),
];
