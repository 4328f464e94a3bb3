import { useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import { useHub, useTicket } from '../data/use-hub.ts';
import { moment } from '../i18n/format.ts';
import { useWords } from '../i18n/words.ts';
import { toast } from '../parts/toast.tsx';
import { useUndo } from './use-undo.ts';

export const SETTABLE = ['working', 'pending', 'solved', 'closed'] as const;
export type Settable = (typeof SETTABLE)[number];
/** These have consequences (rules run, a closed ticket never opens again), so they leave some seconds later. */
const UNDOABLE: ReadonlySet<string> = new Set(['solved', 'closed']);

export interface TicketActions {
  /** Closed for good, or not loaded: nothing can be done with it. */
  readonly isOver: boolean;
  take(): void;
  set(status: Settable): void;
  snooze(at: Date): void;
}

/** What an agent does with a whole ticket, and what is said of it: the same beside its conversation and in a list. */
export function useTicketActions(ticketId: string): TicketActions {
  const { t } = useLingui();
  const { language } = useWords();
  const ticket = useTicket(ticketId);
  const { actions, tickets } = useHub();
  const undo = useUndo();
  const closeNotice = useRef<() => void>(undefined);
  // A ticket that is being closed can still get another status.
  const isOver = ticket === undefined || tickets.confirmed(ticketId)?.status === 'closed';
  const set = async (status: Settable): Promise<void> => {
    if (isOver || ticket.status === status) return;
    const id = await actions.change(ticketId, { status }, UNDOABLE.has(status));
    const action = { label: t`Undo`, run: () => undo(id) };
    closeNotice.current?.();
    if (status === 'closed') closeNotice.current = toast({ text: t`Closing for good…`, action }, 5);
    if (status === 'solved') closeNotice.current = toast({ text: t`Solving…`, action }, 5);
  };
  const snooze = async (at: Date): Promise<void> => {
    if (isOver) return;
    await actions.change(ticketId, { status: 'followup', followupAt: at.toISOString() });
    const when = moment(language, at.toISOString());
    toast({ text: t`Snoozed until ${when}.` });
  };
  return {
    isOver,
    take: () => void (isOver || actions.take(ticketId)),
    set: (status) => void set(status),
    snooze: (at) => void snooze(at),
  };
}
