import { Trans, useLingui } from '@lingui/react/macro';
import { Bell as BellIcon } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import { Dialog, DialogTrigger, Button as Pressable } from 'react-aria-components';
import type { Alert } from '../data/alerts.ts';
import { useNow } from '../data/clock.ts';
import { teller } from '../data/tell.ts';
import { useAlerts } from '../data/use-alerts.ts';
import { useHub } from '../data/use-hub.ts';
import { ago, number } from '../i18n/format.ts';
import { Button } from '../parts/button.tsx';
import { classes } from '../parts/classes.ts';
import overlay from '../parts/overlay.module.css';
import { Popover } from '../parts/overlay.tsx';
import styles from './bell.module.css';
import { usePlace } from './place.ts';
import { nameOf } from './ticket-row.tsx';

/** What happened while somebody was elsewhere, newest first. */
export function Bell() {
  const { t, i18n } = useLingui();
  const { alerts, attention, tickets } = useHub();
  const { toTicket } = usePlace();
  const list = useAlerts();
  const now = useNow();
  const unread = alerts.unread();
  const titleOf = useCallback(
    ({ kind, ticketId, name: known }: Alert): string => {
      const ticket = tickets.get(ticketId);
      const name = ticket === undefined ? known || t`Unknown` : nameOf(ticket, t`Unknown`);
      if (kind === 'mention') return t`A note names you`;
      return kind === 'new' ? t`New ticket of ${name}` : t`${name} wrote`;
    },
    [tickets, t],
  );
  useEffect(() => {
    attention.tell = teller(titleOf, ({ ticketId }) => toTicket(ticketId));
    return () => {
      attention.tell = () => undefined;
    };
  }, [attention, titleOf, toTicket]);
  const count = number(i18n.locale, unread);
  return (
    <DialogTrigger>
      <Pressable className={styles.bell ?? ''} aria-label={unread === 0 ? t`Notifications` : t`Notifications: ${count} unread`}>
        <BellIcon size={18} strokeWidth={1.75} aria-hidden="true" />
        {unread > 0 && <span className={styles.count}>{count}</span>}
      </Pressable>
      <Popover className={classes(overlay.popover, styles.popover)} offset={6} placement="bottom start">
        <Dialog className={styles.dialog ?? ''} aria-label={t`Notifications`}>
          {({ close }) => (
            <>
              {list.length === 0 && (
                <p className={styles.none}>
                  <Trans>Nothing has happened since you came.</Trans>
                </p>
              )}
              <ul className={styles.list}>
                {list.map((alert) => (
                  <li key={alert.id}>
                    <Pressable
                      className={classes(styles.alert, !alert.isRead && styles.unread)}
                      onPress={() => {
                        close();
                        alerts.read(alert.ticketId);
                        toTicket(alert.ticketId);
                      }}
                    >
                      <bdi className={styles.title}>{titleOf(alert)}</bdi>
                      <time className={styles.time}>{ago(i18n.locale, new Date(alert.at).toISOString(), now)}</time>
                      <bdi className={styles.text}>{alert.text}</bdi>
                    </Pressable>
                  </li>
                ))}
              </ul>
              {unread > 0 && (
                <Button look="quiet" onPress={() => alerts.read()}>
                  <Trans>Mark all as read</Trans>
                </Button>
              )}
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
