import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { PRESENCE, QUEUES } from '../data/hub.ts';
import { visited } from '../data/palette.ts';
import { useAlerts, useAttention, useTitle } from '../data/use-alerts.ts';
import { useFeedStatus, useHub, useWaiting } from '../data/use-hub.ts';
import { useKeys } from '../keys/use-keys.ts';
import { classes } from '../parts/classes.ts';
import { BottomBar } from './bottom-bar.tsx';
import { Chats, Desk, FirstRun } from './later.tsx';
import { nextArea } from './next-area.ts';
import { useArea, usePlace } from './place.ts';
import { Rail } from './rail.tsx';
import { useHasChats } from './rail-links.tsx';
import styles from './shell.module.css';
import { Tickets } from './tickets.tsx';
import { usePush } from './use-push.ts';
import { useUndo } from './use-undo.ts';
import { useIsFirstRun } from './use-welcome.ts';

const KeySheet = lazy(async () => ({ default: (await import('./key-sheet.tsx')).KeySheet }));
const Palette = lazy(() => import('./palette.tsx'));
const OFFLINE_AFTER_MS = 2000;

/** A short break of the connection is not worth a word. */
function useIsOffline(): boolean {
  const status = useFeedStatus();
  const isDown = status === 'offline' || status === 'connecting';
  const [isOffline, setIsOffline] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsOffline(isDown), isDown ? OFFLINE_AFTER_MS : 0);
    return () => clearTimeout(timer);
  }, [isDown]);
  return isOffline;
}

/** The page's title, what is looked at, and who is there: none of it is on the screen itself. */
function useSideEffects(ticketId: string | undefined): void {
  const { me, alerts, notifier } = useHub();
  const client = useQueryClient();
  useAlerts();
  usePush();
  useTitle(alerts.unread(), me.tenant.name);
  useAttention(ticketId);
  useEffect(() => {
    if (ticketId !== undefined) visited(sessionStorage, ticketId);
  }, [ticketId]);
  useEffect(() => notifier.subscribe(QUEUES, () => void client.invalidateQueries({ queryKey: ['queues'] })), [client, notifier]);
  useEffect(() => notifier.subscribe(PRESENCE, () => void client.invalidateQueries({ queryKey: ['directory'] })), [client, notifier]);
}

/** What is open behind the list: on a phone, one of the two is on the screen. */
function useView(): 'list' | 'rail' | 'ticket' {
  const area = useArea();
  const { ticketId, panel } = usePlace();
  const { kind } = useParams({ strict: false }) as { kind?: string };
  if (panel === 'queues') return 'rail';
  if (area === 'desk') return 'ticket';
  if (area === 'chats') return kind === undefined || kind === 'application' ? 'list' : 'ticket';
  return ticketId === undefined ? 'list' : 'ticket';
}

/** Keys that work on every screen of the shell. */
function useShellKeys(find: () => void, showKeys: () => void): void {
  const { t } = useLingui();
  const navigate = useNavigate();
  const area = useArea();
  const { ticketId, panel, toQueue, toTicket, look } = usePlace();
  const undo = useUndo();
  const group = t`Places`;
  const back = (): void => {
    // From a field, the first press only leaves the field.
    if (document.activeElement?.matches('textarea, input') === true) (document.activeElement as HTMLElement).blur();
    else if (area === 'chats') void navigate({ to: '/chats' });
    else if (ticketId !== undefined) toTicket(undefined);
  };
  useKeys([
    { id: 'go-desk', keys: 'g d', label: t`My desk`, group, run: () => void navigate({ to: '/desk' }) },
    { id: 'go-mine', keys: 'g m', label: t`My tickets`, group, run: () => toQueue('mine') },
    { id: 'go-inbox', keys: 'g i', label: t`All tickets`, group, run: () => toQueue('all') },
    { id: 'go-mentions', keys: '', label: t`Mentions`, group, run: () => toQueue('mentions') },
    { id: 'go-unassigned', keys: '', label: t`Without owner`, group, run: () => toQueue('unassigned') },
    { id: 'go-snoozed', keys: 'g s', label: t`Snoozed`, group, run: () => toQueue('snoozed') },
    ...(useHasChats() ? [{ id: 'go-chats', keys: 'g c', label: t`Chats`, group, run: () => void navigate({ to: '/chats' }) }] : []),
    { id: 'back', keys: 'Escape', label: t`Back to the list`, group, inFields: true, run: back },
    {
      id: 'panel',
      keys: ']',
      label: t`Show or hide the details`,
      group,
      run: () => look({ panel: panel === 'closed' ? undefined : panel === 'open' ? 'closed' : innerWidth < 1280 ? 'open' : 'closed' }),
    },
    { id: 'area', keys: 'F6', label: t`Next part of the page`, group, inFields: true, run: nextArea },
    { id: 'palette', keys: 'mod+k', label: t`Search or jump to`, group, inFields: true, run: find },
    { id: 'search', keys: '/', label: t`Search`, group, run: find },
    { id: 'undo', keys: 'z', label: t`Undo`, group: t`This ticket`, run: () => undo() },
    { id: 'keys', keys: '?', label: t`These keys`, group, run: showKeys },
  ]);
}

export function Shell() {
  const { t } = useLingui();
  const area = useArea();
  const view = useView();
  const { ticketId, panel } = usePlace();
  const isOffline = useIsOffline();
  const waiting = useWaiting().length;
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  const [areKeysShown, setAreKeysShown] = useState(false);
  const find = useCallback(() => setIsPaletteOpen(true), []);
  useSideEffects(ticketId);
  useShellKeys(find, () => setAreKeysShown(true));
  const isFirstRun = useIsFirstRun() && area === 'inbox' && ticketId === undefined;
  const hasSide = ticketId !== undefined && panel !== 'closed';
  return (
    <>
      <a className={styles.skip} href="#conversation">
        <Trans>Skip to the conversation</Trans>
      </a>
      <div
        className={styles.shell}
        data-area={isFirstRun ? 'desk' : area}
        data-view={isFirstRun && view === 'list' ? 'ticket' : view}
        data-panel={hasSide ? (panel ?? 'auto') : 'closed'}
      >
        {isOffline && (
          <div role="status" className={styles.offline}>
            {waiting === 0 ? t`Offline. Parley reconnects by itself.` : plural(waiting, { one: 'Offline. # change waits.', other: 'Offline. # changes wait.' })}
          </div>
        )}
        <nav className={classes(styles.pane, styles.rail)} aria-label={t`Queues`} data-tour-part="list">
          <Rail onFind={find} />
        </nav>
        {isFirstRun && <FirstRun />}
        {area === 'inbox' && !isFirstRun && <Tickets hasSide={hasSide} />}
        {area === 'chats' && <Chats />}
        {area === 'desk' && <Desk />}
        <BottomBar onFind={find} />
      </div>
      <Outlet />
      {isPaletteOpen && (
        <Suspense>
          <Palette onClose={() => setIsPaletteOpen(false)} />
        </Suspense>
      )}
      {areKeysShown && (
        <Suspense>
          <KeySheet isOpen onOpenChange={setAreKeysShown} />
        </Suspense>
      )}
    </>
  );
}
