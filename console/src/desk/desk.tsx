import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useNow } from '../data/clock.ts';
import { useAlerts } from '../data/use-alerts.ts';
import { useHub } from '../data/use-hub.ts';
import { ago, duration, isSameDay, moment, number, time } from '../i18n/format.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { nameOf } from '../screens/ticket-row.tsx';
import styles from './desk.module.css';
import { DeskRow } from './desk-row.tsx';
import { myDay } from './my-day.ts';
import { Standing } from './standing.tsx';
import { useMyTickets } from './use-my-tickets.ts';

/** So many rows are shown; the list of my tickets has them all. */
const SHOWN = 20;

function Part({ title, count, children }: { readonly title: string; readonly count: number; readonly children: ReactNode }) {
  const { i18n } = useLingui();
  return (
    <section className={styles.card} aria-label={title}>
      <h2 className={styles.heading}>
        {title} {count > 0 && <span className={styles.count}>{number(i18n.locale, count)}</span>}
      </h2>
      {children}
    </section>
  );
}

/** Notes that name this person and that they have not looked at since the page was opened. */
function Mentions() {
  const { t, i18n } = useLingui();
  const { tickets } = useHub();
  const now = useNow();
  const mentions = useAlerts().filter(({ kind, isRead }) => kind === 'mention' && !isRead);
  return (
    <Part title={t`Mentions`} count={mentions.length}>
      {mentions.length === 0 ? (
        <p className={styles.quiet}>{t`No note names you that you have not seen.`}</p>
      ) : (
        <ul className={styles.rows}>
          {mentions.map(({ id, ticketId, number: at, text, at: when }) => {
            const ticket = tickets.get(ticketId);
            return (
              <li key={id}>
                <Link className={styles.row ?? ''} to="/inbox/$queue/$ticket" params={{ queue: 'all', ticket: ticketId }} search={{ at }}>
                  <span className={styles.rowText}>
                    <span className={styles.line}>
                      <bdi className={styles.name}>{ticket === undefined ? t`A note names you` : `#${ticket.sequence} · ${nameOf(ticket, t`Unknown`)}`}</bdi>
                      <span className={styles.end}>{ago(i18n.locale, new Date(when).toISOString(), now)}</span>
                    </span>
                    <span className={styles.words}>
                      <bdi>{text}</bdi>
                    </span>
                  </span>
                </Link>
              </li>
            );
          })}
        </ul>
      )}
    </Part>
  );
}

/** `/desk`: what waits for this person now. */
export function Desk() {
  const { t, i18n } = useLingui();
  const now = useNow();
  const query = useMyTickets();
  const language = i18n.locale;
  const day = query.data === undefined ? undefined : myDay(query.data, now);
  const when = (iso: string): string => (isSameDay(iso, new Date(now).toISOString()) ? time(language, iso) : moment(language, iso));
  const waits = (since: string | null | undefined): string => {
    if (since === null || since === undefined) return t`answered`;
    const length = duration(language, now - Date.parse(since));
    return t`waits ${length}`;
  };
  const caughtUp = (next: string | undefined): string => {
    if (next === undefined) return t`All caught up. No follow-up is planned.`;
    const at = when(next);
    return t`All caught up. Next follow-up ${at}`;
  };
  return (
    <main className={styles.desk} id="conversation" tabIndex={-1}>
      <div className={styles.page}>
        <h1 className={styles.title}>{t`My desk`}</h1>
        <div className={styles.columns}>
          <div className={styles.column}>
            <Part title={t`Waits for me`} count={day?.open.length ?? 0}>
              {query.isPending && <Skeleton width="100%" height="14rem" />}
              {query.isError && day === undefined && (
                <Empty action={<Button onPress={() => void query.refetch()}>{t`Try again`}</Button>}>
                  <span role="alert">{t`The tickets did not load.`}</span>
                </Empty>
              )}
              {day !== undefined &&
                (day.open.length === 0 ? (
                  <Empty
                    action={
                      <Link className={styles.more ?? ''} to="/inbox/$queue" params={{ queue: 'unassigned' }}>
                        {t`Look at the tickets without owner`}
                      </Link>
                    }
                  >
                    {caughtUp(day.next)}
                  </Empty>
                ) : (
                  <>
                    <ul className={styles.rows}>
                      {day.open.slice(0, SHOWN).map((ticket) => (
                        <DeskRow key={ticket.id} ticket={ticket} end={waits(ticket.waitingSince)} />
                      ))}
                    </ul>
                    {day.open.length > SHOWN && (
                      <Link className={styles.more ?? ''} to="/inbox/$queue" params={{ queue: 'mine' }}>
                        {t`Show all my tickets`}
                      </Link>
                    )}
                  </>
                ))}
            </Part>
          </div>
          <div className={styles.column}>
            <Part title={t`Follow-ups today`} count={day?.due.length ?? 0}>
              {day?.due.length === 0 && (
                <p className={styles.quiet}>{day.next === undefined ? t`None is planned.` : `${t`None today.`} ${t`Next: ${when(day.next)}`}`}</p>
              )}
              <ul className={styles.rows}>
                {day?.due.map((ticket) => {
                  const at = ticket.followupAt ?? '';
                  return <DeskRow key={ticket.id} ticket={ticket} isLate={Date.parse(at) < now} end={when(at)} />;
                })}
              </ul>
            </Part>
            <Mentions />
            <Standing load={day?.load} />
          </div>
        </div>
      </div>
    </main>
  );
}
