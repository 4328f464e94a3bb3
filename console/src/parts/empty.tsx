import type { ReactNode } from 'react';
import styles from './rest.module.css';

/** Nothing here: one line, and one way on. */
export function Empty({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p>{children}</p>
      {action}
    </div>
  );
}
