import type { CSSProperties } from 'react';
import styles from './rest.module.css';

/** Stands for what is on its way, in its size. It appears after 150 ms: what comes sooner needs none. */
export function Skeleton({ width, height }: { readonly width: string; readonly height: string }) {
  return (
    <div className={styles.late} aria-hidden="true">
      <div className={styles.skeleton} style={{ inlineSize: width, blockSize: height } as CSSProperties} />
    </div>
  );
}
