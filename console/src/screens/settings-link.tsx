import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Settings2 } from 'lucide-react';
import styles from './rail.module.css';

export function SettingsLink() {
  return (
    <Link to="/settings" className={styles.place ?? ''}>
      <Settings2 size={18} strokeWidth={1.75} aria-hidden />
      <span className={styles.name}>
        <Trans>Settings</Trans>
      </span>
    </Link>
  );
}
