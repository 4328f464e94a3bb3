import type { MSKEvent } from 'aws-lambda';
import { numberSetting } from '../../adapters/environment.ts';
import { applyWithRetries } from '../../domain/support/inbound/apply-with-retries.ts';
import { MESSAGES_TOPIC } from '../../domain/support/inbound/topic.ts';
import { observed } from '../observed.ts';
import type { PartialBatch } from '../partial-batch.ts';
import { contentOf } from './claim-check.ts';
import { consumeTopic } from './consume-topic.ts';
import { type ReadInbound, readInbound } from './inbound-records.ts';
import { openConsumer } from './open-consumer.ts';
import type { TopicPlace } from './topic-records.ts';

const { logger, count, entry } = observed('messages');
const { consumer, objects, forBatch, tries } = openConsumer({ logger, count });
const limits = { width: numberSetting('TRANSACTION_WIDTH', 25), attempts: 12 };
const content = contentOf(objects);

const NAMES: Readonly<Record<string, string>> = { duplicate: 'DoublesDropped', ignored: 'EventsIgnored' };

const consume = consumeTopic<ReadInbound>(consumer, {
  topic: MESSAGES_TOPIC,
  read: readInbound,
  apply: (events) =>
    applyWithRetries(
      { ...forBatch(), limits, content },
      events.map(({ inbound }) => inbound),
      tries,
    ),
  counted: (effect, { inbound }) => NAMES[effect] ?? (inbound.event.verb === 'created' ? 'MessagesAppended' : 'AmendmentsApplied'),
});

/** Topic `messages`: what happened at a provider becomes entries of threads. */
export const handler = entry<MSKEvent, PartialBatch<TopicPlace>>().handler(consume);
