import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowUp, Menu as MenuIcon } from 'lucide-react';
import { lazy, memo, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { ParleyError } from '../../../client/rest/problem.ts';
import { isList, isMentions } from '../data/queues.ts';
import { useHub, useQueues } from '../data/use-hub.ts';
import { useTicketList } from '../data/use-list.ts';
import { usePrefetch } from '../data/use-prefetch.ts';
import { number } from '../i18n/format.ts';
import { useWords } from '../i18n/words.ts';
import { useKeys } from '../keys/use-keys.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { FilterChips, FilterMenu, OrderMenu } from './filter-menu.tsx';
import { NoTickets } from './no-tickets.tsx';
import { usePlace } from './place.ts';
import styles from './ticket-list.module.css';
import { TicketRows } from './ticket-rows.tsx';

const BulkBar = lazy(() => import('./bulk-bar.tsx'));
/** Without them the list goes on. */
const SearchFacets = lazy(() => import('./search-facets.tsx').catch(() => ({ default: () => null })));
const NOTHING: ReadonlySet<string> = new Set();
const ROW = { comfortable: 82, compact: 44 } as const;
const rowHeight = (): number => ROW[document.documentElement.dataset['density'] === 'compact' ? 'compact' : 'comfortable'];

function useTitle(queue: string): string {
  const { t } = useLingui();
  const queues = useQueues().data;
  if (!isList(queue)) return queues?.find(({ id }) => id === queue)?.name ?? '';
  return { all: t`All tickets`, mine: t`My tickets`, mentions: t`Mentions`, unassigned: t`Without owner`, snoozed: t`Snoozed` }[queue];
}

export const TicketList = memo(function TicketList() {
  const { t } = useLingui();
  const words = useWords();
  const { listing, ticketId, toTicket, look } = usePlace();
  const list = useTicketList(listing);
  const { alerts } = useHub();
  const title = useTitle(listing.queue);
  usePrefetch(list.ids, ticketId);
  const scrollTo = useRef<(at: number) => void>(undefined);
  const [active, setActive] = useState<string | undefined>(ticketId);
  const [chosen, setChosen] = useState(NOTHING);
  const height = rowHeight();
  const isSortable = isList(listing.queue) && listing.q === undefined && !isMentions(listing);
  useEffect(() => setChosen(NOTHING), [listing]);
  const toggle = useCallback(
    (id: string) =>
      setChosen((before) => {
        const next = new Set(before);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [],
  );
  useEffect(() => {
    if (ticketId !== undefined) setActive(ticketId);
  }, [ticketId]);

  const open = useCallback(
    (id: string) => {
      const note = isMentions(listing) ? alerts.list().find((one) => one.kind === 'mention' && one.ticketId === id) : undefined;
      toTicket(id, note?.number);
    },
    [alerts, listing, toTicket],
  );
  const at = active === undefined ? -1 : list.ids.indexOf(active);
  const move = (to: number): void => {
    const next = Math.max(0, Math.min(list.ids.length - 1, to));
    const id = list.ids[next];
    if (id === undefined) return;
    setActive(id);
    scrollTo.current?.(next);
  };
  const group = t`Tickets`;
  useKeys([
    { id: 'next', keys: 'j', label: t`Next ticket`, group, run: () => move(at + 1) },
    { id: 'previous', keys: 'k', label: t`Previous ticket`, group, run: () => move(at < 0 ? 0 : at - 1) },
    { id: 'choose', keys: 'x', label: t`Choose for a change of many`, group, run: () => active !== undefined && toggle(active) },
    { id: 'open', keys: 'Enter', label: t`Open`, group, run: () => active !== undefined && open(active) },
    ...(isSortable
      ? [
          { id: 'order:newest', keys: '', label: `${t`Order`}: ${t`Newest`}`, group, run: () => look({ sort: 'newest' }) },
          { id: 'order:waiting', keys: '', label: `${t`Order`}: ${t`Longest waiting`}`, group, run: () => look({ sort: 'waiting' }) },
        ]
      : []),
  ]);
  return (
    <div className={styles.wrap}>
      <header className={styles.head}>
        <span className={styles.onlyPhone}>
          <IconButton label={t`Queues`} icon={<MenuIcon size={18} />} onPress={() => look({ panel: 'queues' })} />
        </span>
        <h1 className={styles.title}>
          <bdi>{listing.q === undefined ? title : t`Results for “${listing.q}”`}</bdi>
          {list.ids.length > 0 && (
            <span className={styles.total}>
              {number(words.language, list.total ?? list.ids.length)}
              {list.total === undefined && list.hasMore && '+'}
            </span>
          )}
        </h1>
        {!isMentions(listing) && <FilterMenu />}
        {isSortable && <OrderMenu sort={listing.sort} look={look} />}
      </header>
      <FilterChips />
      {listing.q !== undefined && (
        <Suspense>
          <SearchFacets listing={listing} look={look} />
        </Suspense>
      )}
      {list.fresh > 0 && (
        <div className={styles.fresh}>
          <Button
            look="primary"
            onPress={() => {
              list.retry();
              scrollTo.current?.(0);
            }}
          >
            {plural(list.fresh, { one: '# new ticket', other: '# new tickets' })}
            <ArrowUp size={14} aria-hidden="true" />
          </Button>
        </div>
      )}
      {list.error !== null && list.ids.length === 0 ? (
        <Empty
          action={
            <Button onPress={list.retry}>
              <Trans>Try again</Trans>
            </Button>
          }
        >
          {list.error instanceof ParleyError && list.error.status < 500 ? <bdi>{list.error.detail}</bdi> : <Trans>The tickets did not load.</Trans>}
        </Empty>
      ) : list.isLoading ? (
        <div aria-busy="true" aria-label={t`Loading`}>
          {Array.from({ length: 8 }, (_, row) => (
            <Skeleton key={row} width="100%" height={`${height - 1}px`} />
          ))}
        </div>
      ) : list.ids.length === 0 ? (
        <NoTickets listing={listing} />
      ) : (
        <TicketRows
          list={list}
          title={title}
          height={height}
          active={active}
          openId={ticketId}
          chosen={chosen}
          onOpen={open}
          onChoose={toggle}
          onMove={move}
          scrollTo={scrollTo}
        />
      )}
      {chosen.size > 0 && (
        <Suspense>
          <BulkBar ids={[...chosen]} onAll={() => setChosen(new Set(list.ids))} onEnd={() => setChosen(NOTHING)} />
        </Suspense>
      )}
    </div>
  );
});
