import { useLingui } from '@lingui/react/macro';
import { Check, Clock, UserCheck } from 'lucide-react';
import { type ReactNode, type Ref, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useTicket } from '../data/use-hub.ts';
import { useKeys } from '../keys/use-keys.ts';
import { classes } from '../parts/classes.ts';
import { MenuAt } from '../parts/menu.tsx';
import styles from './row-actions.module.css';
import { useNapKeys, useNaps } from './snooze.tsx';
import { type TicketActions, useTicketActions } from './use-ticket-actions.ts';

export interface RowActionsProps {
  readonly id: string;
  readonly top: number;
  readonly height: number;
  /** The pointer is on the row. If not, the actions show while the list has the focus of a keyboard. */
  readonly isPointed: boolean;
  /** The keys of a ticket are for this row: no ticket is open. */
  readonly hasKeys: boolean;
  /** Scrolls to the row. */
  readonly show: () => void;
  /** While the menu or its dialog is open, the actions stay with this row wherever the pointer goes. */
  readonly onMenu: (id: string | undefined) => void;
}

/** Take, Snooze and Solve on a row of the list, without opening it. Not for readers of the screen: an option has no buttons inside, and the keys do the same. */
export function RowActions({ id, top, height, isPointed, hasKeys, show, onMenu }: RowActionsProps) {
  const { t } = useLingui();
  const ticket = useTicket(id);
  const ticketActions = useTicketActions(id);
  const { isOver, take, set } = ticketActions;
  const clock = useRef<HTMLSpanElement>(null);
  // Undefined: it was never open. The pointer goes over many rows.
  const [isOpen, setIsOpen] = useState<boolean>();
  const open = (next: boolean): void => setIsOpen(next && !isOver);
  const onBusy = useCallback((isBusy: boolean) => onMenu(isBusy ? id : undefined), [id, onMenu]);
  if (ticket === undefined) return null;
  return (
    <div
      className={classes(styles.actions, !isPointed && isOpen !== true && styles.byKey)}
      style={{ blockSize: height, transform: `translateY(${top}px)` }}
      aria-hidden="true"
    >
      {hasKeys && (
        <RowKeys
          {...ticketActions}
          onSnooze={() => {
            show();
            open(true);
          }}
        />
      )}
      {!isOver && (
        <span className={styles.group}>
          {ticket.owner.agentId === null && <Act label={t`Take`} icon={<UserCheck size={16} strokeWidth={1.75} />} onPress={take} />}
          <Act of={clock} label={t`Snooze`} icon={<Clock size={16} strokeWidth={1.75} />} onPress={() => open(isOpen !== true)} />
          {ticket.status !== 'solved' && <Act label={t`Solve`} icon={<Check size={16} strokeWidth={1.75} />} onPress={() => set('solved')} />}
        </span>
      )}
      {isOpen !== undefined && <SnoozeMenu at={clock} isOpen={isOpen} onOpenChange={open} onBusy={onBusy} snooze={ticketActions.snooze} />}
    </div>
  );
}

interface SnoozeMenuProps {
  readonly at: RefObject<HTMLElement | null>;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** The menu, or the dialog for another time, is open. */
  readonly onBusy: (isBusy: boolean) => void;
  readonly snooze: TicketActions['snooze'];
}
function SnoozeMenu({ at, isOpen, onOpenChange, onBusy, snooze }: SnoozeMenuProps) {
  const { t } = useLingui();
  const { choices, choose, dialog, isAsking } = useNaps(snooze);
  const isBusy = isOpen || isAsking;
  useEffect(() => {
    if (!isBusy) return undefined;
    onBusy(true);
    return () => onBusy(false);
  }, [isBusy, onBusy]);
  return (
    <>
      <MenuAt at={at} label={t`Snooze`} isOpen={isOpen} onOpenChange={onOpenChange} focus="first" choices={choices} onChoose={choose} />
      {dialog}
    </>
  );
}

function Act({
  of,
  label,
  icon,
  onPress,
}: {
  readonly of?: Ref<HTMLSpanElement>;
  readonly label: string;
  readonly icon: ReactNode;
  readonly onPress: () => void;
}) {
  return (
    // For the pointer; the keyboard has keys for the same.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <span ref={of} className={styles.act} title={label} data-act={label} onClick={onPress}>
      {icon}
    </span>
  );
}

function RowKeys({ take, set, snooze, onSnooze }: TicketActions & { readonly onSnooze: () => void }) {
  const { t } = useLingui();
  const naps = useNaps(snooze);
  const group = t`This ticket`;
  useNapKeys(naps);
  useKeys([
    { id: 'take', keys: 't', label: t`Take`, group, run: take },
    { id: 'snooze', keys: 'h', label: t`Snooze`, group, run: onSnooze },
    { id: 'solve', keys: 'e', label: t`Solve`, group, run: () => set('solved') },
  ]);
  return naps.dialog;
}
