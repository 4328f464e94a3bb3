import { Check } from 'lucide-react';
import type { ReactElement, ReactNode, RefObject } from 'react';
import { Menu as AriaMenu, Header, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components';
import { Keys } from './keys.tsx';
import styles from './overlay.module.css';
import { Popover } from './overlay.tsx';

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

interface ChoicesProps extends Pick<MenuProps, 'label' | 'choices' | 'selected' | 'disabled' | 'onChoose'> {
  /** Where the focus goes: to the menu, or to its first choice. A menu that opens itself is told by its button. */
  readonly focus?: 'menu' | 'first' | undefined;
}
function Choices({ label, choices, selected, disabled = [], onChoose, focus }: ChoicesProps) {
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
    <AriaMenu
      aria-label={label}
      onAction={(id) => onChoose(String(id))}
      disabledKeys={disabled}
      {...(focus === undefined ? {} : { autoFocus: focus === 'menu' ? true : focus })}
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
  );
}

/** Not modal: to make everything else inert and back costs two passes over the whole page, and a menu closes with the first press outside. */
export function Menu({ button, isOpen, onOpenChange, ...choices }: MenuProps) {
  return (
    <MenuTrigger {...(isOpen === undefined ? {} : { isOpen })} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      {button}
      <Popover className={styles.popover ?? ''} isNonModal offset={6} placement="bottom end">
        <Choices {...choices} />
      </Popover>
    </MenuTrigger>
  );
}

export interface MenuAtProps extends Pick<MenuProps, 'label' | 'choices' | 'onChoose'> {
  /** The button that it belongs to. */
  readonly at: RefObject<HTMLElement | null>;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly focus: 'menu' | 'first';
}

/** A menu whose button is drawn without it: where there are many buttons, and few menus are opened. */
export function MenuAt({ at, isOpen, onOpenChange, ...choices }: MenuAtProps) {
  return (
    <Popover
      className={styles.popover ?? ''}
      triggerRef={at}
      trigger="MenuTrigger"
      isNonModal
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      offset={6}
      placement="bottom end"
    >
      <Choices
        {...choices}
        onChoose={(id) => {
          onOpenChange(false);
          choices.onChoose(id);
        }}
      />
    </Popover>
  );
}
