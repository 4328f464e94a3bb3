import type { Outcome } from '../inbound/batch.ts';
import { parseTicketId } from '../threads/keys.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import { applyInOrder } from './apply-in-order.ts';
import { changeByEvent, type EventEffect } from './change-by-event.ts';
import type { TopicEvent } from './envelope.ts';

type TicketEvent = TopicEvent<{ readonly ticketId: string }>;

/** The consumers' command for events that change tickets; the events of one thread in order. Never throws. */
export const applyTicketEvents = (deps: TicketDeps, events: readonly TicketEvent[], tries: number): Promise<Outcome<EventEffect>[]> =>
  applyInOrder(events, {
    keyOf: ({ tenantId, data: { ticketId } }) => `${tenantId} ${parseTicketId(ticketId)?.threadId ?? ticketId}`,
    apply: (event) => changeByEvent(deps, event),
    tries,
  });
