import type { Ticket, TicketChange } from '../../../client/api.ts';
import { isNewer } from './newer.ts';
import type { Notifier } from './notifier.ts';

/** Changes that the agent made here and the hub has not answered yet. */
interface Overlay {
  readonly id: string;
  readonly change: TicketChange;
}

export interface Tickets {
  /** The ticket as the agent should see it: the hub's newest state with what they changed meanwhile. The same object until something changes. */
  get(id: string): Ticket | undefined;
  /** The hub's own newest state: its version is what a change is based on. */
  confirmed(id: string): Ticket | undefined;
  /** Takes states from pages, answers and frames, in any order. */
  put(tickets: readonly Ticket[]): void;
  /** Shows a change before the hub has answered. */
  overlay(id: string, overlayId: string, change: TicketChange): void;
  /** The hub has answered, either way: from now on only its own state counts. */
  settle(id: string, overlayId: string): void;
  /** Forgets tickets that nothing shows and nobody is changing. */
  drop(ids: readonly string[]): void;
  subscribe(id: string, listener: () => void): () => void;
}

const keyOf = (id: string): string => `ticket:${id}`;

/** Every ticket that was seen, once. Lists hold ids only. */
export function createTickets(notifier: Notifier): Tickets {
  const known = new Map<string, Ticket>();
  const overlays = new Map<string, readonly Overlay[]>();
  const shown = new Map<string, Ticket>();

  const refresh = (id: string): void => {
    const ticket = known.get(id);
    if (ticket === undefined) return;
    shown.set(id, (overlays.get(id) ?? []).reduce(withChange, ticket));
    notifier.changed(keyOf(id));
  };
  return {
    get: (id) => shown.get(id),
    confirmed: (id) => known.get(id),
    put(tickets) {
      notifier.batch(() => {
        for (const ticket of tickets) {
          const before = known.get(ticket.id);
          if (before !== undefined && !isNewer(ticket, before)) continue;
          known.set(ticket.id, ticket);
          refresh(ticket.id);
        }
      });
    },
    overlay(id, overlayId, change) {
      overlays.set(id, [...(overlays.get(id) ?? []).filter((one) => one.id !== overlayId), { id: overlayId, change }]);
      refresh(id);
    },
    settle(id, overlayId) {
      const left = (overlays.get(id) ?? []).filter((one) => one.id !== overlayId);
      if (left.length > 0) overlays.set(id, left);
      else overlays.delete(id);
      refresh(id);
    },
    drop(ids) {
      for (const id of ids) {
        if (overlays.has(id) || notifier.isHeard(keyOf(id))) continue;
        known.delete(id);
        shown.delete(id);
      }
    },
    subscribe: (id, listener) => notifier.subscribe(keyOf(id), listener),
  };
}

function withChange(ticket: Ticket, { change }: Overlay): Ticket {
  const { owner, ...rest } = change;
  const changed = { ...ticket, ...rest } as Ticket;
  return owner === undefined ? changed : { ...changed, owner: { ...ticket.owner, ...owner } };
}
