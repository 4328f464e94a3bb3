import * as z from 'zod';
import { acceptInvitation } from '../../../domain/people/invitations/accept-invitation.ts';
import { invite, listInvitations, revokeInvitation, sendAgain } from '../../../domain/people/invitations/invite.ts';
import type { ApiDeps } from '../deps.ts';
import { agentRole, email, name, password, teamIds, time } from '../fields.ts';
import { listOf, listQuery } from '../paging.ts';
import { defineRoute } from '../route.ts';
import { sortBy, sortedPage } from '../sorting.ts';
import { agent } from './agents.ts';

const invitation = z
  .strictObject({
    id: z.string(),
    email: z.string(),
    role: agentRole,
    teamIds: z.array(z.string()),
    state: z.enum(['open', 'expired']),
    mail: z.enum(['queued', 'sent', 'failed', 'unknown']),
    createdAt: time,
    expiresAt: time,
  })
  .meta({ id: 'Invitation' });

const mailing = (deps: ApiDeps) => ({ ...deps, outboundQueueUrl: deps.settings.outboundQueueUrl, canMail: deps.settings.mailFrom !== '' });
const shown = <T extends { readonly teamIds: readonly string[] }>(given: T) => ({ ...given, teamIds: [...given.teamIds] });

export const invitationRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/invitations',
    roles: ['admin'],
    summary: 'List the invitations',
    description: 'Those that are open, and those that expired within 30 days. An accepted or revoked one is gone.',
    query: z.strictObject({ ...listQuery, sort: sortBy(['email', 'createdAt']).optional() }),
    answers: { 200: listOf(invitation) },
    handle: async ({ deps, context, query, page }) => {
      const invitations = await listInvitations(deps, context);
      return { status: 200, body: sortedPage(invitations.map(shown), query.sort ?? 'email', page) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/invitations',
    roles: ['admin'],
    summary: 'Invite an agent by mail',
    description:
      'The mail has a link that is good once, for 7 days. An address that a person of the tenant has, or that is invited already, is a 409; so is a deployment without an address for such mails.',
    body: z.strictObject({ email, role: agentRole, teamIds: teamIds.optional() }).meta({ id: 'InvitationDraft' }),
    answers: { 201: invitation },
    handle: async ({ deps, context, body }) => ({ status: 201, body: shown(await invite(mailing(deps), context, { ...body, teamIds: body.teamIds ?? [] })) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/invitations/{id}/resend',
    roles: ['admin'],
    summary: 'Mail an invitation again',
    description: 'With a new link and 7 days from now. The former link is no longer valid.',
    answers: { 202: invitation },
    idempotent: false,
    handle: async ({ deps, context, params }) => ({ status: 202, body: shown(await sendAgain(mailing(deps), context, params.id)) }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/invitations/{id}',
    roles: ['admin'],
    summary: 'Revoke an invitation',
    description: 'Its link is no longer valid.',
    answers: { 204: null },
    handle: async ({ deps, context, params }) => {
      await revokeInvitation(deps, context, params.id);
      return { status: 204 };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/invitations/accept',
    roles: 'public',
    summary: 'Become an agent with the link of an invitation',
    description:
      'The token is what follows `#invitation=` in the link. A token that is unknown, used, replaced, revoked or expired is a 422. Then sign in with the address and the password.',
    body: z.strictObject({ token: z.string().min(1).max(300), name, password }).meta({ id: 'InvitationAcceptance' }),
    answers: { 201: agent },
    handle: async ({ deps, context, body, address }) => ({
      status: 201,
      body: await acceptInvitation({ ...deps, limits: deps.settings.limits }, context, { ...body, address }),
    }),
  }),
];
