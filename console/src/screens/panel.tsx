import { Trans, useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as Pressable } from 'react-aria-components';
import type { Ticket } from '../../../client/api.ts';
import { useDirectory, useHub, useTicket } from '../data/use-hub.ts';
import { moment } from '../i18n/format.ts';
import { PRIORITIES, type Priority, useWords } from '../i18n/words.ts';
import { Avatar } from '../parts/avatar.tsx';
import { IconButton } from '../parts/button.tsx';
import { classes } from '../parts/classes.ts';
import { Tag } from '../parts/marks.tsx';
import { Menu } from '../parts/menu.tsx';
import { StatusMark } from '../parts/status.tsx';
import styles from './panel.module.css';
import { usePlace } from './place.ts';
import { nameOf } from './ticket-row.tsx';

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

const NOBODY = 'nobody';

function Owner({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useLingui();
  const { actions, me } = useHub();
  const { agents, teams } = useDirectory();
  const { agentId, teamId } = ticket.owner;
  const agent = agents.find(({ id }) => id === agentId)?.name ?? (agentId === null ? undefined : t`Somebody who has left`);
  const team = teams.find(({ id }) => id === teamId)?.name;
  // Oneself first, then by name.
  const others = agents.filter(({ id }) => id !== me.id).toSorted((a, b) => a.name.localeCompare(b.name));
  const choose = (id: string): void => void actions.change(ticket.id, { owner: { agentId: id === NOBODY ? null : id } });
  return (
    <Menu
      label={t`Owner`}
      button={
        <Pressable className={styles.value ?? ''} isDisabled={ticket.status === 'closed'}>
          <bdi>{[agent, team].filter((name) => name !== undefined).join(' · ') || t`Nobody`}</bdi>
        </Pressable>
      }
      selected={agentId ?? NOBODY}
      choices={[{ id: me.id, label: t`Me` }, ...others.map(({ id, name }) => ({ id, label: name })), { id: NOBODY, label: t`Nobody` }]}
      onChoose={choose}
    />
  );
}

function PriorityRow({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useLingui();
  const words = useWords();
  const { actions } = useHub();
  const isUrgent = ticket.priority === 'urgent' || ticket.priority === 'high';
  return (
    <Menu
      label={t`Priority`}
      button={
        <Pressable className={classes(styles.value, isUrgent && styles.urgent)} isDisabled={ticket.status === 'closed'}>
          {words.priority(ticket.priority)}
        </Pressable>
      }
      selected={ticket.priority}
      choices={PRIORITIES.map((id) => ({ id, label: words.priority(id) }))}
      onChoose={(priority) => void actions.change(ticket.id, { priority: priority as Priority })}
    />
  );
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

export function Panel({ ticketId }: { readonly ticketId: string }) {
  const { t } = useLingui();
  const { language } = useWords();
  const ticket = useTicket(ticketId);
  const { look } = usePlace();
  if (ticket === undefined) return null;
  const fields = Object.entries(ticket.customFields as Record<string, unknown>);
  const { author, closesAt, followupAt, tags, topic } = ticket;
  return (
    <div className={styles.panel}>
      <div className={styles.who}>
        <Avatar id={author.id} name={nameOf(ticket, '')} channel={ticket.origin.channel} />
        <div>
          <h2 className={styles.name}>
            <bdi>{nameOf(ticket, t`Unknown`)}</bdi>
          </h2>
          {author.handle !== null && <bdi className={styles.meta}>{author.handle}</bdi>}
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
          <PriorityRow ticket={ticket} />
        </Row>
        {topic !== null && (
          <Row name={t`Topic`}>
            <bdi>{topic}</bdi>
          </Row>
        )}
        {tags.length > 0 && (
          <Row name={t`Tags`}>
            <span className={styles.tags}>
              {tags.map((tag) => (
                <Tag key={tag}>{tag}</Tag>
              ))}
            </span>
          </Row>
        )}
        <Row name={t`Opened`}>{moment(language, ticket.createdAt)}</Row>
      </dl>
      {fields.length > 0 && (
        <section>
          <h3 className={styles.heading}>
            <Trans>Custom fields</Trans>
          </h3>
          <dl className={styles.list}>
            {fields.map(([name, value]) => (
              <Row key={name} name={name}>
                <bdi>{shown(value)}</bdi>
              </Row>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}
