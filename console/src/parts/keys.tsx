import styles from './marks.module.css';

/** A key or a combination, as it is printed on the keyboard. Left to right in every language. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <kbd className={styles.keys} dir="ltr">
      {keys}
    </kbd>
  );
}
