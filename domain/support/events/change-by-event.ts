import { Problem } from '../../errors.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import type { TopicEvent } from './envelope.ts';
import { type EventEffect, onceByEvent } from './once-by-event.ts';
import type { TicketEventRow } from './ticket-rows.ts';

/**
 * Changes a ticket according to an event, once. A transition that the state machine forbids is rejected.
 * @throws Problem not_found; unprocessable for invalid owners and times, and if the ticket has no room; TableUnavailable
 */
export const changeByEvent = (deps: TicketDeps, event: TopicEvent<{ readonly ticketId: string }>): Promise<EventEffect> =>
  onceByEvent(deps, event, async ({ ticketDraft, policy, ticket, moment }) => {
    try {
      ticketDraft.change((event.row as TicketEventRow).make(ticket, event.data, policy, moment));
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'illegal_transition') throw error;
      return { refused: error.code };
    }
    if (ticket.status !== 'closed') await ticketDraft.automate('ticket.updated', null);
    return 'applied';
  });
