import { useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { keepLook, readLook } from '../data/look.ts';
import styles from './shell.module.css';

/** In pixels. A wide list leaves the conversation its place: the page takes at most 40 % of the window (shell.module.css). */
const LEAST = 280;
const MOST = 640;
const USUAL = 380;
const STEP = 16;

/** The edge between a list and what is open beside it: it is moved by pointer, by arrow keys, and back by a double click. The width stays on this machine. */
export function ListWidth() {
  const { t } = useLingui();
  const [width, setWidth] = useState(() => readLook().list ?? USUAL);
  const set = (to: number): void => {
    const next = Math.round(Math.max(LEAST, Math.min(MOST, to)));
    setWidth(next);
    keepLook({ list: next === USUAL ? undefined : next });
  };
  const isMirrored = (): boolean => document.documentElement.dir === 'rtl';
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const edge = event.currentTarget;
    const pane = edge.parentElement?.getBoundingClientRect();
    if (pane === undefined || !edge.hasPointerCapture(event.pointerId)) return;
    set(isMirrored() ? pane.right - event.clientX : event.clientX - pane.left);
  };
  const press = (event: KeyboardEvent): void => {
    const ahead = isMirrored() ? -STEP : STEP;
    const to = { ArrowRight: width + ahead, ArrowLeft: width - ahead, Home: LEAST, End: MOST }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    set(to);
  };
  return (
    // The pattern of a window splitter: a separator that takes the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={styles.edge}
      role="separator"
      aria-orientation="vertical"
      aria-label={t`Width of the list`}
      aria-valuenow={width}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      tabIndex={0}
      onKeyDown={press}
      onDoubleClick={() => set(USUAL)}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    />
  );
}
