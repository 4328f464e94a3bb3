import { applyTicketEvents } from '../../domain/support/events/apply-ticket-events.ts';
import { jsonOf, readEvent, type TopicEvent } from '../../domain/support/events/envelope.ts';
import type { EventRow } from '../../domain/support/events/event-row.ts';
import type { TicketDeps } from '../../domain/support/tickets/deps.ts';
import type { Observed } from '../observed.ts';
import { consumeTopic, type Named, type TopicProcessor } from './consume-topic.ts';
import { openConsumer, type TopicService } from './open-consumer.ts';
import type { TopicRecord } from './topic-records.ts';

type TicketEvent = TopicEvent<{ readonly ticketId: string }> & Named;

const NAMES: Readonly<Record<string, string>> = { applied: 'EventsApplied', duplicate: 'DoublesDropped', refused: 'EventsRefused' };
/** The metric that counts an effect on a ticket. */
export const countedEffect = (effect: string): string => NAMES[effect] ?? '';

/** Reads records of a topic whose events each refer to a ticket. */
export const readTicketEvent =
  (topic: string, rows: readonly EventRow[]) =>
  (record: TopicRecord): TicketEvent => {
    const event = readEvent(topic, rows, jsonOf(record.value), record) as TopicEvent<{ readonly ticketId: string }>;
    return { ...event, eventId: event.id };
  };

/** Applies records of a topic whose events change tickets. */
export const ticketTopic = (topic: string, rows: readonly EventRow[], deps: () => TicketDeps, tries: number): TopicProcessor<TicketEvent> => ({
  topic,
  read: readTicketEvent(topic, rows),
  apply: (events) => applyTicketEvents(deps(), events, tries),
  counted: countedEffect,
});

/** The handler of such a topic. */
export const consumeTicketTopic = <S extends TopicService>(watched: Pick<Observed<S>, 'logger' | 'count'>, topic: string, rows: readonly EventRow[]) => {
  const { consumer, forBatch, tries } = openConsumer(watched);
  return consumeTopic(consumer, ticketTopic(topic, rows, forBatch, tries));
};
