import * as z from 'zod';
import { ESCALATION_TEXT, NAME } from '../../../domain/limits.ts';
import { listEscalations, withDelivery } from '../../../domain/support/escalations/list.ts';
import { raiseByHand } from '../../../domain/support/escalations/raise-by-hand.ts';
import { settleEscalation } from '../../../domain/support/escalations/settle.ts';
import { ESCALATION_DELIVERIES, ESCALATION_STATES } from '../../../domain/support/tickets/escalation.ts';
import { callable } from '../callable.ts';
import { email, time } from '../fields.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { ticketAccess } from '../ticket-access.ts';
import { visibleTicket } from './tickets.ts';

const STAFF = ['admin', 'supervisor', 'agent'] as const;

const target = z
  .union([
    z.strictObject({ teamId: z.string().min(1).max(100) }),
    z.strictObject({ email }),
    z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2_000) }),
  ])
  .meta({ id: 'EscalationTarget' });
const text = z.string().min(1).max(ESCALATION_TEXT);
const by = z.strictObject({ name: z.string().max(NAME), email: z.string().nullable().optional() });

const escalation = z
  .strictObject({
    id: z.string(),
    ticketId: z.string(),
    target,
    text: z.string(),
    state: z.enum(ESCALATION_STATES),
    dueAt: time.nullable(),
    overdue: z.boolean(),
    raisedBy: z.strictObject({ type: z.string(), id: z.string().nullable() }),
    createdAt: time,
    updatedAt: time,
    noteNumber: z.number().int(),
    answer: z.strictObject({ at: time, by: by.nullable(), noteNumber: z.number().int() }).nullable(),
    delivery: z.enum(ESCALATION_DELIVERIES).nullable(),
  })
  .meta({ id: 'Escalation' });

const position = z.string();

export const escalationRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/tickets/{id}/escalations',
    roles: STAFF,
    summary: "List a ticket's escalations in the order in which they were raised",
    description: 'Each with its delivery, its answer and whether it is overdue.',
    query: z.strictObject(listQuery),
    answers: { 200: listOf(escalation) },
    handle: async ({ deps, context, params, page }) => {
      const { ticket } = await visibleTicket(deps, context, params.id);
      const asked = { after: page.after(position), limit: page.limit, now: deps.clock() };
      const { items, next } = await listEscalations(deps.table, context.tenantId, ticket, asked);
      return { status: 200, body: { items: [...items], nextCursor: page.cursor(next) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/tickets/{id}/escalations',
    roles: STAFF,
    summary: 'Ask a team, a mail address or a web address about a ticket',
    description:
      'A note on the ticket tells agents of it. A mail leaves from the ticket’s mailbox or another one of the tenant; without one it is kept (`delivery: held`). A web address gets a signed call (the webhook `ruleWebhook`). A `dueAt` in the past is a 422; a closed ticket is a 409.',
    body: z.strictObject({ target, text, dueAt: time.nullable().optional() }).meta({ id: 'NewEscalation' }),
    answers: { 201: escalation },
    handle: async ({ deps, context, params, body }) => {
      const access = await ticketAccess(deps, context);
      const raised = await raiseByHand({ ...access, refusalOf: callable(deps) }, context, params.id, body);
      const [shown] = await withDelivery(deps.table, context.tenantId, [raised], deps.clock());
      return { status: 201, body: shown as NonNullable<typeof shown> };
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/tickets/{id}/escalations/{escalationId}',
    roles: STAFF,
    summary: 'Answer or close an escalation',
    description: 'A `text` becomes a note of the system, also on a closed ticket. A closed escalation stays closed: answering it is a 409.',
    params: z.strictObject({ id: z.string(), escalationId: z.string() }),
    body: z.strictObject({ state: z.enum(['answered', 'closed']), text: text.optional() }).meta({ id: 'EscalationChange' }),
    answers: { 200: escalation },
    handle: async ({ deps, context, params, body }) => {
      const { actor } = context;
      const access = await ticketAccess(deps, context);
      const who = 'name' in actor ? { by: { name: actor.name } } : {};
      const after = await settleEscalation(access, context, { ticketId: params.id, escalationId: params.escalationId }, { ...body, ...who });
      const [shown] = await withDelivery(deps.table, context.tenantId, [after], deps.clock());
      return { status: 200, body: shown as NonNullable<typeof shown> };
    },
  }),
];
