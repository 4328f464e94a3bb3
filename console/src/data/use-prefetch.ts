import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { useHub } from './use-hub.ts';

/** After the agent has stayed at a ticket for so long. */
const AFTER_MS = 150;
/** So many tickets after the one that is open. */
const AHEAD = 2;
/** A thread that was read so recently is not read again when it is opened; frames keep it up to date. */
const THREAD_FRESH_MS = 60_000;

/** The call of a thread's newest messages, for whoever opens it and for whoever reads ahead. */
export function useThreadQuery() {
  const { readThread } = useHub();
  return useCallback(
    (conversationId: string) => ({
      queryKey: ['thread', conversationId],
      queryFn: () => readThread(conversationId).then(() => true),
      staleTime: THREAD_FRESH_MS,
    }),
    [readThread],
  );
}

/** Reads the threads of the tickets that follow the open one in a list, so that they are there when they are opened. */
export function usePrefetch(ids: readonly string[], openId: string | undefined): void {
  const { tickets } = useHub();
  const client = useQueryClient();
  const queryOf = useThreadQuery();
  const at = openId === undefined ? -1 : ids.indexOf(openId);
  const next = at === -1 ? '' : ids.slice(at + 1, at + 1 + AHEAD).join(' ');
  useEffect(() => {
    if (next === '') return undefined;
    const timer = setTimeout(() => {
      for (const id of next.split(' ')) {
        const conversationId = tickets.get(id)?.conversationId;
        if (conversationId !== undefined) void client.prefetchQuery(queryOf(conversationId));
      }
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [client, next, queryOf, tickets]);
}
