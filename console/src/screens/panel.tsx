import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronRight, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button as Pressable } from 'react-aria-components';
import { useTicket } from '../data/use-hub.ts';
import { duration, moment } from '../i18n/format.ts';
import { useWords } from '../i18n/words.ts';
import { Avatar } from '../parts/avatar.tsx';
import { IconButton } from '../parts/button.tsx';
import { StatusMark } from '../parts/status.tsx';
import { Stars } from './message.tsx';
import styles from './panel.module.css';
import { CustomFields } from './panel-fields.tsx';
import { Row } from './panel-parts.tsx';
import { Owner, PriorityChoice, Tags } from './panel-properties.tsx';
import { OtherTickets } from './panel-tickets.tsx';
import { usePlace } from './place.ts';
import { nameOf } from './ticket-row.tsx';

const History = lazy(() => import('./history.tsx'));

/** The customer and the ticket, beside the conversation; what can be changed is changed in place. */
export function Panel({ ticketId }: { readonly ticketId: string }) {
  const { t, i18n } = useLingui();
  const { language } = useWords();
  const ticket = useTicket(ticketId);
  const { look } = usePlace();
  const [isHistoryShown, setIsHistoryShown] = useState(false);
  if (ticket === undefined) return null;
  const { author, closesAt, followupAt, topic, firstReplySeconds, escalations, sentiment, rating } = ticket;
  const tongue = ticket.language ?? null;
  const open = escalations?.open ?? 0;
  return (
    <div className={styles.panel}>
      <div className={styles.who}>
        <Avatar id={author.id} name={nameOf(ticket, '')} channel={ticket.origin.channel} />
        <div className={styles.whoNames}>
          <h2 className={styles.name}>
            <bdi>{nameOf(ticket, t`Unknown`)}</bdi>
          </h2>
          {author.handle !== null && (
            <bdi className={styles.meta} dir="ltr">
              {author.handle}
            </bdi>
          )}
        </div>
        <span className={styles.close}>
          <IconButton label={t`Close`} icon={<X size={18} />} onPress={() => look({ panel: undefined })} />
        </span>
      </div>
      <dl className={styles.list}>
        <Row name={t`Status`}>
          <StatusMark status={ticket.status} />
        </Row>
        {followupAt !== null && <Row name={t`Returns`}>{moment(language, followupAt)}</Row>}
        {closesAt !== null && ticket.status !== 'closed' && <Row name={t`Closes`}>{moment(language, closesAt)}</Row>}
        <Row name={t`Owner`}>
          <Owner ticket={ticket} />
        </Row>
        <Row name={t`Priority`}>
          <PriorityChoice ticket={ticket} />
        </Row>
        <Row name={t`Tags`}>
          <Tags ticket={ticket} />
        </Row>
        {topic !== null && (
          <Row name={t`Topic`}>
            <bdi>{topic}</bdi>
          </Row>
        )}
        {tongue !== null && <Row name={t`Language`}>{new Intl.DisplayNames(i18n.locale, { type: 'language', fallback: 'code' }).of(tongue) ?? tongue}</Row>}
        {(sentiment ?? null) !== null && (
          <Row name={t`Mood`}>
            <bdi>{{ positive: t`Positive`, neutral: t`Neutral`, negative: t`Negative` }[sentiment ?? ''] ?? sentiment}</bdi>
          </Row>
        )}
        {(rating ?? null) !== null && (
          <Row name={t`Rating`}>
            <Stars count={rating?.stars ?? 0} />
            {rating?.comment !== null && (
              <p className={styles.meta} dir="auto">
                {rating?.comment}
              </p>
            )}
          </Row>
        )}
        {open > 0 && <Row name={t`Open questions`}>{open}</Row>}
        <Row name={t`Opened`}>{moment(language, ticket.createdAt)}</Row>
        {typeof firstReplySeconds === 'number' && <Row name={t`First answer after`}>{duration(language, firstReplySeconds * 1000)}</Row>}
      </dl>
      <CustomFields ticket={ticket} />
      <OtherTickets ticket={ticket} />
      <section className={styles.section}>
        <h3 className={styles.heading}>
          <Pressable className={styles.toggle ?? ''} aria-expanded={isHistoryShown} onPress={() => setIsHistoryShown(!isHistoryShown)}>
            <ChevronRight size={14} aria-hidden="true" className={styles.chevron} />
            <Trans>History</Trans>
          </Pressable>
        </h3>
        {isHistoryShown && (
          <Suspense>
            <History ticket={ticket} />
          </Suspense>
        )}
      </section>
    </div>
  );
}
