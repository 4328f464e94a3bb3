import * as z from 'zod';
import { readAudit } from '../../../domain/configuration/read-audit.ts';
import { time } from '../fields.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { changeEntry } from '../schemas/log.ts';

const { cause: _cause, ...shared } = changeEntry;
const auditEntry = z
  .strictObject({
    ...shared,
    cause: z.null().meta({ description: 'Always null.' }),
    object: z
      .strictObject({
        type: z.string().meta({ description: 'Such as `queue` or `apiKey`.' }),
        id: z.string().meta({ description: 'Its id.' }),
      })
      .meta({ description: 'What was changed.' }),
  })
  .meta({ id: 'AuditEntry', description: 'One change of configuration, people or origins.' });

const position = z.strictObject({ sk: z.string(), given: z.number().int().min(0) });

export const auditRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/audit',
    roles: ['admin'],
    summary: 'Read who changed configuration, people and origins, and who signed in',
    description:
      'Newest first. Moderation of chats and groups is of a `message` (`{conversationId}/{number}`), a `groupBan` or a `group`. Sign-ins of agents are entries of a `session`: `state` is `open`, `signed_out` or `token_reused`. Failed ones are one entry for each agent and hour, with their number (`failedSignIns`) and the newest address. `from` and `to` are `***` where they would show a secret. A value over 8 KB is told as `{bytes}`.',
    query: z.strictObject({
      ...listQuery,
      since: time.optional().meta({ description: 'At or after this time.' }),
      actor: z.string().min(1).max(200).optional().meta({ description: 'Id of a person or API key.' }),
    }),
    answers: { 200: listOf(auditEntry) },
    handle: async ({ deps, context, query, page }) => {
      // Stored times are compared as texts, so the given time gets the same format.
      const since = query.since === undefined ? undefined : new Date(query.since).toISOString();
      const { lines, after } = await readAudit(deps.table, context.tenantId, { since, actor: query.actor, after: page.after(position), limit: page.limit });
      const items = lines.map((line) => ({ ...line, changes: [...line.changes], cause: null }));
      return { status: 200, body: { items, nextCursor: page.cursor(after) } };
    },
  }),
];
