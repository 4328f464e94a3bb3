import { jsonOf, readEvent, type TopicEvent } from '../../domain/support/events/envelope.ts';
import { applyEscalationEvents } from '../../domain/support/events/escalate-by-event.ts';
import { ESCALATIONS_ROWS, ESCALATIONS_TOPIC } from '../../domain/support/events/escalation-rows.ts';
import type { TicketDeps } from '../../domain/support/tickets/deps.ts';
import type { Named, TopicProcessor } from './consume-topic.ts';

const NAMES: Readonly<Record<string, string>> = { applied: 'EventsApplied', duplicate: 'DoublesDropped', refused: 'EventsRefused' };

/** Applies records of the topic `escalations_outbound`. */
export const escalationsTopic = (deps: () => TicketDeps, tries: number): TopicProcessor<TopicEvent & Named> => ({
  topic: ESCALATIONS_TOPIC,
  read: (record) => {
    const event = readEvent(ESCALATIONS_TOPIC, ESCALATIONS_ROWS, jsonOf(record.value), record);
    return { ...event, eventId: event.id };
  },
  apply: (events) => applyEscalationEvents(deps(), events, tries),
  counted: (effect) => NAMES[effect] ?? '',
});
