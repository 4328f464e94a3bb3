import type { Route } from './route.ts';
import { ackRoutes } from './routes/acks.ts';
import { adminRoutes } from './routes/admin.ts';
import { agentRoutes } from './routes/agents.ts';
import { aiRequestRoutes } from './routes/ai-requests.ts';
import { apiKeyRoutes } from './routes/api-keys.ts';
import { applicationRoutes } from './routes/applications.ts';
import { attachmentRoutes } from './routes/attachments.ts';
import { auditRoutes } from './routes/audit.ts';
import { chatMessageRoutes } from './routes/chat-messages.ts';
import { chatReactionRoutes } from './routes/chat-reactions.ts';
import { deadLetterRoutes } from './routes/dead-letters.ts';
import { deliveryRoutes } from './routes/delivery.ts';
import { deviceRoutes } from './routes/devices.ts';
import { directoryRoutes } from './routes/directory.ts';
import { directRoutes } from './routes/directs.ts';
import { docsRoutes } from './routes/docs.ts';
import { enrichmentListRoutes } from './routes/enrichment-lists.ts';
import { escalationRoutes } from './routes/escalations.ts';
import { eventRoutes } from './routes/events.ts';
import { groupBanRoutes } from './routes/group-bans.ts';
import { groupRoutes } from './routes/groups.ts';
import { healthRoutes } from './routes/health.ts';
import { identityIssuerRoutes } from './routes/identity-issuers.ts';
import { identityProviderRoutes } from './routes/identity-providers.ts';
import { invitationRoutes } from './routes/invitations.ts';
import { jobRoutes } from './routes/jobs.ts';
import { livechatRoutes } from './routes/livechat.ts';
import { meRoutes } from './routes/me.ts';
import { messageRoutes } from './routes/messages.ts';
import { oidcRoutes } from './routes/oidc.ts';
import { originEventRoutes } from './routes/origin-events.ts';
import { originRoutes } from './routes/origins.ts';
import { passkeyRoutes } from './routes/passkeys.ts';
import { passwordResetRoutes } from './routes/password-resets.ts';
import { queueRoutes } from './routes/queues.ts';
import { reactionRoutes } from './routes/reactions.ts';
import { registrationRoutes } from './routes/registrations.ts';
import { reportRoutes } from './routes/reports.ts';
import { directMessageRoutes, groupMessageRoutes } from './routes/room-messages.ts';
import { ruleRoutes } from './routes/rules.ts';
import { searchRoutes } from './routes/search.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { socketTicketRoutes } from './routes/socket-tickets.ts';
import { teamRoutes } from './routes/teams.ts';
import { tenantRoutes } from './routes/tenants.ts';
import { ticketRelationRoutes } from './routes/ticket-relations.ts';
import { ticketRoutes } from './routes/tickets.ts';
import { totpRoutes } from './routes/totp.ts';
import { userServiceRoutes } from './routes/user-service.ts';
import { userRoutes } from './routes/users.ts';
import { webhookRoutes } from './routes/webhooks.ts';

/**
 * The whole API. To add routes: export an array of `defineRoute(…)` rows from `routes/<name>.ts`, add it here, and add each row
 * to the matrix of `test/functions/api/role-matrix.ts` by hand.
 */
export const ROUTES: readonly Route[] = [
  ...healthRoutes,
  ...tenantRoutes,
  ...registrationRoutes,
  ...sessionRoutes,
  ...oidcRoutes,
  ...meRoutes,
  ...totpRoutes,
  ...passkeyRoutes,
  ...passwordResetRoutes,
  ...deviceRoutes,
  ...agentRoutes,
  ...invitationRoutes,
  ...identityIssuerRoutes,
  ...identityProviderRoutes,
  ...teamRoutes,
  ...userServiceRoutes,
  ...apiKeyRoutes,
  ...directoryRoutes,
  ...attachmentRoutes,
  ...originRoutes,
  ...originEventRoutes,
  ...webhookRoutes,
  ...ticketRoutes,
  ...ticketRelationRoutes,
  ...messageRoutes,
  ...reactionRoutes,
  ...aiRequestRoutes,
  ...escalationRoutes,
  ...queueRoutes,
  ...ruleRoutes,
  ...enrichmentListRoutes,
  ...jobRoutes,
  ...eventRoutes,
  ...deadLetterRoutes,
  ...searchRoutes,
  ...socketTicketRoutes,
  ...livechatRoutes,
  ...applicationRoutes,
  ...chatMessageRoutes,
  ...userRoutes,
  ...groupRoutes,
  ...groupBanRoutes,
  ...groupMessageRoutes,
  ...directRoutes,
  ...directMessageRoutes,
  ...chatReactionRoutes,
  ...reportRoutes,
  ...ackRoutes,
  ...deliveryRoutes,
  ...adminRoutes,
  ...auditRoutes,
  ...docsRoutes,
];
