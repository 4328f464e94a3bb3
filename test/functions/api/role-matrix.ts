import type { Role } from '../../../domain/context.ts';

/**
 * Who may call what, written by hand from DESIGN §5 and never derived from the code: the test compares the two. A route that has no
 * row here fails the test, and so does a row without a route. Roles hold for people and for API keys alike.
 */
export type Allowed = 'everyone' | 'adminToken' | 'visitor' | readonly Role[];

const admins: Allowed = ['admin'];
const supervisors: Allowed = ['admin', 'supervisor'];
const agents: Allowed = ['admin', 'supervisor', 'agent'];
const people: Allowed = ['admin', 'supervisor', 'agent', 'user'];

export const ROLE_MATRIX: Readonly<Record<string, Allowed>> = {
  'GET /v1/health': 'everyone',
  'GET /openapi.json': 'everyone',
  'GET /asyncapi.yaml': 'everyone',
  'GET /docs': 'everyone',
  'GET /docs/{file}': 'everyone',
  'GET /api-docs': 'everyone',
  'GET /': 'everyone',
  'GET /console.js': 'everyone',
  'GET /console.css': 'everyone',

  'POST /v1/tenants': 'adminToken',
  'GET /v1/tenant': admins,
  'PATCH /v1/tenant': admins,
  'POST /v1/registrations': 'everyone',

  'POST /v1/sessions': 'everyone',
  'POST /v1/sessions/refresh': 'everyone',
  'DELETE /v1/sessions': people,
  'GET /v1/me': people,
  'PATCH /v1/me': agents,

  'GET /v1/agents': supervisors,
  'POST /v1/agents': admins,
  'GET /v1/agents/{id}': supervisors,
  'PATCH /v1/agents/{id}': admins,
  'DELETE /v1/agents/{id}': admins,
  'GET /v1/teams': agents,
  'POST /v1/teams': admins,
  'GET /v1/teams/{id}': agents,
  'PATCH /v1/teams/{id}': admins,
  'DELETE /v1/teams/{id}': admins,
  'GET /v1/api-keys': admins,
  'POST /v1/api-keys': admins,
  'DELETE /v1/api-keys/{id}': admins,

  'GET /v1/directory': agents,
  'GET /v1/origins': supervisors,
  'POST /v1/origins': admins,
  'GET /v1/origins/{id}': supervisors,
  'PATCH /v1/origins/{id}': admins,
  'DELETE /v1/origins/{id}': admins,

  'GET /v1/tickets/{id}/escalations': agents,
  'POST /v1/tickets/{id}/escalations': agents,
  'PATCH /v1/tickets/{id}/escalations/{escalationId}': agents,
  'GET /v1/queues': agents,
  'POST /v1/queues': supervisors,
  'GET /v1/queues/{id}': agents,
  'PATCH /v1/queues/{id}': supervisors,
  'DELETE /v1/queues/{id}': supervisors,
  'GET /v1/queues/{id}/tickets': agents,
  'POST /v1/admin/rebuild-queues': admins,
  'GET /v1/rules': supervisors,
  'POST /v1/rules': supervisors,
  'GET /v1/rules/export': supervisors,
  'POST /v1/rules/import': supervisors,
  'GET /v1/rules/{id}': supervisors,
  'PATCH /v1/rules/{id}': supervisors,
  'DELETE /v1/rules/{id}': supervisors,
  'GET /v1/rules/{id}/runs': supervisors,
  'POST /v1/rules/dry-run': supervisors,
  'GET /v1/jobs/{id}': agents,
  'GET /v1/enrichment-lists': admins,
  'POST /v1/enrichment-lists': admins,
  'GET /v1/enrichment-lists/{id}': admins,
  'PATCH /v1/enrichment-lists/{id}': admins,
  'DELETE /v1/enrichment-lists/{id}': admins,
  'POST /v1/enrichment-lists/{id}/uploads': admins,
  'POST /v1/enrichment-lists/{id}/uploads/{uploadId}/start': admins,

  'POST /v1/events/{topic}': admins,
  'GET /v1/dead-letters': admins,
  'POST /v1/dead-letters/{id}/replay': admins,

  'GET /v1/audit': admins,
  'GET /v1/user-service': supervisors,
  'GET /v1/tickets': agents,
  'GET /v1/tickets/{id}': agents,
  'GET /v1/tickets/{id}/log': agents,
  'PATCH /v1/tickets/{id}': agents,
  'POST /v1/tickets/{id}/take': agents,
  'POST /v1/tickets': agents,
  'POST /v1/tickets/bulk': agents,
  'POST /v1/tickets/{id}/merge': agents,
  'GET /v1/tickets/{id}/links': agents,
  'POST /v1/tickets/{id}/links': agents,
  'DELETE /v1/tickets/{id}/links/{ticketId}': agents,
  'GET /v1/tickets/{id}/messages': agents,
  'POST /v1/tickets/{id}/messages': agents,
  'PATCH /v1/tickets/{id}/messages/{number}': agents,
  'DELETE /v1/tickets/{id}/messages/{number}': agents,
  'POST /v1/tickets/{id}/messages/{number}/retry': agents,
  'GET /v1/tickets/{id}/messages/{number}/edits': agents,
  'POST /v1/tickets/{id}/summary': agents,
  'GET /v1/tickets/{id}/summary': agents,
  'POST /v1/tickets/{id}/messages/{number}/translation': agents,
  'GET /v1/tickets/{id}/messages/{number}/translations': agents,
  'POST /v1/tickets/{id}/suggestions/{number}/accept': agents,
  'POST /v1/tickets/{id}/suggestions/{number}/dismiss': agents,
  'GET /v1/threads/{id}/messages': agents,

  'POST /v1/attachments': agents,
  'GET /v1/attachments/{id}': agents,

  'POST /v1/admin/rebuild': admins,
  'GET /v1/admin/rebuild': admins,
  'POST /v1/admin/recount': admins,
  'GET /v1/admin/recount': admins,
  'GET /v1/admin/tickets/{id}/replay': admins,
  'GET /v1/search': agents,
  'POST /v1/admin/reindex': admins,
  'POST /v1/socket-tickets': people,

  'POST /v1/livechat/sessions': 'everyone',
  'GET /v1/livechat/messages': 'visitor',
  'GET /v1/livechat/updates': 'visitor',
  'POST /v1/livechat/messages': 'visitor',
  'POST /v1/livechat/acks': 'visitor',
  'POST /v1/livechat/attachments': 'visitor',
  'POST /v1/livechat/socket-tickets': 'visitor',
};

/** The one place where a key differs from a person of its role: it has no session to end. */
export const NOT_FOR_KEYS: readonly string[] = ['DELETE /v1/sessions'];
