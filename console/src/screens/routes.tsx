import { createRootRoute, createRoute, createRouter, redirect, useLocation } from '@tanstack/react-router';
import type { Sort } from '../data/queues.ts';
import { SORTS } from '../data/queues.ts';
import { DirectoryContext, useReadDirectory } from '../data/use-hub.ts';
import { Settings } from './later.tsx';
import { Shell } from './shell.tsx';

export interface InboxSearch {
  readonly status?: string | undefined;
  readonly priority?: string | undefined;
  readonly channel?: string | undefined;
  readonly tag?: string | undefined;
  readonly owner?: string | undefined;
  readonly team?: string | undefined;
  readonly sort?: Sort | undefined;
  readonly q?: string | undefined;
  /** Number of a message to show. */
  readonly at?: number | undefined;
  /** `queues`: the rail, on a phone. `closed`: the side panel is away. */
  readonly panel?: 'queues' | 'closed' | 'open' | undefined;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;
const oneOf = <T extends string>(value: unknown, known: readonly T[]): T | undefined => known.find((one) => one === value);

function Root() {
  const isInSettings = useLocation({ select: ({ pathname }) => /^\/settings(\/|$)/.test(pathname) });
  return <DirectoryContext value={useReadDirectory()}>{isInSettings ? <Settings /> : <Shell />}</DirectoryContext>;
}
const root = createRootRoute({ component: Root });
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox/$queue', params: { queue: 'all' } });
  },
});
const validateSearch = (search: Record<string, unknown>): InboxSearch => {
  const found = {
    status: text(search['status']),
    priority: text(search['priority']),
    channel: text(search['channel']),
    tag: text(search['tag']),
    owner: text(search['owner']),
    team: text(search['team']),
    sort: oneOf(search['sort'], SORTS),
    q: text(search['q']),
    at: Number.isSafeInteger(search['at']) && Number(search['at']) > 0 ? Number(search['at']) : undefined,
    panel: oneOf(search['panel'], ['queues', 'closed', 'open'] as const),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
};
/** Where the agent is: the queue and the ticket in the path, how the list looks in the query. A link to a ticket opens at the same place. */
const inbox = createRoute({ getParentRoute: () => root, path: '/inbox/$queue', validateSearch });
const ticket = createRoute({ getParentRoute: () => inbox, path: '/$ticket' });

const desk = createRoute({ getParentRoute: () => root, path: '/desk' });
const chats = createRoute({ getParentRoute: () => root, path: '/chats' });
const room = createRoute({ getParentRoute: () => chats, path: '/$kind/$id' });

const settings = createRoute({ getParentRoute: () => root, path: '/settings' });
const section = createRoute({ getParentRoute: () => settings, path: '/$section' });
const detail = createRoute({ getParentRoute: () => section, path: '/$id' });

export const router = createRouter({
  routeTree: root.addChildren([home, inbox.addChildren([ticket]), desk, chats.addChildren([room]), settings.addChildren([section.addChildren([detail])])]),
  defaultPreload: false,
  basepath: import.meta.env.BASE_URL,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
