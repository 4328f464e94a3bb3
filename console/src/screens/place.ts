import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { isList, type Listing } from '../data/queues.ts';
import type { InboxSearch } from './routes.tsx';

export interface Place {
  readonly listing: Listing;
  readonly ticketId: string | undefined;
  readonly panel: InboxSearch['panel'];
  /** Number of the message that the address names. */
  readonly at: number | undefined;
  /** Opens another list; its filters begin anew, so that none stays on unseen. */
  toQueue(queue: string): void;
  toTicket(ticketId: string | undefined): void;
  look(change: Partial<InboxSearch>): void;
}

/** Where the agent is, as the address says. */
export function usePlace(): Place {
  const navigate = useNavigate();
  const { queue = 'all', ticket } = useParams({ strict: false });
  const { status, sort, q, panel, at } = useSearch({ strict: false }) as InboxSearch;
  const listing = useMemo<Listing>(() => ({ queue, status, q, sort: sort ?? (isList(queue) ? 'newest' : 'waiting') }), [queue, status, q, sort]);
  const toQueue = useCallback((next: string) => void navigate({ to: '/inbox/$queue', params: { queue: next } }), [navigate]);
  const toTicket = useCallback(
    (id: string | undefined) =>
      void (id === undefined
        ? navigate({ to: '/inbox/$queue', params: { queue }, search: { status, sort, q } })
        : navigate({ to: '/inbox/$queue/$ticket', params: { queue, ticket: id }, search: { status, sort, q, panel: panel === 'queues' ? undefined : panel } })),
    [navigate, queue, status, sort, q, panel],
  );
  const look = useCallback(
    (change: Partial<InboxSearch>) =>
      void navigate({
        ...(ticket === undefined ? { to: '/inbox/$queue' as const, params: { queue } } : { to: '/inbox/$queue/$ticket' as const, params: { queue, ticket } }),
        search: { status, sort, q, panel, ...change },
        replace: true,
      } as never),
    [navigate, queue, ticket, status, sort, q, panel],
  );
  return { listing, ticketId: ticket, panel, at, toQueue, toTicket, look };
}
