import { Trans, useLingui } from '@lingui/react/macro';
import { Clock, Inbox, User, UserX } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { Button as Pressable } from 'react-aria-components';
import { keepLook, readLook } from '../data/look.ts';
import { useCounters, useHub, useQueues } from '../data/use-hub.ts';
import { number } from '../i18n/format.ts';
import { LANGUAGES, type Language } from '../i18n/languages.ts';
import { activate } from '../i18n/load.ts';
import { useKeys } from '../keys/use-keys.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Menu } from '../parts/menu.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { usePlace } from './place.ts';
import styles from './rail.module.css';
import { useSession } from './session-context.ts';
import { SettingsLink } from './settings-link.tsx';

const ICON = { size: 18, strokeWidth: 1.75 } as const;

function PlaceLink({ id, name, icon, count }: { readonly id: string; readonly name: string; readonly icon: ReactNode; readonly count?: number | undefined }) {
  const { listing, toQueue } = usePlace();
  const { i18n } = useLingui();
  const isHere = listing.queue === id && listing.q === undefined;
  return (
    <Pressable className={styles.place ?? ''} {...(isHere ? { 'aria-current': 'page' as const } : {})} onPress={() => toQueue(id)}>
      {icon}
      <bdi className={styles.name}>{name}</bdi> {count !== undefined && <span className={styles.count}>{number(i18n.locale, count)}</span>}
    </Pressable>
  );
}

/** A queue with what needs somebody: new and in work. */
function QueueLink({ id, name }: { readonly id: string; readonly name: string }) {
  const counters = useCounters(id);
  const count = counters === undefined ? undefined : counters.created + counters.working;
  return <PlaceLink id={id} name={name} count={count} icon={<span className={styles.dot} />} />;
}

function Search() {
  const { t } = useLingui();
  const { listing, look } = usePlace();
  const [text, setText] = useState(listing.q ?? '');
  const input = useRef<HTMLInputElement>(null);
  useKeys([{ id: 'search', keys: '/', label: t`Search`, group: t`Places`, run: () => input.current?.focus() }]);
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        look({ q: text.trim() === '' ? undefined : text.trim(), panel: undefined });
      }}
    >
      <input
        ref={input}
        type="search"
        dir="auto"
        className={styles.search}
        aria-label={t`Search`}
        placeholder={t`Search tickets`}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          if (event.target.value === '') look({ q: undefined });
        }}
      />
    </form>
  );
}

function MyMenu() {
  const { t } = useLingui();
  const { me } = useHub();
  const { signOut } = useSession();
  const [look, setLook] = useState(readLook);
  const choose = (id: string): void => {
    const [what, value] = id.split(':') as [string, string];
    if (what === 'theme') setLook(keepLook({ theme: value === 'auto' ? undefined : (value as 'light' | 'dark') }));
    if (what === 'density') setLook(keepLook({ density: value === 'compact' ? 'compact' : undefined }));
    if (what === 'language') {
      setLook(keepLook({ language: value as Language }));
      void activate(value as Language);
    }
    if (what === 'out') void signOut();
  };
  return (
    <Menu
      label={t`My settings`}
      button={
        <Pressable className={styles.me ?? ''}>
          <Avatar id={me.id} name={me.name} isSmall />
          <bdi className={styles.name}>{me.name}</bdi>
        </Pressable>
      }
      choices={[
        look.theme === 'dark' ? { id: 'theme:light', label: t`Light theme` } : { id: 'theme:dark', label: t`Dark theme` },
        ...(look.theme === undefined ? [] : [{ id: 'theme:auto', label: t`Theme of this machine` }]),
        look.density === 'compact' ? { id: 'density:comfortable', label: t`Comfortable rows` } : { id: 'density:compact', label: t`Compact rows` },
        ...Object.entries(LANGUAGES).map(([id, label]) => ({ id: `language:${id}`, label })),
        { id: 'out:', label: t`Sign out` },
      ]}
      onChoose={choose}
    />
  );
}

export function Rail() {
  const { t } = useLingui();
  const { me } = useHub();
  const { listing } = usePlace();
  const queues = useQueues();
  return (
    <div className={styles.rail}>
      <div className={styles.brand}>
        <img src="/icon.svg" alt="" width="26" height="26" />
        <bdi className={styles.name}>{me.tenant.name}</bdi>
      </div>
      <Search key={listing.q ?? ''} />
      <div className={styles.lists}>
        <PlaceLink id="all" name={t`All tickets`} icon={<Inbox {...ICON} />} />
        <PlaceLink id="mine" name={t`My tickets`} icon={<User {...ICON} />} />
        <PlaceLink id="unassigned" name={t`Without owner`} icon={<UserX {...ICON} />} />
        <PlaceLink id="snoozed" name={t`Snoozed`} icon={<Clock {...ICON} />} />
        <h2 className={styles.heading}>
          <Trans>Queues</Trans>
        </h2>
        {queues.isPending && <Skeleton width="100%" height="7rem" />}
        {queues.isError && (
          <Pressable className={styles.place ?? ''} onPress={() => void queues.refetch()}>
            <Trans>Queues did not load. Try again</Trans>
          </Pressable>
        )}
        {queues.data?.map(({ id, name }) => (
          <QueueLink key={id} id={id} name={name} />
        ))}
      </div>
      <SettingsLink />
      <MyMenu />
    </div>
  );
}
