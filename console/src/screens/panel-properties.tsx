import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Button as Pressable } from 'react-aria-components';
import type { Ticket } from '../../../client/api.ts';
import { useDirectory, useHub } from '../data/use-hub.ts';
import { PRIORITIES, type Priority, useWords } from '../i18n/words.ts';
import { useKeys } from '../keys/use-keys.ts';
import { IconButton } from '../parts/button.tsx';
import { classes } from '../parts/classes.ts';
import { Menu } from '../parts/menu.tsx';
import styles from './panel.module.css';

const NOBODY = 'nobody';

/** Who owns the ticket: an agent, a team, or both. Agents say whether they are there. */
export function Owner({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useLingui();
  const { actions, me } = useHub();
  const { agents, teams } = useDirectory();
  const [isOpen, setIsOpen] = useState(false);
  const isClosed = ticket.status === 'closed';
  const { agentId, teamId } = ticket.owner;
  const agent = agents.find(({ id }) => id === agentId)?.name ?? (agentId === null ? undefined : agents.length === 0 ? '…' : t`Somebody who has left`);
  const team = teams.find(({ id }) => id === teamId)?.name;
  const away = { online: '', offline: t`offline`, away: t`away`, out_of_office: t`out of office` };
  // Oneself first, then by name.
  const others = agents.filter(({ id }) => id !== me.id).toSorted((a, b) => a.name.localeCompare(b.name));
  const choose = (id: string): void => {
    const owner = id.startsWith('team:') ? { teamId: id.substring(5) } : { agentId: id === NOBODY ? null : id };
    void actions.change(ticket.id, { owner: id === NOBODY ? { agentId: null, teamId: null } : owner });
  };
  const choices = [
    { id: me.id, label: t`Me` },
    ...others.map(({ id, name, availability }) => ({ id, label: away[availability] === '' ? name : `${name} · ${away[availability]}` })),
    { id: NOBODY, label: t`Nobody` },
    ...teams.map(({ id, name }) => ({ id: `team:${id}`, label: name, section: t`Teams` })),
  ];
  const group = t`This ticket`;
  useKeys([
    { id: 'assign', keys: 'a', label: t`Owner`, group, run: () => setIsOpen(!isClosed) },
    ...choices.map(({ id, label }) => ({ id: `owner:${id}`, keys: '', label: `${t`Owner`}: ${label}`, group, run: () => isClosed || choose(id) })),
  ]);
  return (
    <Menu
      label={t`Owner`}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      button={
        <Pressable className={styles.value ?? ''} isDisabled={isClosed}>
          <bdi>{[agent, team].filter((name) => name !== undefined).join(' · ') || t`Nobody`}</bdi>
        </Pressable>
      }
      selected={agentId ?? NOBODY}
      choices={choices}
      onChoose={choose}
    />
  );
}

export function PriorityChoice({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useLingui();
  const words = useWords();
  const { actions } = useHub();
  const [isOpen, setIsOpen] = useState(false);
  const isClosed = ticket.status === 'closed';
  const group = t`This ticket`;
  const set = (priority: string): void => void actions.change(ticket.id, { priority: priority as Priority });
  useKeys([
    { id: 'priority', keys: 'p', label: t`Priority`, group, run: () => setIsOpen(!isClosed) },
    ...PRIORITIES.map((id) => ({ id: `priority:${id}`, keys: '', label: `${t`Priority`}: ${words.priority(id)}`, group, run: () => isClosed || set(id) })),
  ]);
  const isUrgent = ticket.priority === 'urgent' || ticket.priority === 'high';
  return (
    <Menu
      label={t`Priority`}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      button={
        <Pressable className={classes(styles.value, isUrgent && styles.urgent)} isDisabled={isClosed}>
          {words.priority(ticket.priority)}
        </Pressable>
      }
      selected={ticket.priority}
      choices={PRIORITIES.map((id) => ({ id, label: words.priority(id) }))}
      onChoose={set}
    />
  );
}

/** The API takes so many characters of a tag, and so many tags. */
const TAG = 100;
const TAGS = 50;

export function Tags({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useLingui();
  const { actions } = useHub();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const { tags } = ticket;
  const isClosed = ticket.status === 'closed';
  useKeys([{ id: 'tag', keys: 'l', label: t`Add a tag`, group: t`This ticket`, run: () => field.current?.focus() }]);
  const add = (): void => {
    const tag = text.trim();
    setText('');
    if (tag !== '' && !tags.includes(tag)) void actions.change(ticket.id, { tags: [...tags, tag] });
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      add();
    }
    if (event.key === 'Backspace' && text === '' && tags.length > 0) void actions.change(ticket.id, { tags: tags.slice(0, -1) });
  };
  return (
    <span className={styles.tags}>
      {tags.map((tag) => (
        <span key={tag} className={styles.tag}>
          <bdi>{tag}</bdi>
          {!isClosed && (
            <IconButton
              label={t`Remove ${tag}`}
              icon={<X size={12} />}
              onPress={() => void actions.change(ticket.id, { tags: tags.filter((other) => other !== tag) })}
            />
          )}
        </span>
      ))}
      {!isClosed && tags.length < TAGS && (
        <input
          ref={field}
          className={styles.addTag}
          dir="auto"
          maxLength={TAG}
          aria-label={t`Add a tag`}
          placeholder={t`Add a tag`}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={press}
          onBlur={add}
        />
      )}
    </span>
  );
}
