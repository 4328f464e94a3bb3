import { useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { isList, type Listing } from '../data/queues.ts';
import type { InboxSearch } from './routes.tsx';

export type Area = 'inbox' | 'desk' | 'chats';

/** Which screen of the shell the address names. */
export const useArea = (): Area => useLocation({ select: ({ pathname }) => (/^\/(desk|chats)(?:\/|$)/.exec(pathname)?.[1] as Area | undefined) ?? 'inbox' });

export interface Place {
  readonly listing: Listing;
  readonly ticketId: string | undefined;
  readonly panel: InboxSearch['panel'];
  /** Number of the message that the address names. */
  readonly at: number | undefined;
  /** Opens another list; its filters begin anew, so that none stays on unseen. */
  toQueue(queue: string): void;
  toTicket(ticketId: string | undefined): void;
  /** Searches all tickets. */
  search(words: string): void;
  look(change: Partial<InboxSearch>): void;
}

/** Where the agent is, as the address says. */
export function usePlace(): Place {
  const navigate = useNavigate();
  const { queue = 'all', ticket } = useParams({ strict: false });
  const { status, priority, channel, tag, sort, q, panel, at } = useSearch({ strict: false }) as InboxSearch;
  const listing = useMemo<Listing>(
    () => ({ queue, status, priority, channel, tag, q, sort: sort ?? (isList(queue) ? 'newest' : 'waiting') }),
    [queue, status, priority, channel, tag, q, sort],
  );
  const list = useMemo(() => ({ status, priority, channel, tag, sort, q }), [status, priority, channel, tag, sort, q]);
  const toQueue = useCallback((next: string) => void navigate({ to: '/inbox/$queue', params: { queue: next } }), [navigate]);
  const search = useCallback((words: string) => void navigate({ to: '/inbox/$queue', params: { queue: 'all' }, search: { q: words } }), [navigate]);
  const toTicket = useCallback(
    (id: string | undefined) =>
      void (id === undefined
        ? navigate({ to: '/inbox/$queue', params: { queue }, search: list })
        : navigate({ to: '/inbox/$queue/$ticket', params: { queue, ticket: id }, search: { ...list, panel: panel === 'queues' ? undefined : panel } })),
    [navigate, queue, list, panel],
  );
  const look = useCallback(
    (change: Partial<InboxSearch>) =>
      void navigate({
        ...(ticket === undefined ? { to: '/inbox/$queue' as const, params: { queue } } : { to: '/inbox/$queue/$ticket' as const, params: { queue, ticket } }),
        search: { ...list, panel, ...change },
        replace: true,
      } as never),
    [navigate, queue, ticket, list, panel],
  );
  return { listing, ticketId: ticket, panel, at, toQueue, toTicket, search, look };
}
