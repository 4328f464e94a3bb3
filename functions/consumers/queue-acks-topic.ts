import { jsonOf, readEvent } from '../../domain/support/events/envelope.ts';
import { QUEUES_ROWS, QUEUES_TOPIC } from '../../domain/support/events/queue-rows.ts';
import { applyQueueEvents, type QueueEvent, type QueueEventDeps } from '../../domain/support/events/reevaluate-by-event.ts';
import type { Named, TopicProcessor } from './consume-topic.ts';

/** Applies records of the topic `queue_acks`. */
export const queueAcksTopic = (deps: QueueEventDeps, tries: number): TopicProcessor<QueueEvent & Named> => ({
  topic: QUEUES_TOPIC,
  read: (record) => {
    const event = readEvent(QUEUES_TOPIC, QUEUES_ROWS, jsonOf(record.value), record) as QueueEvent;
    return { ...event, eventId: event.id };
  },
  apply: (events) => applyQueueEvents(deps, events, tries),
  counted: (effect) => (effect === 'applied' ? 'EventsApplied' : 'DoublesDropped'),
});
