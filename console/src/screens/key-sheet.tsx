import { useLingui } from '@lingui/react/macro';
import { useContext } from 'react';
import { printed } from '../keys/registry.ts';
import { APPLE, KeyboardContext } from '../keys/use-keys.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Keys } from '../parts/keys.tsx';
import styles from './key-sheet.module.css';

export interface KeySheetProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** What the keys do on this screen, from the registry that acts on them. */
export function KeySheet({ isOpen, onOpenChange }: KeySheetProps) {
  const { t } = useLingui();
  const keyboard = useContext(KeyboardContext);
  const groups = isOpen
    ? Map.groupBy(
        keyboard.list().filter(({ keys }) => keys !== ''),
        ({ group }) => group,
      )
    : new Map<string, never[]>();
  return (
    <Dialog title={t`Keys`} isOpen={isOpen} onOpenChange={onOpenChange}>
      <div className={styles.groups}>
        {[...groups].map(([group, shortcuts]) => (
          <section key={group} className={styles.group}>
            <h3 className={styles.heading}>{group}</h3>
            {shortcuts.map(({ id, keys, label }) => (
              <div key={id} className={styles.row}>
                <span>{label}</span>
                <Keys keys={printed(keys, APPLE)} />
              </div>
            ))}
          </section>
        ))}
      </div>
    </Dialog>
  );
}
