import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { House, MessagesSquare, Settings2 } from 'lucide-react';
import { useHub } from '../data/use-hub.ts';
import { useArea } from './place.ts';
import styles from './rail.module.css';

const ICON = { size: 18, strokeWidth: 1.75, 'aria-hidden': true } as const;

export function DeskLink() {
  const { t } = useLingui();
  const isHere = useArea() === 'desk';
  return (
    <Link to="/desk" className={styles.place ?? ''} aria-current={isHere ? 'page' : undefined}>
      <House {...ICON} />
      <span className={styles.name}>{t`My desk`}</span>
    </Link>
  );
}

/** Admins moderate the chats of applications; everybody who is in a group has that. */
export function useHasChats(): boolean {
  const { api, me } = useHub();
  const isAdmin = me.role === 'admin';
  const { data } = useQuery({
    queryKey: ['settings', 'groups', 'any'],
    queryFn: () => api.GET('/v1/groups', { params: { query: { limit: 1 } } }),
    enabled: !isAdmin,
    staleTime: 300_000,
  });
  return isAdmin || (data?.items.length ?? 0) > 0;
}

export function ChatsLink() {
  const { t } = useLingui();
  const isHere = useArea() === 'chats';
  if (!useHasChats()) return null;
  return (
    <Link to="/chats" className={styles.place ?? ''} aria-current={isHere ? 'page' : undefined}>
      <MessagesSquare {...ICON} />
      <span className={styles.name}>{t`Chats`}</span>
    </Link>
  );
}

export function SettingsLink() {
  const { t } = useLingui();
  return (
    <Link to="/settings" className={styles.place ?? ''}>
      <Settings2 {...ICON} />
      <span className={styles.name}>{t`Settings`}</span>
    </Link>
  );
}
