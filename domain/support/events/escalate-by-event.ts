import type { Context } from '../../context.ts';
import { AppliedBefore } from '../escalations/by-event.ts';
import { raiseByEvent } from '../escalations/raise-by-hand.ts';
import { settleEscalation } from '../escalations/settle.ts';
import type { Outcome } from '../inbound/batch.ts';
import { eventKey } from '../messages/identity.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import { applyInOrder } from './apply-in-order.ts';
import type { TopicEvent } from './envelope.ts';
import type { EscalationEvent } from './escalation-rows.ts';
import type { EventEffect } from './once-by-event.ts';

const givenOf = ({ row, data }: TopicEvent): EscalationEvent => ({ type: row.type, data }) as EscalationEvent;

/** The escalation that an event concerns: an event that raises one gives it its own id. */
const escalationIdOf = (event: TopicEvent): string => {
  const given = givenOf(event);
  return given.type === 'escalation.raised' ? event.id : given.data.escalationId;
};

const carryOut = async (deps: TicketDeps, event: TopicEvent): Promise<EventEffect> => {
  const { tenantId, topic, id, correlationId, causation } = event;
  const context: Context = { tenantId, actor: { type: 'event', id }, correlationId, causationId: null, depth: 0 };
  const by = { identity: eventKey(tenantId, topic, id), causation };
  const given = givenOf(event);
  if (given.type === 'escalation.raised') return raiseByEvent(deps, context, { ...given.data, id }, by);
  const { escalationId } = given.data;
  const { text, by: who } = given.type === 'escalation.answered' ? given.data : {};
  const answered = who ? { name: who.name, email: who.email ?? null } : undefined;
  const state = given.type === 'escalation.answered' ? 'answered' : 'closed';
  await settleEscalation({ ...deps, mayTouch: () => true }, context, { ticketId: null, escalationId }, { state, text, by: answered }, by);
  return 'applied';
};

/** @throws Problem not_found for an escalation or ticket that does not exist (yet), unprocessable, conflict; TableUnavailable */
export const escalateByEvent = async (deps: TicketDeps, event: TopicEvent): Promise<EventEffect> => {
  try {
    return await carryOut(deps, event);
  } catch (error) {
    if (error instanceof AppliedBefore) return 'duplicate';
    throw error;
  }
};

/** The consumer's command; the events of one escalation in order. Never throws. */
export const applyEscalationEvents = (deps: TicketDeps, events: readonly TopicEvent[], tries: number): Promise<Outcome<EventEffect>[]> =>
  applyInOrder(events, { keyOf: (event) => `${event.tenantId} ${escalationIdOf(event)}`, apply: (event) => escalateByEvent(deps, event), tries });
