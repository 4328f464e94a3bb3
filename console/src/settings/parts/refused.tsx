import styles from '../../parts/form/form.module.css';
import type { Refusal } from '../data/problem.ts';

/** What no field says. The hub's own words, which are in English. */
export function Refused({ refusal }: { readonly refusal: Refusal | undefined }) {
  if (refusal?.detail === undefined) return null;
  return (
    <div role="alert" className={styles.alert} dir="auto">
      <p>{refusal.detail}</p>
      {refusal.rest.length > 0 && (
        <ul>
          {refusal.rest.map(({ path, message }) => (
            <li key={path}>
              <code>{path}</code>: {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
