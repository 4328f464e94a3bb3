import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowUp, ChevronDown, Menu as MenuIcon } from 'lucide-react';
import { type KeyboardEvent, lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { ParleyError } from '../../../client/rest/problem.ts';
import { isList } from '../data/queues.ts';
import { useQueues } from '../data/use-hub.ts';
import { useTicketList } from '../data/use-list.ts';
import { number } from '../i18n/format.ts';
import { useWords } from '../i18n/words.ts';
import { useKeys } from '../keys/use-keys.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Menu } from '../parts/menu.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { FilterChips, FilterMenu } from './filter-menu.tsx';
import { NoTickets } from './no-tickets.tsx';
import { usePlace } from './place.ts';
import styles from './ticket-list.module.css';
import { TicketRow } from './ticket-row.tsx';

const BulkBar = lazy(() => import('./bulk-bar.tsx'));
const NOTHING: ReadonlySet<string> = new Set();
const ROW = { comfortable: 82, compact: 44 } as const;
const rowHeight = (): number => ROW[document.documentElement.dataset['density'] === 'compact' ? 'compact' : 'comfortable'];
/** Two screens ahead of the end, the next page is read. */
const AHEAD = 20;

function useTitle(queue: string): string {
  const { t } = useLingui();
  const queues = useQueues().data;
  if (!isList(queue)) return queues?.find(({ id }) => id === queue)?.name ?? '';
  return { all: t`All tickets`, mine: t`My tickets`, unassigned: t`Without owner`, snoozed: t`Snoozed` }[queue];
}

export function TicketList() {
  'use no memo';
  const { t } = useLingui();
  const words = useWords();
  const { listing, ticketId, toTicket, look } = usePlace();
  const list = useTicketList(listing);
  const title = useTitle(listing.queue);
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | undefined>(ticketId);
  const [chosen, setChosen] = useState(NOTHING);
  const height = rowHeight();
  const isSortable = isList(listing.queue) && listing.q === undefined;
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
  const virtual = useVirtualizer({
    count: list.ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
    getItemKey: (at) => list.ids[at] ?? at,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (list.hasMore && last >= list.ids.length - AHEAD) list.more();
  }, [last, list]);
  useEffect(() => {
    if (ticketId !== undefined) setActive(ticketId);
  }, [ticketId]);
  useEffect(() => virtual.measure(), [height, virtual]);

  const at = active === undefined ? -1 : list.ids.indexOf(active);
  const move = (to: number): void => {
    const next = Math.max(0, Math.min(list.ids.length - 1, to));
    const id = list.ids[next];
    if (id === undefined) return;
    setActive(id);
    virtual.scrollToIndex(next);
  };
  const group = t`Tickets`;
  useKeys([
    { id: 'next', keys: 'j', label: t`Next ticket`, group, run: () => move(at + 1) },
    { id: 'previous', keys: 'k', label: t`Previous ticket`, group, run: () => move(at < 0 ? 0 : at - 1) },
    { id: 'choose', keys: 'x', label: t`Choose for a change of many`, group, run: () => active !== undefined && toggle(active) },
    { id: 'open', keys: 'Enter', label: t`Open`, group, run: () => active !== undefined && toTicket(active) },
    ...(isSortable
      ? [
          { id: 'order:newest', keys: '', label: `${t`Order`}: ${t`Newest`}`, group, run: () => look({ sort: 'newest' }) },
          { id: 'order:waiting', keys: '', label: `${t`Order`}: ${t`Longest waiting`}`, group, run: () => look({ sort: 'waiting' }) },
        ]
      : []),
  ]);
  const press = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? height) / height) - 1);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: list.ids.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  };

  const isRendered = active !== undefined && items.some(({ index }) => list.ids[index] === active);
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
        <FilterMenu />
        {isSortable && (
          <Menu
            label={t`Order`}
            button={
              <Button>
                {listing.sort === 'waiting' ? t`Longest waiting` : t`Newest`}
                <ChevronDown size={14} aria-hidden="true" />
              </Button>
            }
            selected={listing.sort}
            choices={[
              { id: 'newest', label: t`Newest` },
              { id: 'waiting', label: t`Longest waiting` },
            ]}
            onChoose={(sort) => look({ sort: sort === 'waiting' ? 'waiting' : 'newest' })}
          />
        )}
      </header>
      <FilterChips />
      {list.fresh > 0 && (
        <div className={styles.fresh}>
          <Button look="primary" onPress={list.retry}>
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
        <div
          ref={scroller}
          className={styles.scroll}
          role="listbox"
          tabIndex={0}
          aria-label={title}
          aria-multiselectable={chosen.size > 0}
          {...(isRendered ? { 'aria-activedescendant': `ticket-${active}` } : {})}
          onKeyDown={press}
          onPointerEnter={() => list.hold(true)}
          onPointerLeave={() => list.hold(scroller.current?.contains(document.activeElement) === true)}
          onFocus={() => list.hold(true)}
          onBlur={() => list.hold(false)}
        >
          <div role="presentation" style={{ blockSize: virtual.getTotalSize(), position: 'relative' }}>
            {items.map(({ index, start, key }) => {
              const id = list.ids[index] ?? '';
              return (
                <TicketRow
                  key={key}
                  id={id}
                  top={start}
                  height={height}
                  place={index + 1}
                  size={list.hasMore ? -1 : list.ids.length}
                  isActive={id === active}
                  isOpen={id === ticketId}
                  isChosen={chosen.has(id)}
                  areChosen={chosen.size > 0}
                  fragment={list.fragments.get(id)?.[0]}
                  onOpen={toTicket}
                  onChoose={toggle}
                />
              );
            })}
          </div>
        </div>
      )}
      {chosen.size > 0 && (
        <Suspense>
          <BulkBar ids={[...chosen]} onAll={() => setChosen(new Set(list.ids))} onEnd={() => setChosen(NOTHING)} />
        </Suspense>
      )}
    </div>
  );
}
