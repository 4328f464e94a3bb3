import type { Route } from '../route.ts';
import { agentRoutes } from '../routes/agents.ts';
import { apiKeyRoutes } from '../routes/api-keys.ts';
import { auditRoutes } from '../routes/audit.ts';
import { deadLetterRoutes } from '../routes/dead-letters.ts';
import { enrichmentListRoutes } from '../routes/enrichment-lists.ts';
import { eventRoutes } from '../routes/events.ts';
import { jobRoutes } from '../routes/jobs.ts';
import { originRoutes } from '../routes/origins.ts';
import { ruleRoutes } from '../routes/rules.ts';
import { teamRoutes } from '../routes/teams.ts';
import { tenantRoutes } from '../routes/tenants.ts';
import { userServiceRoutes } from '../routes/user-service.ts';

/** Routes that administrators call now and then. */
export const ADMINISTRATION: readonly Route[] = [
  ...tenantRoutes,
  ...agentRoutes,
  ...teamRoutes,
  ...userServiceRoutes,
  ...apiKeyRoutes,
  ...originRoutes,
  ...ruleRoutes,
  ...enrichmentListRoutes,
  ...jobRoutes,
  ...eventRoutes,
  ...deadLetterRoutes,
  ...auditRoutes,
];
