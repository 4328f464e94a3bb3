import { useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { isList, type Listing } from '../data/queues.ts';
import type { InboxSearch } from './routes.tsx';

export type Area = 'inbox' | 'desk' | 'chats';

/** Which screen of the shell the address names. */
export const useArea = (): Area => useLocation({ select: ({ pathname }) => (/^\/(desk|chats)(?:\/|$)/.exec(pathname)?.[1] as Area | undefined) ?? 'inbox' });

/** The list that the address names. */
export interface ListingPlace {
  readonly listing: Listing;
  /** Opens another list; its filters begin anew, so that none stays on unseen. */
  toQueue(queue: string): void;
  look(change: Partial<InboxSearch>): void;
}

export interface Place extends ListingPlace {
  readonly ticketId: string | undefined;
  readonly panel: InboxSearch['panel'];
  /** Number of the message that the address names. */
  readonly at: number | undefined;
  /** `at`: number of a message to show. */
  toTicket(ticketId: string | undefined, at?: number): void;
  /** Searches all tickets. */
  search(words: string): void;
}

/** The list alone: what shows no more than this is not drawn again when another ticket is opened. */
export function useListing(): ListingPlace {
  const navigate = useNavigate();
  const queue = useParams({ strict: false, select: ({ queue: named = 'all' }) => named });
  const { status, priority, channel, tag, owner, team, sort, q } = useSearch({ strict: false }) as InboxSearch;
  const listing = useMemo<Listing>(
    () => ({ queue, status, priority, channel, tag, owner, team, q, sort: sort ?? (isList(queue) ? 'newest' : 'waiting') }),
    [queue, status, priority, channel, tag, owner, team, q, sort],
  );
  const toQueue = useCallback((next: string) => void navigate({ to: '/inbox/$queue', params: { queue: next } }), [navigate]);
  const look = useCallback(
    (change: Partial<InboxSearch>) =>
      void navigate({ to: '.', search: ({ at: _left, ...before }: InboxSearch) => ({ ...before, ...change }), replace: true } as never),
    [navigate],
  );
  return { listing, toQueue, look };
}

/** Where the agent is, as the address says. */
export function usePlace(): Place {
  const navigate = useNavigate();
  const { listing, toQueue, look } = useListing();
  const { queue } = listing;
  const ticket = useParams({ strict: false, select: (params) => params.ticket });
  const { status, priority, channel, tag, owner, team, sort, q, panel, at } = useSearch({ strict: false }) as InboxSearch;
  const list = useMemo(() => ({ status, priority, channel, tag, owner, team, sort, q }), [status, priority, channel, tag, owner, team, sort, q]);
  const search = useCallback((words: string) => void navigate({ to: '/inbox/$queue', params: { queue: 'all' }, search: { q: words } }), [navigate]);
  const toTicket = useCallback(
    (id: string | undefined, number?: number) =>
      void (id === undefined
        ? navigate({ to: '/inbox/$queue', params: { queue }, search: list })
        : navigate({
            to: '/inbox/$queue/$ticket',
            params: { queue, ticket: id },
            search: { ...list, at: number, panel: panel === 'queues' ? undefined : panel },
          })),
    [navigate, queue, list, panel],
  );
  return { listing, ticketId: ticket, panel, at, toQueue, toTicket, search, look };
}
