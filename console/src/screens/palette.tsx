import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useContext, useDeferredValue, useEffect, useState } from 'react';
import { Dialog, Modal } from 'react-aria-components';
import type { Ticket } from '../../../client/api.ts';
import { fitting, type Offer, recent, sequenceOf } from '../data/palette.ts';
import { useHub, useQueues } from '../data/use-hub.ts';
import { printed } from '../keys/registry.ts';
import { APPLE, KeyboardContext } from '../keys/use-keys.ts';
import { classes } from '../parts/classes.ts';
import { Keys } from '../parts/keys.tsx';
import overlay from '../parts/overlay.module.css';
import { ModalOverlay } from '../parts/overlay.tsx';
import styles from './palette.module.css';
import { usePlace } from './place.ts';
import { nameOf } from './ticket-row.tsx';
import { useSettings } from './use-settings.ts';

/** From so many letters on, tickets are searched. */
const SEARCHED = 2;
const MOST = 9;

function useOffers(text: string): readonly Offer[] {
  const { t } = useLingui();
  const keyboard = useContext(KeyboardContext);
  const { api, tickets } = useHub();
  const { toQueue, toTicket, search } = usePlace();
  const queues = useQueues().data ?? [];
  const settings = useSettings();
  const typed = text.trim();
  const words = useDeferredValue(typed);
  const sequence = sequenceOf(words);
  const found = useQuery({
    queryKey: ['palette', words],
    enabled: words.length >= SEARCHED || sequence !== undefined,
    staleTime: 10_000,
    queryFn: async () => {
      const items: readonly Ticket[] =
        sequence === undefined
          ? ((await api.GET('/v1/search', { params: { query: { q: words, limit: 6 } } })).items as readonly Ticket[])
          : (await api.GET('/v1/tickets', { params: { query: { sequence, limit: 1 } } })).items;
      tickets.put(items);
      return items;
    },
  });
  const group = { tickets: t`Tickets`, places: t`Places`, actions: t`Actions`, settings: t`Settings` };
  const offerOf = (ticket: Ticket): Offer => ({
    id: `ticket:${ticket.id}`,
    label: `#${ticket.sequence} · ${nameOf(ticket, t`Unknown`)}${ticket.topic === null ? '' : ` · ${ticket.topic}`}`,
    group: group.tickets,
    run: () => toTicket(ticket.id),
  });
  const latest = typed === '' ? recent(sessionStorage).flatMap((id) => tickets.get(id) ?? []) : [];
  const places: readonly Offer[] = queues.map(({ id, name }) => ({ id: `queue:${id}`, label: name, group: group.places, run: () => toQueue(id) }));
  const actions: readonly Offer[] = keyboard
    .list()
    .filter(({ id }) => id !== 'palette' && id !== 'search')
    .map(({ id, label, keys, run }) => ({ id: `key:${id}`, label, ...(keys === '' ? {} : { keys: printed(keys, APPLE) }), group: group.actions, run }));
  return [
    ...(typed === '' ? [] : [{ id: 'search', label: t`Search all tickets for “${typed}”`, group: group.tickets, run: () => search(typed) }]),
    ...latest.map(offerOf),
    ...(found.data ?? []).map(offerOf),
    ...fitting(places, typed, typed === '' ? 5 : MOST),
    ...fitting(actions, typed, typed === '' ? 6 : MOST),
    ...(typed === ''
      ? []
      : fitting(
          settings.map(({ id, label, run }) => ({ id, label, run, group: group.settings })),
          typed,
          MOST,
        )),
  ];
}

/** Everything that can be opened or done, by typing a part of its name. */
export default function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const offers = useOffers(text);
  useEffect(() => setAt(0), [text]);
  const chosen = Math.min(at, offers.length - 1);
  const run = (offer: Offer | undefined): void => {
    if (offer === undefined) return;
    onClose();
    // Once the palette is away, what comes next may take the focus.
    setTimeout(offer.run, 0);
  };
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((chosen + step + offers.length) % Math.max(1, offers.length));
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(offers[chosen]);
    else return;
    event.preventDefault();
  };
  useEffect(() => {
    // Newer browsers return a promise, which is no cleanup.
    document.getElementById(`offer-${chosen}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <ModalOverlay className={classes(overlay.scrim, styles.scrim)} isOpen isDismissable onOpenChange={(isOpen) => isOpen || onClose()}>
      <Modal className={styles.sheet ?? ''}>
        <Dialog className={styles.dialog ?? ''} aria-label={t`Search or jump to`}>
          <input
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was opened to type into
            autoFocus
            className={styles.field}
            role="combobox"
            aria-expanded={offers.length > 0}
            aria-controls="offers"
            aria-autocomplete="list"
            {...(offers.length > 0 ? { 'aria-activedescendant': `offer-${chosen}` } : {})}
            aria-label={t`Search or jump to`}
            placeholder={t`A name, a number, a word or an action`}
            dir="auto"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={press}
          />
          <ul id="offers" className={styles.offers} role="listbox" aria-label={t`Search or jump to`}>
            {offers.map((offer, index) => (
              // The field keeps the focus and has the keys.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
              <li
                key={offer.id}
                id={`offer-${index}`}
                role="option"
                aria-selected={index === chosen}
                className={classes(styles.offer, index === chosen && styles.at)}
                onPointerMove={() => setAt(index)}
                onClick={() => run(offer)}
              >
                <bdi className={styles.label}>{offer.label}</bdi>
                {offer.group !== offers[index - 1]?.group && <span className={styles.group}>{offer.group}</span>}
                {offer.keys !== undefined && <Keys keys={offer.keys} />}
              </li>
            ))}
          </ul>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
