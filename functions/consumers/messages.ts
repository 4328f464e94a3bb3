import type { MSKEvent } from 'aws-lambda';
import { numberSetting } from '../../adapters/environment.ts';
import { observed } from '../observed.ts';
import type { PartialBatch } from '../partial-batch.ts';
import { contentOf } from './claim-check.ts';
import { consumeTopic } from './consume-topic.ts';
import { messagesTopic } from './messages-topic.ts';
import { openConsumer } from './open-consumer.ts';
import type { TopicPosition } from './topic-records.ts';

const { logger, count, entry } = observed('messages');
const { consumer, objects, forBatch, tries } = openConsumer({ logger, count });
const limits = { width: numberSetting('TRANSACTION_WIDTH', 25), attempts: 12 };
const content = contentOf(objects);

/** Topic `messages`: what happened at a provider becomes entries of threads. */
export const handler = entry<MSKEvent, PartialBatch<TopicPosition>>().handler(
  consumeTopic(
    consumer,
    messagesTopic(() => ({ ...forBatch(), limits, content }), tries),
  ),
);
