import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useHub } from '../data/use-hub.ts';
import { onTicketsChanged } from '../data/use-list.ts';
import { whenQuiet } from '../data/when-quiet.ts';
import { allOf } from '../settings/data/all.ts';

const KEY = ['tickets', 'desk'];
/** Tickets in no queue send no frames while a ticket is followed (decision 0906). */
const EVERY_MS = 30_000;

/** All tickets of this person that are not closed; read again when tickets have changed. */
export function useMyTickets() {
  const { api, tickets } = useHub();
  const client = useQueryClient();
  useEffect(() => {
    const rereading = whenQuiet(() => void client.invalidateQueries({ queryKey: KEY }));
    const end = onTicketsChanged(rereading.ask);
    return () => {
      rereading.end();
      end();
    };
  }, [client]);
  return useQuery({
    queryKey: KEY,
    refetchInterval: EVERY_MS,
    queryFn: async () => {
      const mine = await allOf((cursor) =>
        api.GET('/v1/tickets', {
          params: { query: { ownerId: 'me', status: 'created,working,pending,followup,solved', limit: 100, ...(cursor === undefined ? {} : { cursor }) } },
        }),
      );
      tickets.put(mine);
      return mine;
    },
  });
}
