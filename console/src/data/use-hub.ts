import { useQuery } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { Counters, Directory, Queue, Ticket } from '../../../client/api.ts';
import type { Status as FeedStatus } from '../../../client/realtime/events.ts';
import type { DraftFile } from './draft-files.ts';
import type { DraftKind } from './drafts.ts';
import { FEED, type Hub, WAITING } from './hub.ts';
import type { Write } from './outbox.ts';
import type { Thread } from './threads.ts';
import type { Watcher } from './watchers.ts';

export const HubContext = createContext<Hub | undefined>(undefined);

export function useHub(): Hub {
  const hub = useContext(HubContext);
  if (hub === undefined) throw new Error('nobody is signed in here');
  return hub;
}

export function useTicket(id: string): Ticket | undefined {
  const { tickets } = useHub();
  return useSyncExternalStore(
    useCallback((listener: () => void) => tickets.subscribe(id, listener), [tickets, id]),
    () => tickets.get(id),
  );
}

export function useThread(conversationId: string | undefined): Thread | undefined {
  const { threads } = useHub();
  const id = conversationId ?? '';
  return useSyncExternalStore(
    useCallback((listener: () => void) => threads.subscribe(id, listener), [threads, id]),
    () => threads.get(id),
  );
}

export function useCounters(queueId: string): Counters | undefined {
  const { counters } = useHub();
  return useSyncExternalStore(
    useCallback((listener: () => void) => counters.subscribe(queueId, listener), [counters, queueId]),
    () => counters.get(queueId),
  );
}

export function useWatchers(ticketId: string): readonly Watcher[] {
  const { watchers } = useHub();
  return useSyncExternalStore(
    useCallback((listener: () => void) => watchers.subscribe(ticketId, listener), [watchers, ticketId]),
    () => watchers.at(ticketId),
  );
}

/** The first of those who write in a ticket. */
export function useTypist(ticketId: string): Watcher | undefined {
  const { watchers } = useHub();
  return useSyncExternalStore(
    useCallback((listener: () => void) => watchers.subscribe(ticketId, listener), [watchers, ticketId]),
    () => watchers.at(ticketId).find(({ isTyping }) => isTyping),
  );
}

export function useDraft(ticketId: string, kind: DraftKind): string {
  const { drafts } = useHub();
  return useSyncExternalStore(
    useCallback((listener: () => void) => drafts.subscribe(ticketId, listener), [drafts, ticketId]),
    () => drafts.text(ticketId, kind),
  );
}

export function useDraftFiles(ticketId: string, kind: DraftKind): readonly DraftFile[] {
  const { files } = useHub();
  return useSyncExternalStore(
    useCallback((listener: () => void) => files.subscribe(ticketId, listener), [files, ticketId]),
    () => files.of(ticketId, kind),
  );
}

export function useHasDraft(ticketId: string): boolean {
  const { drafts } = useHub();
  return useSyncExternalStore(
    useCallback((listener: () => void) => drafts.subscribe(ticketId, listener), [drafts, ticketId]),
    () => drafts.has(ticketId),
  );
}

const lists = new WeakMap<Hub, { readonly key: string; readonly writes: readonly Write[] }>();
/** What was sent from here and has no answer yet. */
export function useWaiting(): readonly Write[] {
  const hub = useHub();
  return useSyncExternalStore(
    useCallback((listener: () => void) => hub.notifier.subscribe(WAITING, listener), [hub]),
    () => {
      const writes = hub.outbox.waiting();
      const key = writes.map(({ id }) => id).join(' ');
      const known = lists.get(hub);
      if (known?.key === key) return known.writes;
      lists.set(hub, { key, writes });
      return writes;
    },
  );
}

export function useFeedStatus(): FeedStatus {
  const { notifier, realtime } = useHub();
  return useSyncExternalStore(
    useCallback((listener: () => void) => notifier.subscribe(FEED, listener), [notifier]),
    () => realtime.status,
  );
}

const NOBODY: Directory = { agents: [], teams: [], origins: [] };
/** Read once for all that show names: rows and messages have no query of their own. */
export const DirectoryContext = createContext(NOBODY);
/** Reads the directory, for the context. */
export function useReadDirectory(): Directory {
  const hub = useHub();
  return useQuery({ queryKey: ['directory'], queryFn: hub.directory, staleTime: 300_000 }).data ?? NOBODY;
}
/** Names of colleagues, teams and origins. */
export const useDirectory = (): Directory => useContext(DirectoryContext);

/** Whether the workspace has at most this many channels. False until that is known. */
export function useHasChannelsUpTo(most: number): boolean {
  const directory = useDirectory();
  return directory !== NOBODY && directory.origins.length <= most;
}

/** The workspace receives nothing yet. False until that is known. */
export const useHasNoChannel = (): boolean => useHasChannelsUpTo(0);

/** The queues that the agent may see, in the order of the API: by priority. */
export function useQueues() {
  const { api, counters } = useHub();
  return useQuery({
    queryKey: ['queues'],
    staleTime: 300_000,
    queryFn: async () => {
      const queues: Queue[] = [];
      const turn = counters.turn();
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) };
        const page = await api.GET('/v1/queues', { params: { query } });
        queues.push(...page.items);
        cursor = page.nextCursor;
      }
      for (const queue of queues) counters.putRead(queue.id, queue.counters, turn);
      return queues;
    },
  });
}
