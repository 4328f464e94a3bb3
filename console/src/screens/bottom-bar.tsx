import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Inbox, MessagesSquare, Search, User } from 'lucide-react';
import { memo } from 'react';
import { Button as Pressable } from 'react-aria-components';
import styles from './bottom-bar.module.css';
import { useArea, usePlace } from './place.ts';
import { useHasChats } from './rail-links.tsx';

const ICON = { size: 20, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** The places of a phone, in thumb's reach. */
export const BottomBar = memo(function BottomBar({ onFind }: { readonly onFind: () => void }) {
  const { t } = useLingui();
  const area = useArea();
  const { toQueue } = usePlace();
  const hasChats = useHasChats();
  const current = (here: string) => (area === here ? { 'aria-current': 'page' as const } : {});
  return (
    <nav className={styles.bar} aria-label={t`Places`}>
      <Pressable className={styles.place ?? ''} onPress={() => toQueue('all')} {...current('inbox')}>
        <Inbox {...ICON} />
        {t`Inbox`}
      </Pressable>
      <Pressable className={styles.place ?? ''} onPress={onFind}>
        <Search {...ICON} />
        {t`Search`}
      </Pressable>
      {hasChats && (
        <Link className={styles.place ?? ''} to="/chats" {...current('chats')}>
          <MessagesSquare {...ICON} />
          {t`Chats`}
        </Link>
      )}
      <Link className={styles.place ?? ''} to="/desk" {...current('desk')}>
        <User {...ICON} />
        {t`Me`}
      </Link>
    </nav>
  );
});
