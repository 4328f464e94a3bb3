import { useEffect, useSyncExternalStore } from 'react';
import type { Alert } from './alerts.ts';
import { useHub } from './use-hub.ts';

export function useAlerts(): readonly Alert[] {
  const { alerts } = useHub();
  return useSyncExternalStore(alerts.subscribe, alerts.list);
}

/** Shows how many alerts nobody has read in the page's title. */
export function useTitle(unread: number, name: string): void {
  useEffect(() => {
    document.title = unread === 0 ? `${name} · Parley` : `(${unread}) ${name} · Parley`;
  }, [unread, name]);
}

/** Says which ticket is on the screen: what comes in there needs no alert, and what came in is read. */
export function useAttention(ticketId: string | undefined): void {
  const { attention, alerts } = useHub();
  useEffect(() => {
    attention.ticketId = ticketId;
    const read = (): void => {
      if (ticketId !== undefined && document.visibilityState === 'visible') alerts.read(ticketId);
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [attention, alerts, ticketId]);
}
