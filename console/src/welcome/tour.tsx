import { useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useHub } from '../data/use-hub.ts';
import { Button } from '../parts/button.tsx';
import { usePlace } from '../screens/place.ts';
import styles from './welcome.module.css';

export interface TourProps {
  readonly close: () => void;
}

/** Which parts of the page a step shows: those with `data-tour-part`. */
const PARTS = ['list', 'ticket', 'search'] as const;

/** Three steps through the demo. The page stays usable meanwhile. */
export function Tour({ close }: TourProps) {
  const { t } = useLingui();
  const { api } = useHub();
  const { toTicket } = usePlace();
  const [step, setStep] = useState<number>();
  const card = useRef<HTMLDivElement>(null);
  const part = step === undefined ? undefined : PARTS[step];
  const open = useRef(toTicket);
  open.current = toTicket;
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (part === undefined) return undefined;
    dataset['tour'] = part;
    card.current?.focus();
    let isOver = false;
    if (part === 'ticket')
      void api.GET('/v1/tickets', { params: { query: { limit: 1, status: 'created' } } }).then(
        ({ items: [first] }) => isOver || (first !== undefined && open.current(first.id)),
        () => undefined,
      );
    return () => {
      isOver = true;
      delete dataset['tour'];
    };
  }, [api, part]);
  const steps = [
    [t`The list and its queues`, t`Every channel comes into one list. Queues at the side sort it by rules; the numbers are what is new or in work.`],
    [
      t`Take and answer`,
      t`Open a ticket, take it with t, and answer with r. The box says before you type what the channel allows. A reply can be taken back for five seconds.`,
    ],
    [t`Search and jump`, t`Ctrl K or ⌘ K finds tickets, people, queues and every action. ? shows all keys.`],
  ] as const;
  if (step === undefined)
    return (
      <div className={styles.offer} role="region" aria-label={t`Tour`}>
        <p>{t`New here? See Parley in three steps.`}</p>
        <Button look="primary" onPress={() => setStep(0)}>{t`Show me`}</Button>
        <Button look="quiet" onPress={close}>{t`No, thanks`}</Button>
      </div>
    );
  const [title, text] = steps[step] ?? steps[0];
  const place = step + 1;
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return createPortal(
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes a dialog
    <div ref={card} className={styles.card} role="dialog" aria-label={title} tabIndex={-1} onKeyDown={press}>
      <p className={styles.place}>{t`Step ${place} of 3`}</p>
      <h2 className={styles.title}>{title}</h2>
      <p>{text}</p>
      <div className={styles.bar}>
        <Button look="quiet" onPress={close}>{t`Close the tour`}</Button>
        {step > 0 && <Button onPress={() => setStep(step - 1)}>{t`Back`}</Button>}
        {step < 2 ? <Button look="primary" onPress={() => setStep(step + 1)}>{t`Next`}</Button> : <Button look="primary" onPress={close}>{t`Done`}</Button>}
      </div>
    </div>,
    document.body,
  );
}
