import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { Report, ReportChange } from '../../../client/api.ts';
import { useDirectory, useHub } from '../data/use-hub.ts';
import { moment } from '../i18n/format.ts';
import { Button } from '../parts/button.tsx';
import { classes } from '../parts/classes.ts';
import { Empty } from '../parts/empty.tsx';
import { Pill } from '../parts/marks.tsx';
import conversation from '../screens/conversation.module.css';
import { usePages } from '../settings/data/use-pages.ts';
import { useReadAgain } from '../settings/data/use-settings.ts';
import { Confirm } from '../settings/parts/confirm.tsx';
import { Paged } from '../settings/parts/paged.tsx';
import { Refused } from '../settings/parts/refused.tsx';
import { useAttempt } from '../settings/parts/use-attempt.ts';
import styles from './chats.module.css';
import { ChatText, useSender } from './message-row.tsx';
import { REPORT_STATES, type ReportState } from './places.ts';

function ReportCard({ report }: { readonly report: Report }) {
  const { t, i18n } = useLingui();
  const { api } = useHub();
  const { agents } = useDirectory();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const nameOf = useSender();
  const { id, message, number, reason, reportedBy, createdAt, kind, state, settledBy, settledAt } = report;
  const settle = async (body: ReportChange): Promise<void> => {
    await api.PATCH('/v1/reports/{id}', { params: { path: { id } }, body });
    await Promise.all(['reports', 'audit'].map((name) => readAgain(name)));
  };
  const press = (body: ReportChange) => () => void attempt.run(() => settle(body));
  const personOf = (person: string | null): string => agents.find((agent) => agent.id === person)?.name ?? person ?? '';
  const place = { chat: t`Chat of an application`, group: t`Group`, direct: t`Direct` }[kind];
  const reporter = personOf(reportedBy);
  const at = moment(i18n.locale, createdAt);
  const settler = personOf(settledBy);
  const then = settledAt === null ? '' : moment(i18n.locale, settledAt);
  return (
    <li className={styles.report}>
      <p className={styles.by}>
        <bdi className={styles.sender}>{nameOf(message)}</bdi>
        <span className={styles.quiet}>
          {place} · #{number}
        </span>
        {message.hidden && <Pill tone="warn">{t`Hidden`}</Pill>}
      </p>
      <ChatText message={message} />
      <p className={styles.quiet}>
        {t`Reported by ${reporter}, ${at}`}: <bdi>{reason}</bdi>
      </p>
      {state !== 'open' && settledBy !== null && <p className={styles.quiet}>{t`Looked at by ${settler}, ${then}`}</p>}
      <Refused refusal={attempt.refusal} />
      <div className={styles.acts}>
        {!message.deleted && (
          <>
            {message.hidden ? (
              <Button isDisabled={attempt.isBusy} onPress={press({ action: 'unhide' })}>{t`Show again`}</Button>
            ) : (
              <Button isDisabled={attempt.isBusy} onPress={press({ action: 'hide' })}>{t`Hide`}</Button>
            )}
            <Confirm button={t`Delete`} title={t`Delete this message?`} run={() => settle({ action: 'delete' })}>
              {t`Its text is gone for everybody. Its number stays.`}
            </Confirm>
          </>
        )}
        {state === 'open' ? (
          <>
            <Button isDisabled={attempt.isBusy} onPress={press({ state: 'settled' })}>{t`Settled`}</Button>
            <Button isDisabled={attempt.isBusy} onPress={press({ state: 'dismissed' })}>{t`Turn down`}</Button>
          </>
        ) : (
          <Button isDisabled={attempt.isBusy} onPress={press({ state: 'open' })}>{t`Open again`}</Button>
        )}
      </div>
    </li>
  );
}

export function useReports(state: ReportState, isNeeded = true) {
  const { api } = useHub();
  return usePages(
    ['reports', state],
    (cursor) => api.GET('/v1/reports', { params: { query: { limit: 20, state, ...(cursor === undefined ? {} : { cursor }) } } }),
    isNeeded ? 30_000 : false,
    isNeeded,
  );
}

/** Messages of chats, groups and directs that people have reported to the admins. */
export function Reports({ state }: { readonly state: ReportState }) {
  const { t } = useLingui();
  const reports = useReports(state);
  const words = { open: t`Still open`, settled: t`Settled`, dismissed: t`Turned down` };
  const empty = { open: t`No report waits for you.`, settled: t`No report was settled yet.`, dismissed: t`No report was turned down yet.` };
  return (
    <main className={styles.main} id="conversation" tabIndex={-1}>
      <header className={conversation.head}>
        <Link className={styles.back ?? ''} to="/chats">
          <ArrowLeft className={conversation.mirrored} size={18} aria-hidden />
          <span className={styles.spoken}>{t`Back to the list`}</span>
        </Link>
        <div className={conversation.who}>
          <h2 className={conversation.name}>{t`Reported messages`}</h2>
        </div>
      </header>
      <div className={styles.log}>
        <nav className={styles.states} aria-label={t`State of the reports`}>
          {REPORT_STATES.map((one) => (
            <Link
              key={one}
              to="/chats/$kind/$id"
              params={{ kind: 'reports', id: one }}
              className={classes(styles.state, one === state && styles.isHere)}
              aria-current={one === state ? 'page' : undefined}
            >
              {words[one]}
            </Link>
          ))}
        </nav>
        <Paged query={reports} more={t`Older reports`}>
          {(items) =>
            items.length === 0 ? (
              <Empty>{empty[state]}</Empty>
            ) : (
              <ul className={styles.reports}>
                {items.map((report) => (
                  <ReportCard key={report.id} report={report} />
                ))}
              </ul>
            )
          }
        </Paged>
      </div>
    </main>
  );
}
