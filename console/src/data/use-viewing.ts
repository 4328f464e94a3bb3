import { useEffect } from 'react';
import { useHub, useQueues } from './use-hub.ts';

/** The API takes so many queues in one `subscribe`. */
const MOST = 100;

/**
 * Tells colleagues that this person looks at a ticket: a connection that follows a single ticket views it (docs/live-feed.md). It also follows every
 * queue, so that the lists stay live; lists that are no queue are read again now and then (`use-list.ts`).
 */
export function useViewing(ticketId: string): void {
  const { realtime } = useHub();
  const queues = useQueues().data;
  useEffect(() => {
    if (queues === undefined || queues.length > MOST) return undefined;
    realtime.subscribe({ queueIds: queues.map(({ id }) => id), ticketIds: [ticketId] });
    return () => realtime.subscribe({});
  }, [realtime, queues, ticketId]);
}
