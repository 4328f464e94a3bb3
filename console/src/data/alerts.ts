import type { Ticket } from '../../../client/api.ts';
import type { Notifier } from './notifier.ts';
import type { Tickets } from './tickets.ts';

/** Something that wants the agent: a new ticket that nobody owns, a message on a ticket of theirs, a note that names them. */
export interface Alert {
  readonly id: string;
  readonly kind: 'new' | 'message' | 'mention';
  readonly ticketId: string;
  readonly number: number;
  readonly text: string;
  /** In ms. */
  readonly at: number;
  readonly isRead: boolean;
}

export interface Alerts {
  /** Newest first; the same list until it changes. */
  list(): readonly Alert[];
  unread(): number;
  /** These tickets have changed. */
  changed(ticketIds: readonly string[]): void;
  mentioned(mention: { readonly ticketId: string; readonly number: number; readonly body: string | null }): void;
  /** Somebody looks at the ticket, or at the list. */
  read(ticketId?: string): void;
  subscribe(listener: () => void): () => void;
}

export interface AlertOptions {
  readonly me: string;
  readonly notifier: Notifier;
  readonly tickets: Pick<Tickets, 'get'>;
  readonly now: () => number;
  /** Whether this ticket is on the screen of somebody who is there. */
  readonly isWatched: (ticketId: string) => boolean;
  /** Tells it beside the page: by the browser, by a sound. */
  readonly tell: (alert: Alert) => void;
}

const KEY = 'alerts';
const KEPT = 50;
/** What is older has waited anyway: it came by a replay, not now. */
const FRESH_MS = 120_000;

export function createAlerts({ me, notifier, tickets, now, isWatched, tell }: AlertOptions): Alerts {
  let alerts: readonly Alert[] = [];
  const known = new Set<string>();

  const add = (alert: Omit<Alert, 'id' | 'at' | 'isRead'>): void => {
    const id = `${alert.ticketId} ${alert.number}`;
    if (known.has(id)) return;
    known.add(id);
    const added = { ...alert, id, at: now(), isRead: isWatched(alert.ticketId) };
    alerts = [added, ...alerts].slice(0, KEPT);
    notifier.changed(KEY);
    if (!added.isRead) tell(added);
  };
  const heard = (ticket: Ticket | undefined): void => {
    const message = ticket?.lastMessage;
    if (ticket === undefined || message?.kind !== 'customer' || now() - Date.parse(message.createdAt) > FRESH_MS) return;
    const { agentId } = ticket.owner;
    const kind = agentId === me ? 'message' : agentId === null && ticket.status === 'created' ? 'new' : undefined;
    if (kind !== undefined) add({ kind, ticketId: ticket.id, number: message.number, text: message.text });
  };
  return {
    list: () => alerts,
    unread: () => alerts.filter(({ isRead }) => !isRead).length,
    changed(ids) {
      for (const id of ids) heard(tickets.get(id));
    },
    mentioned: ({ ticketId, number, body }) => add({ kind: 'mention', ticketId, number, text: body ?? '' }),
    read(ticketId) {
      if (!alerts.some((alert) => !alert.isRead && (ticketId === undefined || alert.ticketId === ticketId))) return;
      alerts = alerts.map((alert) => (ticketId === undefined || alert.ticketId === ticketId ? { ...alert, isRead: true } : alert));
      notifier.changed(KEY);
    },
    subscribe: (listener) => notifier.subscribe(KEY, listener),
  };
}
