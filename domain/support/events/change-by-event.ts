import { causationKeyOf, readCausation } from '../../automation/causation.ts';
import { Problem } from '../../errors.ts';
import { eventKey } from '../messages/identity.ts';
import { changeTicket } from '../tickets/change.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import type { TopicEvent } from './envelope.ts';
import type { TicketEventRow } from './ticket-rows.ts';

/** `applied` now · `duplicate` applied before · `refused` by the state machine, which the ticket's trail says. */
export type EventEffect = 'applied' | 'duplicate' | 'refused';

class AppliedBefore extends Error {}

/**
 * Changes a ticket as an event asks, once: the event's identity is written in the transaction of its effect. What the state machine forbids changes
 * nothing, leaves its line in the trail and is done. An event names its ticket, whoever may see it: who may send events is an admin.
 * @throws Problem not_found; unprocessable for owners and times that cannot be, and for what has no room; TableUnavailable
 */
export const changeByEvent = async (deps: TicketDeps, event: TopicEvent<{ readonly ticketId: string }>): Promise<EventEffect> => {
  const { topic, tenantId, id, data, correlationId, causation } = event;
  const { make } = event.row as TicketEventRow;
  const identity = eventKey(tenantId, topic, id);
  try {
    const { result } = await changeTicket<EventEffect>(
      deps,
      { tenantId, actor: { type: 'event', id }, correlationId, causationId: null, depth: 0 },
      data.ticketId,
      {
        audit: true,
        mayTouch: () => true,
        reads: [identity],
        async decide({ draft, ticketDraft, policy, ticket, moment, tenant, found: [before] }) {
          if (before) throw new AppliedBefore();
          draft.put({ ...identity, at: ticketDraft.now }, { absent: true });
          ticketDraft.causedAt(readCausation(causationKeyOf(tenant), tenantId, causation)?.depth ?? 0);
          try {
            ticketDraft.change(make(ticket, data, policy, moment));
          } catch (error) {
            if (!(error instanceof Problem) || error.code !== 'illegal_transition') throw error;
            ticketDraft.refuse(error.code);
            return 'refused';
          }
          if (ticket.status !== 'closed') await ticketDraft.automate('ticket.updated', null);
          return 'applied';
        },
        answer: () => ({ status: 200 }),
      },
    );
    return result;
  } catch (error) {
    if (error instanceof AppliedBefore) return 'duplicate';
    throw error;
  }
};
