import * as z from 'zod';
import { longestReplyOf } from '../../../channels/registry/capabilities.ts';
import { changeRule, createRule, deleteRule, getRule, listRules } from '../../../domain/automation/rules/commands.ts';
import type { Rule } from '../../../domain/automation/rules/rule.ts';
import { ruleChangeSchema, ruleDraftSchema } from '../../../domain/automation/rules/rule-schema.ts';
import { exportRules, importRules } from '../../../domain/automation/rules/transfer.ts';
import { validateActions, validateReferences, validateRuleDraft } from '../../../domain/automation/rules/validate.ts';
import { Problem } from '../../../domain/errors.ts';
import { RULE_IMPORT_BYTES } from '../../../domain/limits.ts';
import { startDryRun } from '../../../domain/support/dry-run/dry-run.ts';
import { listRuns } from '../../../domain/support/rule-runs/list-runs.ts';
import { callable } from '../callable.ts';
import type { ApiDeps } from '../deps.ts';
import { time } from '../fields.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { job } from '../schemas/job.ts';
import { changeEntry } from '../schemas/log.ts';
import { sortBy, sortedPage } from '../sorting.ts';
import { ticketAccess } from '../ticket-access.ts';

const outsideOf = (deps: ApiDeps) => ({ refusalOf: callable(deps), longestReplyOf });

const KEEPERS = ['admin', 'supervisor'] as const;

const { name, event, weight, stop, enabled, condition, actions, timer } = ruleDraftSchema.shape;
const rule = z
  .strictObject({ id: z.string(), name, event, weight, stop, enabled, condition, actions, timer, createdAt: time, updatedAt: time })
  .meta({ id: 'Rule' });
const warnings = z.array(
  z
    .strictObject({ code: z.literal('circular_rules'), message: z.string(), rules: z.array(z.strictObject({ id: z.string(), name: z.string() })) })
    .meta({ id: 'RuleWarning' }),
);
const saved = rule.extend({ warnings: warnings.optional() }).meta({ id: 'SavedRule' });

/** Checks a part of the body below `path`. @throws what `check` throws, with `path` in front of the paths of its errors */
const below = async (path: string, check: () => Promise<void>): Promise<void> => {
  try {
    await check();
  } catch (error) {
    if (!(error instanceof Problem) || error.errors.length === 0) throw error;
    throw new Problem(error.code, error.message, { errors: error.errors.map((one) => ({ ...one, path: `${path}.${one.path}` })) });
  }
};

const dryRun = z
  .strictObject({
    rule: ruleDraftSchema.extend({ name: ruleDraftSchema.shape.name.default('Draft') }).meta({ id: 'TriedRule' }),
    days: z.number().int().min(1).max(90).default(7).meta({ description: 'Reads the tickets that were active within this number of days.' }),
    limit: z.number().int().min(1).max(500).default(100).meta({ description: 'The maximum number of listed items. All tickets of the days are read.' }),
  })
  .meta({ id: 'RuleDryRun' });
const dryRunResult = z
  .strictObject({
    looked: z.number().int(),
    matched: z.number().int(),
    items: z.array(
      z.strictObject({
        ticketId: z.string(),
        sequence: z.number().int(),
        changes: z.array(z.strictObject({ field: z.string(), from: z.unknown(), to: z.unknown() }).meta({ id: 'FieldChange' })),
      }),
    ),
  })
  .meta({ id: 'RuleDryRunResult' });

const { changes, cause, correlationId } = changeEntry;
const run = z
  .strictObject({
    ticketId: z.string(),
    message: z.number().int().nullable(),
    at: time,
    ruleSet: z.number().int(),
    cause,
    changes,
    leftOut: z.array(z.strictObject({ field: z.string(), reason: z.string() })),
    refused: z.strictObject({ code: z.string() }).nullable(),
    correlationId,
  })
  .meta({ id: 'RuleRun' });

/** The id of a rule in exports and imports. */
const travellingId = z.string().regex(/^[\w-]{1,100}$/, 'letters, digits, - and _');
const exported = z
  .strictObject({
    rules: z.array(z.strictObject({ id: travellingId, name, event, weight, stop, enabled, condition, actions, timer }).meta({ id: 'TravellingRule' })),
    nextCursor: z.string().optional().meta({ description: 'Only if there are more rules than one import accepts.' }),
  })
  .meta({ id: 'RuleExport' });
const imported = z
  .strictObject({
    rules: z.array(ruleDraftSchema.extend({ id: travellingId.optional() }).meta({ id: 'ImportedRule' })).max(2_000),
    nextCursor: z.string().max(2_000).optional().meta({ description: 'Ignored, so that a page of an export can be imported as it is.' }),
    dryRun: z.boolean().default(false).meta({ description: 'Returns what the import would do, and changes nothing.' }),
  })
  .meta({ id: 'RuleImport' });
const importResult = z
  .strictObject({ created: z.number().int(), changed: z.number().int(), unchanged: z.number().int(), dryRun: z.boolean(), warnings: warnings.optional() })
  .meta({ id: 'RuleImportResult' });

