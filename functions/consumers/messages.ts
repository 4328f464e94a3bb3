import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { MSKEvent } from 'aws-lambda';
import { openObjects } from '#objects';
import { openQueues } from '#queues';
import { numberSetting, setting } from '../../adapters/environment.ts';
import { openTable } from '../../adapters/table/dynamodb.ts';
import { contentSchema } from '../../domain/messages/inbound-event.ts';
import { receiveBatch } from '../../domain/messages/receive.ts';
import type { ReceiveDeps } from '../../domain/messages/receiving.ts';
import { ticketDeps } from '../ticket-deps.ts';
import { type DeadLetter, readRecords, type TopicFailure } from './topic-records.ts';

const logger = new Logger({ serviceName: 'messages' });
const metrics = new Metrics({ namespace: 'Parley', serviceName: 'messages' });
const tracer = new Tracer({ serviceName: 'messages' });
const queues = openQueues();
const objects = openObjects();
const deadLetterQueueUrl = setting('DEAD_LETTER_QUEUE_URL');

const deps: ReceiveDeps = {
  ...ticketDeps(openTable()),
  limits: { width: numberSetting('TRANSACTION_WIDTH', 25), attempts: 12 },
  content: async (key) => {
    const object = await objects.get(key);
    return object && contentSchema.parse(JSON.parse(Buffer.from(object.body).toString('utf8')));
  },
};

/**
 * Topic `messages`: a batch in, the offsets to be tried again out (object form). What can never be applied goes to the dead
 * letter at once with its reason; the source retries the rest, each no more often than it is configured to.
 */
export const handler = middy<MSKEvent, { batchItemFailures: TopicFailure[] }>()
  .use(captureLambdaHandler(tracer, { captureResponse: false }))
  .handler(async (event) => {
    const { readable, unreadable } = readRecords(event.records);
    const received = await receiveBatch(
      deps,
      readable.map(({ event: inbound }) => inbound),
    );
    const deadLetters: DeadLetter[] = [...unreadable];
    const batchItemFailures: TopicFailure[] = [];
    const counts = { applied: 0, duplicate: 0, ignored: 0 };
    received.forEach((outcome, place) => {
      const record = readable[place] as (typeof readable)[number];
      if (outcome.ok) counts[outcome.effect] += 1;
      else {
        const reason = outcome.error instanceof Error ? `${outcome.error.name}: ${outcome.error.message}` : 'unknown';
        logger.warn('event not applied', { correlation_id: record.event.correlationId, tenantId: record.event.tenantId, permanent: outcome.permanent, reason });
        if (outcome.permanent) deadLetters.push({ ...record.letter, reason });
        else batchItemFailures.push({ itemIdentifier: record.place });
      }
    });
    if (deadLetters.length > 0) {
      await queues.send(
        deadLetterQueueUrl,
        deadLetters.map((letter) => ({ body: JSON.stringify(letter) })),
      );
      metrics.addMetric('DeadLetters', MetricUnit.Count, deadLetters.length);
      metrics.publishStoredMetrics();
    }
    logger.info('batch', { records: received.length + unreadable.length, ...counts, deadLetters: deadLetters.length, retries: batchItemFailures.length });
    return { batchItemFailures };
  });
