import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useHasChannelsUpTo, useHub } from '../data/use-hub.ts';

/** Whether the business has ever had a ticket. */
export const ANY_TICKET = ['tickets', 'any'];

/**
 * Nobody has written to this business yet, and it has no channel, or its first one waits. A business with several channels is not asked about.
 */
export function useIsFirstRun(): boolean {
  const { api } = useHub();
  const isSmall = useHasChannelsUpTo(1);
  const { data } = useQuery({
    queryKey: ANY_TICKET,
    queryFn: async () => (await api.GET('/v1/tickets', { params: { query: { limit: 1 } } })).items.length > 0,
    enabled: isSmall,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return isSmall && data === false;
}

const KEY = 'parley.tour';
const wasClosed = (): boolean => {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return true;
  }
};

/** The tour is offered in the demo of a laptop, until it was closed once in this browser. */
export function useTour(): { readonly isOffered: boolean; readonly close: () => void } {
  const { me } = useHub();
  const [isClosed, setIsClosed] = useState(wasClosed);
  const { data } = useQuery({
    queryKey: ['demo'],
    enabled: !isClosed,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    // Only the laptop's gateway has this path, and only while the demo is on.
    queryFn: async () => {
      const answer = await fetch('/demo.json', { cache: 'no-store' });
      return answer.ok ? ((await answer.json()) as { readonly tenant?: string }).tenant : null;
    },
  });
  return {
    isOffered: !isClosed && data === me.tenant.slug,
    close: () => {
      setIsClosed(true);
      try {
        localStorage.setItem(KEY, 'closed');
      } catch {
        // Forbidden: until the page is left.
      }
    },
  };
}
