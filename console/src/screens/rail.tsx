import { Trans, useLingui } from '@lingui/react/macro';
import { AtSign, Clock, Inbox, Search as SearchIcon, User, UserX } from 'lucide-react';
import { type CSSProperties, memo, type ReactNode } from 'react';
import { Button as Pressable } from 'react-aria-components';
import { useAlerts } from '../data/use-alerts.ts';
import { useCounters, useHub, useQueues } from '../data/use-hub.ts';
import { number } from '../i18n/format.ts';
import { printed } from '../keys/registry.ts';
import { APPLE } from '../keys/use-keys.ts';
import { Avatar } from '../parts/avatar.tsx';
import { hueOf } from '../parts/initials.ts';
import { Keys } from '../parts/keys.tsx';
import { Menu } from '../parts/menu.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { Bell } from './bell.tsx';
import { useArea, useListing } from './place.ts';
import styles from './rail.module.css';
import { ChatsLink, DeskLink, SettingsLink } from './rail-links.tsx';
import { useAvailability, useSettings } from './use-settings.ts';

const ICON = { size: 18, strokeWidth: 1.75 } as const;

function PlaceLink({ id, name, icon, count }: { readonly id: string; readonly name: string; readonly icon: ReactNode; readonly count?: number | undefined }) {
  const { listing, toQueue } = useListing();
  const { i18n } = useLingui();
  const isHere = useArea() === 'inbox' && listing.queue === id && listing.q === undefined;
  return (
    <Pressable className={styles.place ?? ''} {...(isHere ? { 'aria-current': 'page' as const } : {})} onPress={() => toQueue(id)}>
      {icon}
      <bdi className={styles.name}>{name}</bdi> {count !== undefined && <span className={styles.count}>{number(i18n.locale, count)}</span>}
    </Pressable>
  );
}

/** With the notes that this person has not looked at. */
function MentionsLink() {
  const { t } = useLingui();
  const unread = useAlerts().filter(({ kind, isRead }) => kind === 'mention' && !isRead).length;
  return <PlaceLink id="mentions" name={t`Mentions`} icon={<AtSign {...ICON} />} count={unread === 0 ? undefined : unread} />;
}

/** A queue with what needs somebody: new and in work. */
function QueueLink({ id, name }: { readonly id: string; readonly name: string }) {
  const counters = useCounters(id);
  const count = counters === undefined ? undefined : counters.created + counters.working;
  return <PlaceLink id={id} name={name} count={count} icon={<span className={styles.dot} data-hue="" style={{ '--hue': hueOf(id) } as CSSProperties} />} />;
}

function MyMenu() {
  const { t } = useLingui();
  const { me } = useHub();
  const settings = useSettings();
  const availability = useAvailability();
  return (
    <Menu
      label={t`My settings`}
      button={
        <Pressable className={styles.me ?? ''}>
          <span className={styles.face} data-availability={availability}>
            <Avatar id={me.id} name={me.name} isSmall />
          </span>
          <bdi className={styles.name}>{me.name}</bdi>
        </Pressable>
      }
      selected={settings.filter(({ isOn }) => isOn).map(({ id }) => id)}
      choices={settings}
      onChoose={(id) => settings.find((setting) => setting.id === id)?.run()}
    />
  );
}

export const Rail = memo(function Rail({ onFind }: { readonly onFind: () => void }) {
  const { t } = useLingui();
  const { me } = useHub();
  const queues = useQueues();
  return (
    <div className={styles.rail}>
      <div className={styles.brand}>
        <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="26" height="26" />
        <bdi className={styles.name}>{me.tenant.name}</bdi>
        <span className={styles.bell}>
          <Bell />
        </span>
      </div>
      <Pressable className={styles.search ?? ''} onPress={onFind} data-tour-part="search">
        <SearchIcon size={16} aria-hidden="true" />
        <span className={styles.searchWords}>
          <Trans>Search or jump to</Trans>
        </span>
        <Keys keys={printed('mod+k', APPLE)} />
      </Pressable>
      <div className={styles.lists}>
        <DeskLink />
        <PlaceLink id="all" name={t`All tickets`} icon={<Inbox {...ICON} />} />
        <PlaceLink id="mine" name={t`My tickets`} icon={<User {...ICON} />} />
        <MentionsLink />
        <PlaceLink id="unassigned" name={t`Without owner`} icon={<UserX {...ICON} />} />
        <PlaceLink id="snoozed" name={t`Snoozed`} icon={<Clock {...ICON} />} />
        {queues.data?.length !== 0 && (
          <h2 className={styles.heading}>
            <Trans>Queues</Trans>
          </h2>
        )}
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
      <div>
        <ChatsLink />
        <SettingsLink />
      </div>
      <MyMenu />
    </div>
  );
});
