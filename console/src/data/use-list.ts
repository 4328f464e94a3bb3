import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Hub } from './hub.ts';
import { type Known, orderOf } from './list-pages.ts';
import { belongs, isList, isMentions, type Listing } from './queues.ts';
import { readPage } from './read-page.ts';
import { createTicketPages, type TicketPages } from './ticket-pages.ts';
import { useHub } from './use-hub.ts';
import { whenQuiet } from './when-quiet.ts';

type Heard = (ids: readonly string[] | undefined) => void;
const heard = new Set<Heard>();
/** When tickets have last changed, in ms: a list that was read before is read again when it comes back. */
let toldAt = 0;

/** Tells the lists that tickets have changed. */
export function tellLists(ids: readonly string[] | undefined): void {
  toldAt = Date.now();
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
  /** The rows on the screen. */
  shows(first: number, last: number): void;
}

/** While a ticket is open, tickets in no queue send no frames (decision 0906). */
const REREAD_MS = 20_000;
/** Lists whose pages are kept, those of the last use. */
const LISTS_KEPT = 10;

const NONE: ReadonlySet<string> = new Set();

interface Kept {
  readonly pages: TicketPages;
  leftAt: number;
}
const keptOf = new WeakMap<Hub, Map<string, Kept>>();
/** The pages of a list, also after another one was on the screen. */
function kept(hub: Hub, listing: Listing, make: () => TicketPages): Kept {
  const all = keptOf.get(hub) ?? new Map<string, Kept>();
  keptOf.set(hub, all);
  const key = JSON.stringify(listing);
  const found = all.get(key) ?? { pages: make(), leftAt: 0 };
  all.delete(key);
  all.set(key, found);
  for (const oldest of all.keys()) {
    if (all.size <= LISTS_KEPT) break;
    all.delete(oldest);
  }
  return found;
}

/** A list of ids, page by page. The tickets themselves are entities: they change in place, whatever the list does. */
export function useTicketList(listing: Listing): TicketList {
  const hub = useHub();
  const { alerts, tickets, me } = hub;
  const client = useQueryClient();
  const keep = useMemo(() => {
    const order = orderOf(listing);
    const isHere: Known['belongs'] = (id) => {
      const ticket = tickets.confirmed(id);
      return ticket === undefined || belongs(ticket, listing, me.id);
    };
    return kept(hub, listing, () =>
      createTicketPages({
        read: (cursor) =>
          client.fetchQuery({
            queryKey: ['ticket-page', listing, cursor],
            queryFn: ({ signal }) => readPage(hub, listing, cursor, signal),
            staleTime: 0,
            gcTime: 0,
          }),
        known: order && { ticket: tickets.confirmed, belongs: isHere, order },
        has: (id) => tickets.get(id) !== undefined,
        drop: tickets.drop,
        now: Date.now,
      }),
    );
  }, [client, hub, listing, me.id, tickets]);
  const { pages } = keep;
  const { ids, error, pages: read } = useSyncExternalStore(pages.subscribe, pages.state);
  const [waiting, setWaiting] = useState(NONE);
  const isHeld = useRef(false);
  const isDirty = useRef(false);
  const added = useRef(new Set<string>());

  const reread = useMemo(
    () => (): void => {
      isDirty.current = false;
      setWaiting(NONE);
      pages.again([...added.current]);
      added.current.clear();
    },
    [pages],
  );
  const rereading = useMemo(() => whenQuiet(() => isHeld.current || reread()), [reread]);
  useEffect(() => rereading.end, [rereading]);
  useEffect(() => {
    // What was new in the list before says nothing of this one.
    setWaiting(NONE);
    added.current.clear();
    isDirty.current = false;
    pages.open(toldAt > keep.leftAt);
    return () => {
      keep.leftAt = Date.now();
    };
  }, [keep, pages]);

  const shown = useMemo(() => new Set(ids), [ids]);
  useEffect(() => {
    const listener: Heard = (changed) => {
      const affected = changed?.filter((id) => {
        const ticket = tickets.get(id);
        return ticket !== undefined && (shown.has(id) || belongs(ticket, listing, me.id));
      });
      if (affected?.length === 0) return;
      isDirty.current = true;
      const more = affected?.filter((id) => !shown.has(id)) ?? [];
      for (const id of more) added.current.add(id);
      if (more.length > 0) setWaiting((before) => new Set([...before, ...more]));
      if (!isHeld.current) rereading.ask();
    };
    return onTicketsChanged(listener);
  }, [listing, me.id, rereading, shown, tickets]);
  useEffect(() => {
    if (!isMentions(listing)) return undefined;
    return alerts.subscribe(() => {
      isDirty.current = true;
      if (!isHeld.current) rereading.ask();
    });
  }, [alerts, listing, rereading]);
  useEffect(() => {
    if (!isList(listing.queue) || listing.q !== undefined) return undefined;
    const again = setInterval(() => document.visibilityState === 'visible' && !isHeld.current && reread(), REREAD_MS);
    return () => clearInterval(again);
  }, [listing, reread]);

  const fresh = useMemo(() => [...waiting].filter((id) => !shown.has(id)).length, [waiting, shown]);
  const fragments = useMemo(() => new Map(read.flatMap((page) => page.fragments)), [read]);
  return {
    ids,
    total: read[0]?.total,
    fragments,
    isLoading: read.length === 0 && error === null,
    error,
    hasMore: typeof read.at(-1)?.nextCursor === 'string',
    more: pages.more,
    retry: reread,
    fresh,
    hold(nowHeld) {
      isHeld.current = nowHeld;
      if (!nowHeld && isDirty.current) rereading.ask();
    },
    shows: pages.shows,
  };
}
