import type { ReactNode } from 'react';
import styles from './marks.module.css';

export function Tag({ children }: { readonly children: string }) {
  return (
    <bdi className={styles.tag} title={children}>
      {children}
    </bdi>
  );
}

export function Pill({ tone, children }: { readonly tone: 'warn' | 'danger' | 'info'; readonly children: ReactNode }) {
  return <span className={`${styles.pill} ${styles[tone]}`}>{children}</span>;
}

/** For screen readers only. */
export function Spoken({ children }: { readonly children: ReactNode }) {
  return <span className={styles.spoken}>{children}</span>;
}
