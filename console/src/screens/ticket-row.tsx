import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowUp, Check, Clock } from 'lucide-react';
import { memo } from 'react';
import type { Ticket } from '../../../client/api.ts';
import { useNow } from '../data/clock.ts';
import { fragmentOf } from '../data/segments.ts';
import { useDirectory, useHasDraft, useHub, useTicket, useTypist } from '../data/use-hub.ts';
import { useSeen } from '../data/use-seen.ts';
import { ago, moment } from '../i18n/format.ts';
import { useWords } from '../i18n/words.ts';
import { Avatar } from '../parts/avatar.tsx';
import { classes } from '../parts/classes.ts';
import { Spoken, Tag } from '../parts/marks.tsx';
import { StatusMark } from '../parts/status.tsx';
import styles from './ticket-row.module.css';

export interface RowProps {
  readonly id: string;
  readonly top: number;
  readonly height: number;
  readonly place: number;
  /** How many rows there are; -1: more are on the server. */
  readonly size: number;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly isChosen: boolean;
  /** Some row is chosen: every row shows its box. */
  readonly areChosen: boolean;
  /** Where the words of a search are, as the API marks them. */
  readonly fragment?: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly onChoose: (id: string) => void;
}

/** A customer's name, or what is known of them: people without a name are told apart by the end of their id. */
export const nameOf = ({ author }: Pick<Ticket, 'author'>, nobody: string): string =>
  author.name || author.handle || (nobody === '' ? '' : `${nobody} …${author.id.slice(-4)}`);

export const TicketRow = memo(function TicketRow(props: RowProps) {
  const { id, top, height, place, size, isActive, isOpen, isChosen, areChosen, fragment, onOpen, onChoose } = props;
  const { t } = useLingui();
  const ticket = useTicket(id);
  const hasDraft = useHasDraft(id);
  const typist = useTypist(id);
  const seen = useSeen();
  const now = useNow();
  const words = useWords();
  const { me } = useHub();
  const { agents } = useDirectory();
  if (ticket === undefined)
    return (
      <div
        role="option"
        aria-selected={false}
        aria-busy="true"
        aria-label={t`Loading`}
        className={styles.row}
        style={{ blockSize: height, transform: `translateY(${top}px)` }}
      />
    );
  const { lastMessage, owner, priority, sequence, status, tags } = ticket;
  const isUnread = !isOpen && seen.isUnread(ticket);
  const said = { reply: owner.agentId === me.id ? t`You:` : t`Reply:`, note: t`Note:` }[lastMessage?.kind ?? ''];
  const name = nameOf(ticket, t`Unknown`);
  const ownerName = owner.agentId === null || owner.agentId === me.id ? undefined : agents.find((agent) => agent.id === owner.agentId)?.name;
  const typing = typist && (typist.name ?? agents.find((agent) => agent.id === typist.userId)?.name ?? t`A colleague`);
  const isCompact = height < 60;
  const isUrgent = priority === 'urgent' || priority === 'high';
  return (
    // The listbox has the keys; a press with the pointer opens.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={`ticket-${id}`}
      data-id={id}
      role="option"
      aria-selected={isOpen}
      {...(areChosen ? { 'aria-checked': isChosen } : {})}
      aria-posinset={place}
      aria-setsize={size}
      className={classes(styles.row, isActive && styles.active, isUnread && styles.unread, isCompact && styles.compact, areChosen && styles.choosing)}
      style={{ blockSize: height, transform: `translateY(${top}px)` }}
      onClick={() => onOpen(id)}
    >
      <span className={styles.avatar}>
        {!isCompact && <Avatar id={ticket.author.id} name={nameOf(ticket, '')} channel={ticket.origin.channel} />}
        {/* For the pointer; the keyboard has `x`. */}
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
        <span
          className={styles.box}
          data-chosen={isChosen}
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            onChoose(id);
          }}
        >
          {isChosen && <Check size={16} strokeWidth={2.5} />}
        </span>
      </span>
      <div className={styles.line}>
        <bdi className={styles.name}>{name}</bdi>
        <Spoken>{words.channel(ticket.origin.channel)}</Spoken>
        <time className={styles.time} dateTime={lastMessage?.createdAt ?? ticket.updatedAt}>
          {ago(words.language, lastMessage?.createdAt ?? ticket.updatedAt, now)}
        </time>
        {isUnread && (
          <span className={styles.dot}>
            <Spoken>
              <Trans>Unread</Trans>
            </Spoken>
          </span>
        )}
      </div>
      <div className={styles.words}>
        {typing === undefined ? (
          <>
            {said !== undefined && fragment === undefined && <span>{said}</span>}
            <span className={styles.last} dir="auto">
              {ticket.topic !== null && <bdi className={styles.subject}>{ticket.topic} — </bdi>}
              <bdi>
                {fragment === undefined
                  ? (lastMessage?.text ?? '')
                  : fragmentOf(fragment).map((part, at) => (part.isHit === true ? <mark key={at}>{part.text}</mark> : part.text))}
              </bdi>
            </span>
          </>
        ) : (
          <span className={classes(styles.last, styles.typing)}>{t`${typing} is typing…`}</span>
        )}
      </div>
      <div className={styles.marks}>
        <StatusMark status={status} isWordHidden />
        <bdi>#{sequence}</bdi>
        {isUrgent && (
          <span className={styles.urgent}>
            <ArrowUp size={12} strokeWidth={2.5} aria-hidden="true" />
            {words.priority(priority)}
          </span>
        )}
        {!isCompact && tags.slice(0, 2).map((tag) => <Tag key={tag}>{tag}</Tag>)}
        {!isCompact && ticket.followupAt !== null && ticket.status === 'followup' && (
          <span className={styles.returns}>
            <Clock size={12} aria-hidden="true" />
            {moment(words.language, ticket.followupAt)}
          </span>
        )}
        {hasDraft && (
          <span className={styles.draft}>
            <Trans>Draft</Trans>
          </span>
        )}
        {!isCompact && ownerName !== undefined && <bdi className={styles.owner}>{ownerName}</bdi>}
      </div>
    </div>
  );
});
