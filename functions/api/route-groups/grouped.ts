import type { Route } from '../route.ts';
import { createRouter, type Router } from '../router.ts';

/**
 * The table of `routes.ts` in groups. The first request for a path of a group loads its commands and schemas, so that a start reads little
 * (docs/decisions/0202). The first part of the path after `/v1` chooses the group. Other paths (pages, documents, unknown paths) use the whole
 * table, so that a new route works before it is listed here.
 */
interface Group {
  readonly parts: readonly string[];
  load(): Promise<readonly Route[]>;
}

export const GROUPS: readonly Group[] = [
  {
    parts: ['health', 'registrations', 'sessions', 'oidc', 'me', 'password-resets', 'devices', 'socket-tickets'],
    load: async () => (await import('./people.ts')).PEOPLE,
  },
  { parts: ['livechat'], load: async () => (await import('../routes/livechat.ts')).livechatRoutes },
  { parts: ['applications', 'users', 'groups', 'directs', 'acks', 'send', 'messages', 'reports'], load: async () => (await import('./chat.ts')).CHAT },
  { parts: ['tickets', 'threads', 'queues', 'search', 'attachments', 'directory'], load: async () => (await import('./tickets.ts')).TICKETS },
  {
    parts: [
      'tenants',
      'tenant',
      'agents',
      'invitations',
      'identity-issuers',
      'identity-providers',
      'teams',
      'api-keys',
      'origins',
      'rules',
      'enrichment-lists',
      'jobs',
      'events',
      'dead-letters',
      'audit',
      'user-service',
      'webhooks',
    ],
    load: async () => (await import('./administration.ts')).ADMINISTRATION,
  },
];
const WHOLE: Group = { parts: [], load: async () => (await import('../routes.ts')).ROUTES };

/** `/v1/tickets/1` → `tickets`; undefined for paths that are not below `/v1`. */
const partOf = (path: string): string | undefined => (path.startsWith('/v1/') ? path.split('/', 3)[2] : undefined);

/** The router of the group that a path belongs to. */
export const groupedRouter = (): ((path: string) => Promise<Router>) => {
  const byPart = new Map(GROUPS.flatMap((group) => group.parts.map((part) => [part, group] as const)));
  const routers = new Map<Group, Promise<Router>>();
  return (path) => {
    const group = byPart.get(partOf(path) ?? '') ?? WHOLE;
    let router = routers.get(group);
    if (!router) {
      router = group.load().then(createRouter);
      routers.set(group, router);
    }
    return router;
  };
};
