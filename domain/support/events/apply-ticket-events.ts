import type { AiDeps } from '../ai/append-ai-entry.ts';
import type { Outcome } from '../inbound/batch.ts';
import { parseTicketId } from '../threads/keys.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import type { AiSaid } from './ai-rows.ts';
import { applyInOrder } from './apply-in-order.ts';
import { changeByEvent } from './change-by-event.ts';
import type { TopicEvent } from './envelope.ts';
import type { EventEffect } from './once-by-event.ts';
import { writeByEvent } from './write-by-event.ts';

type TicketEvent = TopicEvent<{ readonly ticketId: string }>;

/** Applies events of tickets, those of one thread in order. Never throws. */
const applyEvents = (events: readonly TicketEvent[], apply: (event: TicketEvent) => Promise<EventEffect>, tries: number): Promise<Outcome<EventEffect>[]> =>
  applyInOrder(events, {
    keyOf: ({ tenantId, data: { ticketId } }) => `${tenantId} ${parseTicketId(ticketId)?.threadId ?? ticketId}`,
    apply,
    tries,
  });

/** The consumers' command for events that change tickets. */
export const applyTicketEvents = (deps: TicketDeps, events: readonly TicketEvent[], tries: number): Promise<Outcome<EventEffect>[]> =>
  applyEvents(events, (event) => changeByEvent(deps, event), tries);

/** The same for entries of AI helpers. */
export const applyAiEvents = (deps: AiDeps, events: readonly TicketEvent[], tries: number): Promise<Outcome<EventEffect>[]> =>
  applyEvents(events, (event) => writeByEvent(deps, event as TopicEvent<AiSaid>), tries);
