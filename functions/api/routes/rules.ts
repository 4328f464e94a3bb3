import * as z from 'zod';
import { longestReplyOf } from '../../../channels/registry/capabilities.ts';
import { changeRule, createRule, deleteRule, getRule, listRules } from '../../../domain/automation/rules/commands.ts';
import { ruleChangeSchema, ruleDraftSchema } from '../../../domain/automation/rules/rule-schema.ts';
import { callable } from '../callable.ts';
import type { ApiDeps } from '../deps.ts';
import { time } from '../fields.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { sortBy, sortedPage } from '../sorting.ts';

const outsideOf = (deps: ApiDeps) => ({ refusalOf: callable(deps), longestReplyOf });

const KEEPERS = ['admin', 'supervisor'] as const;

const { name, event, weight, stop, enabled, condition, actions } = ruleDraftSchema.shape;
const rule = z.strictObject({ id: z.string(), name, event, weight, stop, enabled, condition, actions, createdAt: time, updatedAt: time }).meta({ id: 'Rule' });

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
    answers: { 201: rule },
    handle: async ({ deps, context, body }) => ({ status: 201, body: await createRule({ ...deps, outside: outsideOf(deps) }, context, body) }),
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
    method: 'PATCH',
    path: '/v1/rules/{id}',
    roles: KEEPERS,
    summary: 'Change a rule',
    description: 'The changed rule applies to events from now on.',
    body: ruleChangeSchema,
    answers: { 200: rule },
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
