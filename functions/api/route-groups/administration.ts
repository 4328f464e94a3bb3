import type { Route } from '../route.ts';
import { agentRoutes } from '../routes/agents.ts';
import { apiKeyRoutes } from '../routes/api-keys.ts';
import { auditRoutes } from '../routes/audit.ts';
import { deadLetterRoutes } from '../routes/dead-letters.ts';
import { enrichmentListRoutes } from '../routes/enrichment-lists.ts';
import { eventRoutes } from '../routes/events.ts';
import { identityIssuerRoutes } from '../routes/identity-issuers.ts';
import { identityProviderRoutes } from '../routes/identity-providers.ts';
import { invitationRoutes } from '../routes/invitations.ts';
import { jobRoutes } from '../routes/jobs.ts';
import { originEventRoutes } from '../routes/origin-events.ts';
import { originRoutes } from '../routes/origins.ts';
import { ruleRoutes } from '../routes/rules.ts';
import { teamRoutes } from '../routes/teams.ts';
import { tenantRoutes } from '../routes/tenants.ts';
import { userServiceRoutes } from '../routes/user-service.ts';
import { webhookRoutes } from '../routes/webhooks.ts';

/** Routes that administrators call now and then. */
export const ADMINISTRATION: readonly Route[] = [
  ...tenantRoutes,
  ...agentRoutes,
  ...invitationRoutes,
  ...identityIssuerRoutes,
  ...identityProviderRoutes,
  ...teamRoutes,
  ...userServiceRoutes,
  ...apiKeyRoutes,
  ...originRoutes,
  ...originEventRoutes,
  ...webhookRoutes,
  ...ruleRoutes,
  ...enrichmentListRoutes,
  ...jobRoutes,
  ...eventRoutes,
  ...deadLetterRoutes,
  ...auditRoutes,
];
