import * as z from 'zod';
import { changeAgent, deleteAgent } from '../../../domain/people/agents/change-agent.ts';
import { createAgent } from '../../../domain/people/agents/create-agent.ts';
import { AGENT_SORTS, getAgent, listAgents } from '../../../domain/people/agents/list-agents.ts';
import { agentRole, email, name, password, teamIds, time } from '../fields.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { sortBy, sortedPage } from '../sorting.ts';

/** Active tickets that rules may give to an agent. */
const capacity = z.number().int().min(0).max(10_000);

/** Skills of an agent. The strategy `skill` of rules compares them with the tags of a ticket. */
const skills = z.array(z.string().trim().min(1).max(100)).max(50);

export const agent = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: agentRole,
    teamIds: z.array(z.string()),
    capacity: capacity.nullable(),
    skills: z.array(z.string()),
    source: z.enum(['hub', 'user_service']),
    createdAt: time,
  })
  .meta({ id: 'Agent' });

export const agentRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/agents',
    roles: ['admin', 'supervisor'],
    summary: 'List the agents',
    description: 'Everybody who works on tickets, including admins and supervisors.',
    query: z.strictObject({ ...listQuery, sort: sortBy(AGENT_SORTS).optional() }),
    answers: { 200: listOf(agent) },
    handle: async ({ deps, context, query, page }) => ({ status: 200, body: sortedPage(await listAgents(deps, context), query.sort ?? 'name', page) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/agents',
    roles: ['admin'],
    summary: 'Add an agent',
    description: 'The agent signs in with the address and the password. An address that another person of the tenant has is a 409.',
    body: z
      .strictObject({
        name,
        email,
        password,
        role: agentRole,
        teamIds: teamIds.optional(),
        capacity: capacity.nullable().optional(),
        skills: skills.optional(),
      })
      .meta({ id: 'AgentDraft' }),
    answers: { 201: agent },
    handle: async ({ deps, context, body }) => ({ status: 201, body: await createAgent(deps, context, { ...body, teamIds: body.teamIds ?? [] }) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/agents/{id}',
    roles: ['admin', 'supervisor'],
    summary: 'Read an agent',
    description: 'One agent by id.',
    answers: { 200: agent },
    handle: async ({ deps, context, params }) => ({ status: 200, body: await getAgent(deps, context, params.id) }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/v1/agents/{id}',
    roles: ['admin'],
    summary: 'Change an agent',
    description: "A new password ends the agent's sessions; a new role or team counts from the next request.",
    body: z.strictObject({ name, email, password, role: agentRole, teamIds, capacity: capacity.nullable(), skills }).partial().meta({ id: 'AgentChange' }),
    answers: { 200: agent },
    handle: async ({ deps, context, params, body }) => ({ status: 200, body: await changeAgent(deps, context, params.id, body) }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/agents/{id}',
    roles: ['admin'],
    summary: 'Remove an agent',
    description:
      'The agent’s sessions end at once. Their tickets keep them as the owner until somebody takes the tickets over. You cannot remove the last admin.',
    answers: { 204: null },
    handle: async ({ deps, context, params }) => {
      await deleteAgent(deps, context, params.id);
      return { status: 204 };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/agents/{id}/totp',
    roles: ['admin'],
    summary: 'Remove the second factor of an agent',
    description: 'For an agent who has lost the phone and the recovery codes. Their sessions end.',
    answers: { 204: null },
    handle: async ({ deps, context, params }) => {
      const { resetFactor } = await import('../../../domain/people/enrolment/reset-factor.ts');
      await resetFactor(deps, context, params.id);
      return { status: 204 };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/agents/{id}/passkeys',
    roles: ['admin'],
    summary: 'Remove the passkeys of an agent',
    description: 'For an agent who has lost a device. All of their passkeys are removed, and their sessions end.',
    answers: { 204: null },
    handle: async ({ deps, context, params }) => {
      const { removePasskeys } = await import('../../../domain/people/enrolment/reset-factor.ts');
      await removePasskeys(deps, context, params.id);
      return { status: 204 };
    },
  }),
];
