import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Button as Pressable } from 'react-aria-components';
import type { Ticket } from '../../../client/api.ts';
import { othersOf, personQuery, ticketsOfThread } from '../data/other-tickets.ts';
import { useHub, useThread } from '../data/use-hub.ts';
import { ago } from '../i18n/format.ts';
import { StatusMark } from '../parts/status.tsx';
import styles from './panel.module.css';
import { Section } from './panel-parts.tsx';
import { usePlace } from './place.ts';

/** So many are shown. */
const MOST = 8;

function List({ tickets }: { readonly tickets: readonly Ticket[] }) {
  const { i18n } = useLingui();
  const { toTicket } = usePlace();
  return (
    <ul className={styles.others}>
      {tickets.slice(0, MOST).map(({ id, sequence, status, topic, lastMessage, createdAt }) => (
        <li key={id}>
          <Pressable className={styles.other ?? ''} onPress={() => toTicket(id)}>
            <StatusMark status={status} isWordHidden />
            <bdi className={styles.otherName}>
              #{sequence} {topic ?? lastMessage?.text ?? ''}
            </bdi>
            <time className={styles.meta} dateTime={createdAt}>
              {ago(i18n.locale, createdAt, Date.now())}
            </time>
          </Pressable>
        </li>
      ))}
    </ul>
  );
}

/** Other tickets of this person, on this and on other places, and tickets that were linked. */
export function OtherTickets({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useLingui();
  const { api, readTicket, tickets } = useHub();
  const thread = useThread(ticket.conversationId);
  const ids = ticketsOfThread(thread?.messages ?? [], ticket.id);
  const person = personQuery(ticket);
  const found = useQuery({
    queryKey: ['person', ticket.author.id, ticket.origin.id],
    staleTime: 60_000,
    enabled: person !== undefined,
    queryFn: async () => (await api.GET('/v1/search', { params: { query: { q: person ?? '', limit: 20 } } })).items as readonly Ticket[],
  });
  const ofThread = useQuery({
    queryKey: ['tickets of thread', ids],
    staleTime: 60_000,
    enabled: ids.length > 0,
    // One that may not be seen leaves the others.
    queryFn: async () => (await Promise.allSettled(ids.slice(0, MOST).map(readTicket))).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
  });
  const links = useQuery({
    queryKey: ['links', ticket.id, ticket.version],
    staleTime: 60_000,
    queryFn: async () => (await api.GET('/v1/tickets/{id}/links', { params: { path: { id: ticket.id } } })).items.map((link) => link.ticket as Ticket),
  });
  const newest = (one: Ticket): Ticket => tickets.get(one.id) ?? one;
  const others = othersOf(ticket, found.data ?? [], ofThread.data ?? []).map(newest);
  const linked = (links.data ?? []).map(newest);
  return (
    <>
      {others.length > 0 && (
        <Section title={t`Other tickets`}>
          <List tickets={others} />
        </Section>
      )}
      {linked.length > 0 && (
        <Section title={t`Linked tickets`}>
          <List tickets={linked} />
        </Section>
      )}
      {found.isError && others.length === 0 && (
        <p className={styles.meta}>
          <Trans>Other tickets of this person did not load.</Trans>
        </p>
      )}
    </>
  );
}
