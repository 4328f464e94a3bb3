import * as z from 'zod';
import { Problem } from '../../../domain/errors.ts';
import { findPeople, presentFound } from '../../../domain/people/find-people.ts';
import { role } from '../fields.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { directoryOf } from '../ticket-access.ts';

const found = z
  .strictObject({ id: z.string(), name: z.string(), role, email: z.string().nullable(), mobileNumber: z.string().nullable() })
  .meta({ id: 'FoundPerson' });

const peoplePosition = z.union([z.strictObject({ colleague: z.number() }), z.strictObject({ row: z.string() })]);

export const userRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/users',
    roles: ['admin', 'supervisor', 'agent', 'user'],
    summary: 'Find people of the tenant, to add them to groups',
    description:
      'Give `email` or `mobileNumber` (exactly one person’s, in any spelling of spaces and case), or `q` with beginnings of words of the name; everything given must match. There is no list without any of them (422). Agents come first. Users see addresses and numbers only if they looked for them. A page may be shorter than its limit although `nextCursor` shows that there is more.',
    query: z.strictObject({
      ...listQuery,
      q: z.string().trim().min(1).max(200).optional(),
      email: z.string().trim().min(1).max(320).optional(),
      mobileNumber: z.string().trim().min(1).max(40).optional(),
    }),
    answers: { 200: listOf(found) },
    handle: async ({ deps, context, query, page }) => {
      const { actor, tenantId } = context;
      const { q, email, mobileNumber } = query;
      if (q === undefined && email === undefined && mobileNumber === undefined)
        throw new Problem('unprocessable', 'There is no list of everybody: give `q`, `email` or `mobileNumber`.', {
          errors: [{ path: 'q', message: 'is missing' }],
        });
      const { agents } = await directoryOf(deps, context);
      const colleagues = [...agents.values()].sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1));
      const asked = { q, email, mobileNumber };
      const { people, next } = await findPeople({ table: deps.table, colleagues }, tenantId, asked, { after: page.after(peoplePosition), limit: page.limit });
      const callerRole = 'role' in actor ? actor.role : 'user';
      return { status: 200, body: { items: people.map((person) => presentFound(person, asked, callerRole)), nextCursor: page.cursor(next) } };
    },
  }),
];
