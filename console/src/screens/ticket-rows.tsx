import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { TicketList } from '../data/use-list.ts';
import { RowActions } from './row-actions.tsx';
import styles from './ticket-list.module.css';
import { TicketRow } from './ticket-row.tsx';

/** Two screens ahead of the end, the next page is read. */
const AHEAD = 20;

export interface TicketRowsProps {
  readonly list: TicketList;
  readonly title: string;
  readonly height: number;
  readonly active: string | undefined;
  readonly openId: string | undefined;
  readonly chosen: ReadonlySet<string>;
  readonly onOpen: (id: string) => void;
  readonly onChoose: (id: string) => void;
  readonly onMove: (to: number) => void;
  /** Set here: brings the row at a place into view. */
  readonly scrollTo: RefObject<((at: number) => void) | undefined>;
}

/** The part of the list that scrolls. Nothing else is drawn again while it does. */
export function TicketRows({ list, title, height, active, openId, chosen, onOpen, onChoose, onMove, scrollTo }: TicketRowsProps) {
  'use no memo';
  const scroller = useRef<HTMLDivElement>(null);
  const { ids, hasMore, more, shows } = list;
  const [pointed, setPointed] = useState<string>();
  const [withMenu, setWithMenu] = useState<string>();
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
    getItemKey: (at) => ids[at] ?? at,
    // The rows beyond the screen are there already: drawing the next ones does not hold up the frame.
    useFlushSync: false,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  scrollTo.current = (at) => virtual.scrollToIndex(at);

  useEffect(() => virtual.measure(), [height, virtual]);
  useEffect(() => shows(first, last), [first, ids, last, shows]);
  useEffect(() => {
    if (hasMore && last >= ids.length - AHEAD) more();
  }, [hasMore, ids, last, more]);

  const point = ({ pointerType, target }: PointerEvent): void => {
    const row = pointerType === 'touch' ? undefined : (target as Element).closest<HTMLElement>('[role=option]')?.dataset['id'];
    if (row !== undefined) setPointed(row);
  };
  const press = (event: KeyboardEvent): void => {
    // A menu of a row is a part of this list for React, not on the page.
    if (!event.currentTarget.contains(event.target as Node)) return;
    const at = active === undefined ? -1 : ids.indexOf(active);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? height) / height) - 1);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: ids.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onMove(to);
  };
  const onRow = withMenu ?? pointed;
  const withKeys = openId === undefined ? active : undefined;
  const isRendered = active !== undefined && items.some(({ index }) => ids[index] === active);
  return (
    <div
      ref={scroller}
      className={styles.scroll}
      role="listbox"
      tabIndex={0}
      aria-label={title}
      aria-multiselectable={chosen.size > 0}
      {...(isRendered ? { 'aria-activedescendant': `ticket-${active}` } : {})}
      onKeyDown={press}
      onPointerOver={point}
      onPointerEnter={() => list.hold(true)}
      onPointerLeave={() => {
        setPointed(undefined);
        list.hold(scroller.current?.contains(document.activeElement) === true);
      }}
      onFocus={() => list.hold(true)}
      onBlur={() => list.hold(false)}
    >
      <div role="presentation" style={{ blockSize: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, start, key }) => {
          const id = ids[index] ?? '';
          return (
            <TicketRow
              key={key}
              id={id}
              top={start}
              height={height}
              place={index + 1}
              size={hasMore ? -1 : ids.length}
              isActive={id === active}
              isOpen={id === openId}
              isChosen={chosen.has(id)}
              areChosen={chosen.size > 0}
              fragment={list.fragments.get(id)?.[0]}
              onOpen={onOpen}
              onChoose={onChoose}
            />
          );
        })}
        {[...new Set([onRow, withKeys])].map((id) => {
          const at = id === undefined ? -1 : ids.indexOf(id);
          return (
            id !== undefined &&
            at !== -1 && (
              <RowActions
                key={`actions ${id}`}
                id={id}
                top={at * height}
                height={height}
                isPointed={id === onRow}
                hasKeys={id === withKeys}
                show={() => virtual.scrollToIndex(at)}
                onMenu={setWithMenu}
              />
            )
          );
        })}
      </div>
    </div>
  );
}
