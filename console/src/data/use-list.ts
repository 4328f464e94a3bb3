import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Ticket, TicketPage } from '../../../client/api.ts';
import { belongs, callOf, isList, type Listing } from './queues.ts';
import { useHub } from './use-hub.ts';
import { whenQuiet } from './when-quiet.ts';

type Heard = (ids: readonly string[] | undefined) => void;
const heard = new Set<Heard>();

/** Tells the lists on the screen that tickets have changed. */
export function tellLists(ids: readonly string[] | undefined): void {
  for (const listener of heard) listener(ids);
}

/** Calls the listener after tickets have changed. Returns what ends it. */
export function onTicketsChanged(listener: Heard): () => void {
  heard.add(listener);
  return () => void heard.delete(listener);
}

export interface TicketList {
  readonly ids: readonly string[];
  readonly isLoading: boolean;
  readonly error: Error | null;
  readonly hasMore: boolean;
  more(): void;
  retry(): void;
  /** Of a search: how many there are, up to 1,000, and where the words are, by ticket. */
  readonly total: number | undefined;
  readonly fragments: ReadonlyMap<string, readonly string[]>;
  /** How many tickets would come in if the list were read again. */
  readonly fresh: number;
  /** While the pointer or the focus is inside, nothing moves. */
  hold(isHeld: boolean): void;
}

/** A page of a list, or of a search. */
type Page = Pick<TicketPage, 'nextCursor'> & { readonly items: readonly (Ticket & { readonly highlights?: readonly string[] })[]; readonly total?: number };
/** While a ticket is open, tickets in no queue send no frames (decision 0906). */
const REREAD_MS = 20_000;

/** A list of ids, page by page. The tickets themselves are entities: they change in place, whatever the list does. */
export function useTicketList(listing: Listing): TicketList {
  const { api, tickets, me } = useHub();
  const client = useQueryClient();
  const key = useMemo(() => ['tickets', listing], [listing]);
  const query = useInfiniteQuery({
    queryKey: key,
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const call = callOf(listing);
      const search = new URLSearchParams({ ...call.query, limit: '100', ...(pageParam === undefined ? {} : { cursor: pageParam }) });
      const read = api.client.GET as unknown as (path: string, init: object) => Promise<{ data?: unknown }>;
      const page = (await read(`${call.path}?${search.toString()}`, { signal })).data as Page;
      tickets.put(page.items);
      const fragments = page.items.flatMap(({ id, highlights = [] }) => (highlights.length === 0 ? [] : [[id, highlights] as const]));
      return { ids: page.items.map(({ id }) => id), nextCursor: page.nextCursor, total: page.total, fragments };
    },
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 30_000,
  });
  const ids = useMemo(() => [...new Set(query.data?.pages.flatMap((page) => page.ids) ?? [])], [query.data]);
  const [waiting, setWaiting] = useState<ReadonlySet<string>>(new Set());
  const isHeld = useRef(false);
  const isDirty = useRef(false);

  const read = useCallback(() => {
    isDirty.current = false;
    setWaiting(new Set());
    void client.invalidateQueries({ queryKey: key });
  }, [client, key]);
  const rereading = useMemo(() => whenQuiet(() => isHeld.current || read()), [read]);
  useEffect(() => rereading.end, [rereading]);

  useEffect(() => {
    const shown = new Set(ids);
    const listener: Heard = (changed) => {
      const affected = changed?.filter((id) => {
        const ticket = tickets.get(id);
        return ticket !== undefined && (shown.has(id) || belongs(ticket, listing, me.id));
      });
      if (affected?.length === 0) return;
      isDirty.current = true;
      const added = affected?.filter((id) => !shown.has(id)) ?? [];
      if (added.length > 0) setWaiting((before) => new Set([...before, ...added]));
      if (!isHeld.current) rereading.ask();
    };
    return onTicketsChanged(listener);
  }, [ids, listing, me.id, rereading, tickets]);
  useEffect(() => {
    if (!isList(listing.queue) || listing.q !== undefined) return undefined;
    const again = setInterval(() => document.visibilityState === 'visible' && !isHeld.current && read(), REREAD_MS);
    return () => clearInterval(again);
  }, [listing, read]);

  const fresh = useMemo(() => [...waiting].filter((id) => !ids.includes(id)).length, [waiting, ids]);
  const fragments = useMemo(() => new Map(query.data?.pages.flatMap((page) => page.fragments) ?? []), [query.data]);
  return {
    ids,
    total: query.data?.pages[0]?.total,
    fragments,
    isLoading: query.isPending,
    error: query.error,
    hasMore: query.hasNextPage,
    more: () => void (query.isFetching || query.fetchNextPage()),
    retry: read,
    fresh,
    hold(nowHeld) {
      isHeld.current = nowHeld;
      if (!nowHeld && isDirty.current) rereading.ask();
    },
  };
}
