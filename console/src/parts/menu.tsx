import type { ReactElement, ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Keys } from './keys.tsx';
import styles from './overlay.module.css';

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly keys?: string;
}

export interface MenuProps {
  readonly label: string;
  readonly button: ReactElement;
  readonly choices: readonly Choice[];
  readonly selected?: string;
  readonly disabled?: readonly string[];
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  /** Called when somebody chooses. Moving through the menu by arrow keys changes nothing. */
  readonly onChoose: (id: string) => void;
}

export function Menu({ label, button, choices, selected, disabled = [], isOpen, onOpenChange, onChoose }: MenuProps) {
  return (
    <MenuTrigger {...(isOpen === undefined ? {} : { isOpen })} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      {button}
      <Popover className={styles.popover ?? ''} offset={6} placement="bottom end">
        <AriaMenu
          aria-label={label}
          onAction={(id) => onChoose(String(id))}
          disabledKeys={disabled}
          {...(selected === undefined ? {} : { selectionMode: 'single' as const, selectedKeys: [selected] })}
        >
          {choices.map(({ id, label: text, icon, keys }) => (
            <MenuItem key={id} id={id} textValue={text} className={styles.item ?? ''}>
              {icon}
              <span>{text}</span>
              {keys !== undefined && (
                <span className={styles.end}>
                  <Keys keys={keys} />
                </span>
              )}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
