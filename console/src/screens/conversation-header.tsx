import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowLeft, ChevronDown, PanelRight } from 'lucide-react';
import { useState } from 'react';
import { useDirectory, useTicket } from '../data/use-hub.ts';
import { useWords } from '../i18n/words.ts';
import { useKeys } from '../keys/use-keys.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Button, IconButton } from '../parts/button.tsx';
import { Menu } from '../parts/menu.tsx';
import { STATUSES, StatusGlyph, StatusMark } from '../parts/status.tsx';
import styles from './conversation.module.css';
import { usePlace } from './place.ts';
import { Snooze } from './snooze.tsx';
import { nameOf } from './ticket-row.tsx';
import { SETTABLE, type Settable, useTicketActions } from './use-ticket-actions.ts';

/** Who this is, and what can be done with the ticket. */
export function ConversationHeader({ ticketId }: { readonly ticketId: string }) {
  const { t } = useLingui();
  const words = useWords();
  const ticket = useTicket(ticketId);
  const { isOver, take, set, snooze } = useTicketActions(ticketId);
  const { toTicket, look, panel } = usePlace();
  const { origins } = useDirectory();
  const [isStatusOpen, setIsStatusOpen] = useState(false);
  const [isSnoozeOpen, setIsSnoozeOpen] = useState(false);
  const group = t`This ticket`;
  useKeys([
    { id: 'take', keys: 't', label: t`Take`, group, run: take },
    { id: 'status', keys: 's', label: t`Status`, group, run: () => setIsStatusOpen(true) },
    { id: 'snooze', keys: 'h', label: t`Snooze`, group, run: () => void (isOver || setIsSnoozeOpen(true)) },
    { id: 'solve', keys: 'e', label: t`Solve`, group, run: () => set('solved') },
    ...SETTABLE.map((status) => ({
      id: `status:${status}`,
      keys: '',
      label: t`Status: ${status === 'closed' ? t`Closed for good` : words.status(status)}`,
      group,
      run: () => set(status),
    })),
  ]);
  if (ticket === undefined) return <header className={styles.head} />;
  const name = nameOf(ticket, t`Unknown`);
  const place = origins.find(({ id }) => id === ticket.origin.id)?.name;
  return (
    <header className={styles.head}>
      <span className={styles.onlyPhone}>
        <IconButton label={t`Back to the list`} icon={<ArrowLeft size={18} className={styles.mirrored} />} onPress={() => toTicket(undefined)} />
      </span>
      <Avatar id={ticket.author.id} name={name} channel={ticket.origin.channel} isSmall />
      <div className={styles.who}>
        <h2>
          <bdi className={styles.name}>{name}</bdi>
        </h2>
        <span className={styles.origin} dir="auto">
          <bdi>#{ticket.sequence}</bdi> · {words.channel(ticket.origin.channel)}
          {place !== undefined && place !== words.channel(ticket.origin.channel) && (
            <>
              {' · '}
              <bdi>{place}</bdi>
            </>
          )}
        </span>
      </div>
      {ticket.owner.agentId === null && !isOver && (
        <Button onPress={take}>
          <Trans>Take</Trans>
        </Button>
      )}
      <Menu
        label={t`Status`}
        isOpen={isStatusOpen}
        onOpenChange={setIsStatusOpen}
        button={
          <Button isDisabled={isOver} aria-label={t`Status: ${words.status(ticket.status)}`}>
            <StatusMark status={ticket.status} />
            <ChevronDown size={14} aria-hidden="true" />
          </Button>
        }
        selected={ticket.status}
        choices={[
          ...STATUSES.filter((status) => status !== 'created' && status !== 'followup').map((status) => ({
            id: status as string,
            label: status === 'closed' ? t`Closed for good` : words.status(status),
            icon: <StatusGlyph status={status} />,
          })),
          { id: 'followup', label: t`Snooze…`, icon: <StatusGlyph status="followup" /> },
        ]}
        onChoose={(status) => (status === 'followup' ? setIsSnoozeOpen(true) : set(status as Settable))}
      />
      <span className={styles.onlyWide}>
        <Snooze
          isOpen={isSnoozeOpen}
          onOpenChange={setIsSnoozeOpen}
          button={
            <Button isDisabled={isOver}>
              <Trans>Snooze</Trans>
            </Button>
          }
          onChoose={snooze}
        />
      </span>
      {/* A phone has room for one of the two: who takes a ticket first, solves it later. */}
      <span className={ticket.owner.agentId === null ? styles.notOnPhone : undefined}>
        <Button look="primary" isDisabled={isOver || ticket.status === 'solved'} onPress={() => set('solved')}>
          <Trans>Solve</Trans>
        </Button>
      </span>
      <span className={styles.onlyNarrow}>
        <IconButton
          label={t`Details`}
          icon={<PanelRight size={18} className={styles.mirrored} />}
          keys="]"
          onPress={() => look({ panel: panel === 'open' ? undefined : 'open' })}
        />
      </span>
    </header>
  );
}
