import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Menu as AriaMenu, Header, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { Keys } from './keys.tsx';
import styles from './overlay.module.css';

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly keys?: string;
  /** Heading of the group that it is in, after the choices without one. */
  readonly section?: string;
}

export interface MenuProps {
  readonly label: string;
  readonly button: ReactElement;
  readonly choices: readonly Choice[];
  /** One, or several that are on. */
  readonly selected?: string | readonly string[];
  readonly disabled?: readonly string[];
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  /** Called when somebody chooses. Moving through the menu by arrow keys changes nothing. */
  readonly onChoose: (id: string) => void;
}

export function Menu({ label, button, choices, selected, disabled = [], isOpen, onOpenChange, onChoose }: MenuProps) {
  const chosen = typeof selected === 'string' ? [selected] : selected;
  const item = ({ id, label: text, icon, keys }: Choice) => (
    <MenuItem key={id} id={id} textValue={text} className={styles.item ?? ''}>
      {icon}
      <span>{text}</span>
      {chosen?.includes(id) === true && <Check size={16} className={styles.end} aria-hidden="true" />}
      {keys !== undefined && (
        <span className={styles.end}>
          <Keys keys={keys} />
        </span>
      )}
    </MenuItem>
  );
  return (
    <MenuTrigger {...(isOpen === undefined ? {} : { isOpen })} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      {button}
      <Popover className={styles.popover ?? ''} offset={6} placement="bottom end">
        <AriaMenu
          aria-label={label}
          onAction={(id) => onChoose(String(id))}
          disabledKeys={disabled}
          {...(chosen === undefined ? {} : { selectionMode: typeof selected === 'string' ? ('single' as const) : ('multiple' as const), selectedKeys: chosen })}
        >
          {choices.filter(({ section }) => section === undefined).map(item)}
          {[...Map.groupBy(choices, ({ section }) => section)].map(
            ([section, grouped]) =>
              section !== undefined && (
                <MenuSection key={section}>
                  <Header className={styles.section ?? ''}>{section}</Header>
                  {grouped.map(item)}
                </MenuSection>
              ),
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
