import { Trans, useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useDeferredValue, useEffect } from 'react';
import { printed } from '../keys/registry.ts';
import { APPLE } from '../keys/use-keys.ts';
import { Button } from '../parts/button.tsx';
import { classes } from '../parts/classes.ts';
import { Empty } from '../parts/empty.tsx';
import { Keys } from '../parts/keys.tsx';
import { Conversation } from './conversation.tsx';
import { Tour } from './later.tsx';
import { ListWidth } from './list-width.tsx';
import { usePlace } from './place.ts';
import styles from './shell.module.css';
import { TicketList } from './ticket-list.tsx';
import { useTour } from './use-welcome.ts';

const loadPanel = () => import('./panel.tsx');
/** After the list, which is what somebody waits for; before, if a ticket is opened. */
const PANEL_AFTER_MS = 1000;
/** Without it, the conversation goes on. */
const Panel = lazy(() =>
  loadPanel().then(
    (file) => ({ default: file.Panel }),
    () => ({ default: NoPanel }),
  ),
);
function NoPanel(_props: { readonly ticketId: string }) {
  return (
    <Empty
      action={
        <Button onPress={() => location.reload()}>
          <Trans>Try again</Trans>
        </Button>
      }
    >
      <Trans>The details did not load.</Trans>
    </Empty>
  );
}
/** The list of tickets, the open one and its details. */
export function Tickets({ hasSide }: { readonly hasSide: boolean }) {
  const { t } = useLingui();
  const { ticketId } = usePlace();
  const tour = useTour();
  // The conversation is painted first. Until the details are those of the same ticket, nothing can be changed there.
  const detailsOf = useDeferredValue(ticketId);
  useEffect(() => {
    const timer = setTimeout(() => void loadPanel().catch(() => undefined), PANEL_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <section className={classes(styles.pane, styles.list)} aria-label={t`Tickets`} data-tour-part="list">
        {tour.isOffered && <Tour close={tour.close} />}
        <TicketList />
        <ListWidth />
      </section>
      <main className={classes(styles.pane, styles.talk)} id="conversation" tabIndex={-1} data-tour-part="ticket">
        {ticketId === undefined ? (
          <Empty
            action={
              <span>
                <Keys keys="j" /> <Keys keys="k" /> <Keys keys={printed('Enter', APPLE)} />
              </span>
            }
          >
            <Trans>Choose a ticket to read it here.</Trans>
          </Empty>
        ) : (
          <Conversation key={ticketId} ticketId={ticketId} />
        )}
      </main>
      {hasSide && ticketId !== undefined && (
        <aside className={classes(styles.pane, styles.side)} aria-label={t`Details`} inert={detailsOf !== ticketId}>
          <Suspense>
            <Panel ticketId={detailsOf ?? ticketId} />
          </Suspense>
        </aside>
      )}
    </>
  );
}
