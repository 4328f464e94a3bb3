import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Ticket, TicketLogEntry } from '../../../client/api.ts';
import { useDirectory, useHub } from '../data/use-hub.ts';
import { moment } from '../i18n/format.ts';
import { useWords } from '../i18n/words.ts';
import { Button } from '../parts/button.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import styles from './panel.module.css';

const PARLEY = 'Parley';

/** Who made a change, and what it was, in words. */
function useLogWords() {
  const { t, i18n } = useLingui();
  const words = useWords();
  const { agents, teams } = useDirectory();
  const fields: Readonly<Record<string, string>> = {
    status: t`Status`,
    priority: t`Priority`,
    owner: t`Owner`,
    tags: t`Tags`,
    topic: t`Topic`,
    followupAt: t`Returns`,
    closesAt: t`Closes`,
    queueIds: t`Queues`,
  };
  const valueOf = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return '—';
    if (field === 'status') return words.status(value as string);
    if (field === 'priority') return words.priority(value as string);
    if (field.endsWith('At') && typeof value === 'string') return moment(i18n.locale, value);
    if (Array.isArray(value)) return value.join(', ') || '—';
    if (field === 'owner') {
      const { agentId, teamId } = value as { readonly agentId: string | null; readonly teamId: string | null };
      const names = [...agents, ...teams].filter(({ id }) => id === agentId || id === teamId).map(({ name }) => name);
      return names.join(' · ') || (agentId === null && teamId === null ? t`Nobody` : t`Somebody who has left`);
    }
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  return {
    who: ({ by, rules }: TicketLogEntry): string => {
      if (by.type === 'rule') return rules?.find(({ id }) => id === by.id)?.name ?? t`A rule`;
      if (by.type === 'customer') return t`The customer`;
      if (by.type === 'timer') return t`A timer`;
      const known = agents.find(({ id }) => id === by.id)?.name;
      return known ?? (by.type === 'agent' || by.type === 'user' ? t`A colleague` : PARLEY);
    },
    field: (field: string): string => fields[field] ?? field.replace('customFields.', ''),
    valueOf,
  };
}

/** What happened to a ticket, newest first: the audit of its changes. */
export default function History({ ticket }: { readonly ticket: Ticket }) {
  const { i18n } = useLingui();
  const { api } = useHub();
  const words = useLogWords();
  const log = useInfiniteQuery({
    queryKey: ['log', ticket.id, ticket.version],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      api.GET('/v1/tickets/{id}/log', {
        params: { path: { id: ticket.id }, query: { order: 'desc', limit: 20, ...(pageParam === undefined ? {} : { cursor: pageParam }) } },
      }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  if (log.isError)
    return (
      <Button onPress={() => void log.refetch()}>
        <Trans>Try again</Trans>
      </Button>
    );
  if (log.data === undefined) return <Skeleton width="100%" height="4rem" />;
  const entries = log.data.pages.flatMap(({ items }) => items).filter(({ changes }) => changes.length > 0);
  return (
    <>
      <ol className={styles.log}>
        {entries.map((entry, at) => (
          <li key={at}>
            <span className={styles.meta}>
              <bdi>{words.who(entry)}</bdi> · <time dateTime={entry.at}>{moment(i18n.locale, entry.at)}</time>
            </span>
            {entry.changes.map(({ field, from, to }) => (
              <p key={field} className={entry.refused === undefined ? undefined : styles.refused}>
                {words.field(field)}: <bdi>{words.valueOf(field, from)}</bdi> <span className={styles.arrow}>→</span> <bdi>{words.valueOf(field, to)}</bdi>
              </p>
            ))}
          </li>
        ))}
      </ol>
      {entries.length === 0 && (
        <p className={styles.meta}>
          <Trans>Nothing has changed yet.</Trans>
        </p>
      )}
      {log.hasNextPage && (
        <Button look="quiet" isDisabled={log.isFetching} onPress={() => void log.fetchNextPage()}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </>
  );
}
