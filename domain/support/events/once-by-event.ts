import { causationKeyOf, readCausation } from '../../automation/causation.ts';
import { eventKey } from '../messages/identity.ts';
import { type Change, changeTicket } from '../tickets/change.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import type { TopicEvent } from './envelope.ts';

/** `applied` now · `duplicate` applied before · `refused`: rejected, which the ticket's log shows. */
export type EventEffect = 'applied' | 'duplicate' | 'refused';

class AppliedBefore extends Error {}

/**
 * Changes a ticket because of an event, once: the event's identity is written in the same transaction. If `act` returns a refusal, the ticket stays
 * unchanged, its log gets a line, and the event is done. Visibility is not checked: only admins may send events.
 * @throws Problem not_found, and what `act` throws; TableUnavailable
 */
export const onceByEvent = async (
  deps: TicketDeps,
  { topic, tenantId, id, data, correlationId, causation }: TopicEvent<{ readonly ticketId: string }>,
  act: (change: Change, depth: number) => Promise<'applied' | { readonly refused: string }>,
): Promise<EventEffect> => {
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
        async decide(change) {
          const { draft, ticketDraft, tenant, found } = change;
          if (found[0]) throw new AppliedBefore();
          draft.put({ ...identity, at: ticketDraft.now }, { absent: true });
          const depth = readCausation(causationKeyOf(tenant), tenantId, causation)?.depth ?? 0;
          ticketDraft.causedAt(depth);
          const effect = await act(change, depth);
          if (effect === 'applied') return effect;
          ticketDraft.refuse(effect.refused);
          return 'refused';
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
