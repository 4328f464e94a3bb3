import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Ticket } from '../../../client/api.ts';
import { useWords } from '../i18n/words.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Spoken } from '../parts/marks.tsx';
import { StatusMark } from '../parts/status.tsx';
import { nameOf } from '../screens/ticket-row.tsx';
import styles from './desk.module.css';

export interface DeskRowProps {
  readonly ticket: Ticket;
  /** What the row is about: how long somebody waits, when it comes back. */
  readonly end: ReactNode;
  readonly isLate?: boolean;
}

export function DeskRow({ ticket, end, isLate = false }: DeskRowProps) {
  const { t } = useLingui();
  const words = useWords();
  const { id, author, origin, sequence, status, priority, topic, lastMessage } = ticket;
  const name = nameOf(ticket, t`Unknown`);
  const isUrgent = priority === 'urgent' || priority === 'high';
  return (
    <li>
      <Link className={styles.row ?? ''} to="/inbox/$queue/$ticket" params={{ queue: 'mine', ticket: id }}>
        <Avatar id={author.id} name={name} channel={origin.channel} />
        <span className={styles.rowText}>
          <span className={styles.line}>
            <bdi className={styles.name}>{name}</bdi>
            <Spoken>{words.channel(origin.channel)}</Spoken>
            <span className={styles.end} data-late={isLate || undefined}>
              {end}
            </span>
          </span>
          <span className={styles.words}>
            <bdi>{topic ?? lastMessage?.text ?? ''}</bdi>
          </span>
          <span className={styles.marks}>
            <StatusMark status={status} isWordHidden />
            <bdi>#{sequence}</bdi>
            {isUrgent && (
              <span className={styles.urgent}>
                <ArrowUp size={12} strokeWidth={2.5} aria-hidden />
                {words.priority(priority)}
              </span>
            )}
          </span>
        </span>
      </Link>
    </li>
  );
}
