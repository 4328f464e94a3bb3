import { useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import type { Ticket } from '../../../client/api.ts';
import { apiUrl } from '../data/told.ts';
import { useHub } from '../data/use-hub.ts';
import { onTicketsChanged, tellLists } from '../data/use-list.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { usePlace } from '../screens/place.ts';
import { nameOf } from '../screens/ticket-row.tsx';
import { ANY_TICKET } from '../screens/use-welcome.ts';
import { useAll } from '../settings/data/use-settings.ts';
import { useHealth } from '../settings/origins/health.tsx';
import { Copy } from '../settings/parts/copy.tsx';
import styles from './welcome.module.css';

const FIRST = ['tickets', 'first'];
const EVERY_MS = 3000;
/** Channels of the hub itself: nobody calls an address. */
const WITHOUT_PROVIDER = new Set(['livechat', 'application']);

/** The first ticket of the business, as soon as it is there. */
function useFirstTicket(): Ticket | undefined {
  const { api, tickets } = useHub();
  const client = useQueryClient();
  useEffect(() => onTicketsChanged(() => void client.invalidateQueries({ queryKey: FIRST })), [client]);
  return (
    useQuery({
      queryKey: FIRST,
      refetchInterval: EVERY_MS,
      queryFn: async () => {
        const { items } = await api.GET('/v1/tickets', { params: { query: { limit: 1, sort: 'createdAt' } } });
        tickets.put(items);
        return items[0] ?? null;
      },
    }).data ?? undefined
  );
}

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly isDone: boolean;
  readonly isNow: boolean;
  readonly children?: ReactNode;
}

function Step({ number, title, isDone, isNow, children }: StepProps) {
  const { t } = useLingui();
  return (
    <li className={styles.step} data-now={isNow || undefined} aria-current={isNow ? 'step' : undefined}>
      <span className={styles.mark} data-done={isDone || undefined}>
        {isDone ? <Check size={16} strokeWidth={2.5} aria-label={t`Done`} role="img" /> : number}
      </span>
      <div className={styles.stepText}>
        <h2 className={styles.stepTitle}>{title}</h2>
        {children}
      </div>
    </li>
  );
}

/** The address that the provider calls, until it has called. */
function Address({ id, path }: { readonly id: string; readonly path: string }) {
  const { t } = useLingui();
  const health = useHealth(id, EVERY_MS).data;
  return (
    <>
      <Copy label={t`Address for the provider (webhook)`} text={`${apiUrl()}${path}`} />
      <p className={styles.quiet} role="status">
        {health === undefined || health.lastEventAt === null ? t`Waiting for the first call of the provider…` : t`The provider has called.`}
      </p>
    </>
  );
}

function Steps() {
  const { t } = useLingui();
  const { api } = useHub();
  const { toTicket } = usePlace();
  const client = useQueryClient();
  const ticket = useFirstTicket();
  const origins = useAll(['origins'], (cursor) => api.GET('/v1/origins', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }));
  const origin = origins.data?.[0];
  const hasProvider = origin !== undefined && !WITHOUT_PROVIDER.has(origin.channel);
  const has = { origin: origin !== undefined, ticket: ticket !== undefined };
  const open = (): void => {
    if (ticket === undefined) return;
    toTicket(ticket.id);
    client.setQueryData(ANY_TICKET, true);
    // The list was read while it was empty.
    tellLists([ticket.id]);
  };
  const name = origin?.name ?? '';
  const who = ticket === undefined ? '' : nameOf(ticket, t`Unknown`);
  const sequence = ticket?.sequence ?? 1;
  return (
    <ol className={styles.steps}>
      <Step number={1} title={t`Connect a channel`} isDone={has.origin} isNow={!has.origin}>
        {origin === undefined ? (
          <>
            <p className={styles.quiet}>{t`Where your customers write: a Page, a number, a mailbox, your own shop.`}</p>
            <Link className={styles.go ?? ''} to="/settings/$section/$id" params={{ section: 'origins', id: 'new' }}>
              {t`Choose a channel`}
            </Link>
          </>
        ) : (
          <Link className={styles.link ?? ''} to="/settings/$section/$id" params={{ section: 'origins', id: origin.id }}>
            <bdi>{name}</bdi>
          </Link>
        )}
      </Step>
      <Step number={2} title={t`Give the provider its address`} isDone={has.ticket || (has.origin && !hasProvider)} isNow={hasProvider && !has.ticket}>
        {hasProvider && origin !== undefined && <Address id={origin.id} path={origin.webhookPath} />}
      </Step>
      <Step number={3} title={t`Send a test message`} isDone={has.ticket} isNow={has.origin && !has.ticket}>
        {has.origin && !has.ticket && <p className={styles.quiet}>{t`Write to ${name} as a customer would.`}</p>}
      </Step>
      <Step number={4} title={t`It appears here as #1`} isDone={has.ticket} isNow={has.ticket}>
        <div role="status">
          {ticket !== undefined && (
            <>
              <p>
                #{sequence} · <bdi>{who}</bdi>
              </p>
              <p className={styles.said} dir="auto">
                {ticket.lastMessage?.text}
              </p>
            </>
          )}
        </div>
        {ticket !== undefined && <Button look="primary" onPress={open}>{t`Open the ticket`}</Button>}
      </Step>
    </ol>
  );
}

/** Who can do it. Supervisors may read who the admins are; to agents the API does not tell it. */
function Others() {
  const { t, i18n } = useLingui();
  const { api, me } = useHub();
  const agents = useAll(
    ['agents', 'all'],
    (cursor) => api.GET('/v1/agents', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }),
    me.role === 'supervisor',
  );
  const names = agents.data?.flatMap(({ role, name }) => (role === 'admin' ? [name] : [])) ?? [];
  const listed = new Intl.ListFormat(i18n.locale, { type: 'disjunction' }).format(names);
  return (
    <Empty>
      {names.length === 0
        ? t`No message has come yet. An admin of your workspace connects the channels.`
        : t`No message has come yet. The channels are connected by: ${listed}`}
    </Empty>
  );
}

/** In place of an empty list, until the first message is there. */
export function FirstRun() {
  const { t } = useLingui();
  const { me } = useHub();
  const tenant = me.tenant.name;
  return (
    <main className={styles.welcome} id="conversation" tabIndex={-1}>
      <div className={styles.page}>
        <h1 className={styles.pageTitle}>{t`Welcome to ${tenant}`}</h1>
        {me.role === 'admin' ? <Steps /> : <Others />}
      </div>
    </main>
  );
}