export const ruleRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/rules',
    roles: KEEPERS,
    summary: 'List the rules in the order in which they run',
    description: 'Enabled or not, by `weight`.',
    query: z.strictObject({ ...listQuery, sort: sortBy(['weight', 'name', 'createdAt']).optional() }),
    answers: { 200: listOf(rule) },
    handle: async ({ deps, context, query, page }) => ({ status: 200, body: sortedPage(await listRules(deps, context), query.sort ?? 'weight', page) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/rules',
    roles: KEEPERS,
    summary: 'Add a rule',
    description: 'It applies to events from now on.',
    body: ruleDraftSchema,
    answers: { 201: saved },
    handle: async ({ deps, context, body }) => ({ status: 201, body: await createRule({ ...deps, outside: outsideOf(deps) }, context, body) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/rules/dry-run',
    roles: KEEPERS,
    summary: 'Try a rule on the tickets of the last days',
    description:
      'Returns the tickets that match and what the rule would change. Nothing is changed, nothing is sent, and existing rules do not run. `message.received` is evaluated with the newest customer message of each ticket, `ticket.created` with the message that opened it, other events with the ticket as it is. Matches that change no field count in `matched` and are not listed. With more than 10,000 tickets, the response is a 202 with a job.',
    body: dryRun,
    answers: { 200: dryRunResult, 202: job },
    handle: async ({ deps, context, body }) => {
      const { rule: draft, days, limit } = body;
      await below('rule', async () => {
        await validateActions(deps.table, context.tenantId, draft, outsideOf(deps));
        await validateRuleDraft(draft as Rule);
        await validateReferences(deps.table, context.tenantId, draft as Rule);
      });
      const access = await ticketAccess(deps, context);
      const found = await startDryRun({ ...access, queues: deps.queues, bulkQueueUrl: deps.settings.bulkQueueUrl }, context, { rule: draft, days, limit });
      return 'state' in found ? { status: 202, body: found } : { status: 200, body: found };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/rules/export',
    roles: KEEPERS,
    summary: 'Export all rules',
    description: 'What `POST /v1/rules/import` takes. More rules than one import accepts (3 MB) come in pages: repeat the call with `cursor`.',
    query: z.strictObject({ cursor: listQuery.cursor }),
    answers: { 200: exported },
    handle: async ({ deps, context, page }) => {
      const { rules, next } = await exportRules(deps, context, page.after(z.string()));
      const nextCursor = page.cursor(next);
      return { status: 200, body: { rules: [...rules], ...(nextCursor === null ? {} : { nextCursor }) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/rules/import',
    roles: KEEPERS,
    summary: 'Import rules, all or none',
    description:
      'A rule with the id of an existing rule replaces it, so that a repeated import changes nothing; other existing rules stay. An import of up to 2,000 rules in 3 MB takes effect at one moment: no event sees a part of it. If there are errors, nothing is imported, and `errors` lists each with a JSON pointer as `path`, such as `/rules/3/actions/0/teamId`.',
    body: imported,
    maxBody: RULE_IMPORT_BYTES,
    answers: { 200: importResult },
    handle: async ({ deps, context, body }) => ({
      status: 200,
      body: await importRules({ ...deps, outside: outsideOf(deps) }, context, body.rules, body.dryRun),
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/rules/{id}',
    roles: KEEPERS,
    summary: 'Read a rule',
    description: 'One rule by id.',
    answers: { 200: rule },
    handle: async ({ deps, context, params }) => ({ status: 200, body: await getRule(deps, context, params.id) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/rules/{id}/runs',
    roles: KEEPERS,
    summary: 'List the runs of a rule, newest first',
    description: 'What each run did, or why it did nothing. A run appears within about a second and is kept for 30 days, also after the rule is removed.',
    query: z.strictObject(listQuery),
    answers: { 200: listOf(run) },
    handle: async ({ deps, context, params, page }) => {
      const wanted = { tenantId: context.tenantId, ruleId: params.id, after: page.after(z.string()), limit: page.limit };
      const { runs, next } = await listRuns(deps, wanted);
      // Without runs, the id may be unknown.
      if (runs.length === 0) await getRule(deps, context, params.id);
      const items = runs.map(({ changes: made, leftOut, ...one }) => ({ ...one, changes: [...made], leftOut: [...leftOut] }));
      return { status: 200, body: { items, nextCursor: page.cursor(next) } };
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/rules/{id}',
    roles: KEEPERS,
    summary: 'Change a rule',
    description: 'The changed rule applies to events from now on.',
    body: ruleChangeSchema,
    answers: { 200: saved },
    handle: async ({ deps, context, params, body }) => ({
      status: 200,
      body: await changeRule({ ...deps, outside: outsideOf(deps) }, context, params.id, body),
    }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/rules/{id}',
    roles: KEEPERS,
    summary: 'Remove a rule',
    description: 'It no longer applies to events from now on.',
    answers: { 204: null },
    handle: async ({ deps, context, params }) => {
      await deleteRule(deps, context, params.id);
      return { status: 204 };
    },
  }),
];
