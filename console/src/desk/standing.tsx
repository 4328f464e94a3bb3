import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bell, ChevronRight, LogOut, Settings2, ShieldCheck } from 'lucide-react';
import { Button as Pressable } from 'react-aria-components';
import { useHub } from '../data/use-hub.ts';
import { number } from '../i18n/format.ts';
import { Select } from '../parts/form/select.tsx';
import conversation from '../screens/conversation.module.css';
import { useAvailability, useSettings } from '../screens/use-settings.ts';
import styles from './desk.module.css';

const ICON = { size: 18, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Supervisors and admins may read it; to other agents the API does not tell their capacity. */
function useCapacity(): number | null | undefined {
  const { api, me } = useHub();
  const { data } = useQuery({
    queryKey: ['settings', 'agents', 'capacity', me.id],
    queryFn: () => api.GET('/v1/agents/{id}', { params: { path: { id: me.id } } }),
    enabled: me.role === 'admin' || me.role === 'supervisor',
    staleTime: 60_000,
  });
  return data?.capacity;
}

function Load({ load }: { readonly load: number }) {
  const { t, i18n } = useLingui();
  const capacity = useCapacity();
  const used = number(i18n.locale, load);
  if (capacity === undefined || capacity === null)
    return (
      <p className={styles.load}>
        <span>{plural(load, { one: '# active ticket', other: '# active tickets' })}</span>
        {capacity === null && <span className={styles.quiet}>{t`No limit`}</span>}
      </p>
    );
  const most = number(i18n.locale, capacity);
  const share = capacity === 0 ? 1 : Math.min(1, load / capacity);
  return (
    <div>
      <p className={styles.load}>
        <span>{t`Active tickets`}</span>
        <span className={styles.figure}>{t`${used} of ${most}`}</span>
      </p>
      <div
        className={styles.meter}
        role="meter"
        aria-label={t`Capacity in use`}
        aria-valuemin={0}
        aria-valuemax={capacity}
        aria-valuenow={Math.min(load, capacity)}
        aria-valuetext={t`${used} of ${most}`}
        data-full={load >= capacity || undefined}
      >
        <span style={{ inlineSize: `${share * 100}%` }} />
      </div>
      {load >= capacity && <p className={styles.quiet}>{t`Rules give you no more tickets.`}</p>}
    </div>
  );
}

/** My availability, my capacity and the way to what is mine. */
export function Standing({ load }: { readonly load: number | undefined }) {
  const { t } = useLingui();
  const { me } = useHub();
  const availability = useAvailability();
  const settings = useSettings();
  const choices = settings.filter(({ id }) => id.startsWith('be:'));
  const signOut = settings.find(({ id }) => id === 'out');
  return (
    <section className={styles.card} aria-label={t`Me`}>
      <h2 className={styles.heading}>
        <bdi>{me.name}</bdi>
      </h2>
      {choices.length > 0 && (
        <Select
          label={t`Availability`}
          value={availability === undefined ? null : `be:${availability}`}
          options={choices}
          onChange={(id) => choices.find((one) => one.id === id)?.run()}
        />
      )}
      {load !== undefined && <Load load={load} />}
      <ul className={styles.links}>
        <li>
          <Link to="/settings/$section" params={{ section: 'security' }}>
            <ShieldCheck {...ICON} />
            {t`Sign-in and devices`}
            <ChevronRight className={conversation.mirrored} size={16} aria-hidden />
          </Link>
        </li>
        <li>
          <Link to="/settings/$section" params={{ section: 'notifications' }}>
            <Bell {...ICON} />
            {t`Notifications`}
            <ChevronRight className={conversation.mirrored} size={16} aria-hidden />
          </Link>
        </li>
        <li>
          <Link to="/settings">
            <Settings2 {...ICON} />
            {t`Settings`}
            <ChevronRight className={conversation.mirrored} size={16} aria-hidden />
          </Link>
        </li>
        <li>
          <Pressable onPress={() => signOut?.run()}>
            <LogOut className={conversation.mirrored} {...ICON} />
            {signOut?.label}
          </Pressable>
        </li>
      </ul>
    </section>
  );
}
