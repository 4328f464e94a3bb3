import * as z from 'zod';
import { findTickets } from '../../../domain/search/find-tickets.ts';
import { presentTicket } from '../../../domain/support/tickets/present.ts';
import { STATUSES } from '../../../domain/support/tickets/ticket.ts';
import { time } from '../fields.ts';
import { ownerId, ownerOf } from '../owner-filter.ts';
import { listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { ticketFilters, ticketObject } from '../schemas/ticket.ts';
import { ticketAccess } from '../ticket-access.ts';

const id = z.string().min(1).max(100);
/** `status=created,working`. */
const statuses = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(STATUSES)).min(1))
  .meta({ pattern: `^(${STATUSES.join('|')})(,(${STATUSES.join('|')}))*$`, example: 'created,working' });
const counts = z.record(z.string(), z.number().int());

const hit = ticketObject
  .extend({
    ticketId: z.string(),
    highlights: z.array(z.string()).meta({ description: 'Up to 3 fragments with `<em>` around matches; all else is HTML-escaped.' }),
  })
  .meta({ id: 'SearchHit' });

export const searchRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/search',
    roles: ['admin', 'supervisor', 'agent'],
    summary: 'Search tickets by the words of their messages, authors, topics and tags',
    description:
      'All words must occur in the ticket; the last one may be incomplete; "quotes" make a phrase. `#38` finds ticket 38; the grouping of a number’s digits does not matter; emoji are words; a query of punctuation alone finds nothing. Accents, case and look-alike letters do not matter. Search follows a change within 2 s. Hits are checked against the table, so a page may be shorter than its limit.',
    query: z.strictObject({
      ...listQuery,
      ...ticketFilters,
      q: z.string().max(500).optional(),
      sort: z.enum(['-updatedAt', 'relevance']).optional().meta({ description: 'The default is newest activity first.' }),
      status: statuses.optional(),
      queueId: id.optional(),
      originId: id.optional(),
      ownerId: ownerId.optional(),
      teamId: id.optional(),
      tag: id.optional(),
      updatedSince: time.optional(),
      facets: z.enum(['true', 'false']).optional(),
    }),
    answers: {
      200: z
        .strictObject({
          items: z.array(hit),
          nextCursor: z.string().nullable(),
          total: z.number().int(),
          facets: z.strictObject({ status: counts, channel: counts, priority: counts, tags: counts, ownerId: counts, teamId: counts }).optional(),
        })
        .meta({ id: 'SearchResult' }),
    },
    handle: async ({ deps, context, query, page }) => {
      const { policySet } = await ticketAccess(deps, context);
      const { limit: _limit, cursor: _cursor, sort, facets: wantsFacets, ownerId: owner, ...search } = query;
      const asked = { limit: page.limit, cursor: page.after(z.string()), sort: sort === 'relevance' ? sort : undefined, facets: wantsFacets === 'true' };
      const { tenantId, actor } = context;
      if (!('role' in actor)) throw new Error('only people and keys search');
      const found = await findTickets(deps, { tenantId, viewer: actor, policySet }, { ...search, ownerId: ownerOf(owner, actor) }, asked);
      const { status = {}, channel = {}, priority = {}, tags = {}, agentId = {}, teamId = {} } = found.facets;
      return {
        status: 200,
        body: {
          items: found.items.map(({ ticket: one, highlights }) => ({ ticketId: one.id, highlights: [...highlights], ...presentTicket(one) })),
          nextCursor: page.cursor(found.nextCursor),
          total: found.total,
          ...(asked.facets ? { facets: { status, channel, priority, tags, ownerId: agentId, teamId } } : {}),
        },
      };
    },
  }),
];
