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
  /** The customer's name, as far as it was known. */
  readonly name: string;
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
  /** Takes those of an earlier page, in any order: nobody is told again, and what was read stays so. */
  restore(kept: readonly Alert[]): void;
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
  readonly store?: Pick<AlertStore, 'set' | 'delete'>;
}

/** Where alerts survive a reload. One entry for each, so that two tabs do not undo each other's. */
export interface AlertStore {
  entries(): Promise<readonly Alert[]>;
  set(alert: Alert): Promise<void>;
  delete(ids: readonly string[]): Promise<void>;
}

const KEY = 'alerts';
const KEPT = 50;
/** What is older has waited anyway: it came by a replay, not now. */
const FRESH_MS = 120_000;

export function createAlerts({ me, notifier, tickets, now, isWatched, tell, store }: AlertOptions): Alerts {
  let alerts: readonly Alert[] = [];
  const known = new Set<string>();
  // What cannot be stored stays in memory.
  const quietly = (work: Promise<void> | undefined): void => void work?.catch(() => undefined);

  /** Keeps the newest, newest first. The store has no more. */
  const keep = (all: readonly Alert[]): void => {
    alerts = all.slice(0, KEPT);
    if (all.length > KEPT) quietly(store?.delete(all.slice(KEPT).map(({ id }) => id)));
    notifier.changed(KEY);
  };
  const add = (alert: Omit<Alert, 'id' | 'at' | 'isRead' | 'name'>): void => {
    const id = `${alert.ticketId} ${alert.number}`;
    if (known.has(id)) return;
    known.add(id);
    const { name, handle } = tickets.get(alert.ticketId)?.author ?? {};
    const added = { ...alert, id, name: name || handle || '', at: now(), isRead: isWatched(alert.ticketId) };
    quietly(store?.set(added));
    keep([added, ...alerts]);
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
    restore(kept) {
      if (kept.length === 0) return;
      const byId = new Map([...alerts, ...kept].map((alert) => [alert.id, alert]));
      for (const id of byId.keys()) known.add(id);
      keep([...byId.values()].toSorted((a, b) => b.at - a.at));
    },
    read(ticketId) {
      const isMeant = (alert: Alert): boolean => !alert.isRead && (ticketId === undefined || alert.ticketId === ticketId);
      if (!alerts.some(isMeant)) return;
      alerts = alerts.map((alert) => {
        if (!isMeant(alert)) return alert;
        const read = { ...alert, isRead: true };
        quietly(store?.set(read));
        return read;
      });
      notifier.changed(KEY);
    },
    subscribe: (listener) => notifier.subscribe(KEY, listener),
  };
}
