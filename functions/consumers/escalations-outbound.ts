import type { MSKEvent } from 'aws-lambda';
import { observed } from '../observed.ts';
import type { PartialBatch } from '../partial-batch.ts';
import { consumeTopic } from './consume-topic.ts';
import { escalationsTopic } from './escalations-topic.ts';
import { openConsumer } from './open-consumer.ts';
import type { TopicPosition } from './topic-records.ts';

const { logger, count, entry } = observed('escalations');
const { consumer, forBatch, tries } = openConsumer({ logger, count });

/** Topic `escalations_outbound`: other systems raise, answer and close escalations. */
export const handler = entry<MSKEvent, PartialBatch<TopicPosition>>().handler(consumeTopic(consumer, escalationsTopic(forBatch, tries)));
