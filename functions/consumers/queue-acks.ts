import type { MSKEvent } from 'aws-lambda';
import { observed } from '../observed.ts';
import type { PartialBatch } from '../partial-batch.ts';
import { consumeTopic } from './consume-topic.ts';
import { openConsumer } from './open-consumer.ts';
import { queueAcksTopic } from './queue-acks-topic.ts';
import type { TopicPosition } from './topic-records.ts';

const { logger, count, entry } = observed('queues');
const { consumer, tries } = openConsumer({ logger, count });

/** Topic `queue_acks`: a queue changed, and its tickets are evaluated again in the bulk lane. */
export const handler = entry<MSKEvent, PartialBatch<TopicPosition>>().handler(consumeTopic(consumer, queueAcksTopic(consumer, tries)));
