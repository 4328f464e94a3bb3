import type { MSKEvent } from 'aws-lambda';
import { openObjects } from '#objects';
import { openQueues } from '#queues';
import { numberSetting, setting } from '../../adapters/environment.ts';
import { openTable } from '../../adapters/table/dynamodb.ts';
import { contentSchema } from '../../domain/messages/inbound-event.ts';
import { receiveBatch } from '../../domain/messages/receive.ts';
import type { ReceiveDeps } from '../../domain/messages/receiving.ts';
import { failureOf } from '../failure.ts';
import { observed } from '../observed.ts';
import { ticketDeps } from '../ticket-deps.ts';
import { heavyLog } from '../too-heavy.ts';
import { type DeadLetter, readRecords, type TopicFailure } from './topic-records.ts';

const { logger, count, entry } = observed('messages');
const queues = openQueues();
const objects = openObjects();
const deadLetterQueueUrl = setting('DEAD_LETTER_QUEUE_URL');

const heavy = heavyLog(logger);
const tickets = ticketDeps(openTable(), undefined, heavy.report);

const deps: ReceiveDeps = {
  ...tickets,
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
export const handler = entry<MSKEvent, { batchItemFailures: TopicFailure[] }>().handler(async (event) => {
  const { readable, unreadable } = readRecords(event.records);
  const received = await receiveBatch(
    { ...deps, judges: tickets.judges.ofBatch() },
    readable.map(({ event: inbound }) => inbound),
  );
  const deadLetters: DeadLetter[] = [...unreadable];
  const batchItemFailures: TopicFailure[] = [];
  const counts = { created: 0, amended: 0, duplicate: 0, ignored: 0 };
  received.forEach((outcome, place) => {
    const record = readable[place] as (typeof readable)[number];
    const { correlationId, tenantId, event: inbound } = record.event;
    if (outcome.ok) counts[outcome.effect !== 'applied' ? outcome.effect : inbound.verb === 'created' ? 'created' : 'amended'] += 1;
    else {
      const line = { correlation_id: correlationId, tenantId, failure: failureOf(outcome.error) };
      if (outcome.permanent) {
        logger.warn('event refused', line);
        const reason = outcome.error instanceof Error ? `${outcome.error.name}: ${outcome.error.message}` : 'unknown';
        deadLetters.push({ ...record.letter, reason });
      } else {
        logger.error('event not applied', line);
        batchItemFailures.push({ itemIdentifier: record.place });
      }
    }
  });
  if (deadLetters.length > 0) {
    await queues.send(
      deadLetterQueueUrl,
      deadLetters.map((letter) => ({ body: JSON.stringify(letter) })),
    );
  }
  count('MessagesAppended', counts.created);
  count('AmendmentsApplied', counts.amended);
  count('DoublesDropped', counts.duplicate);
  count('EventsIgnored', counts.ignored);
  count('DeadLetters', deadLetters.length);
  count('ConditionsTooHeavy', heavy.flush());
  count('EventRetries', batchItemFailures.length);
  logger.info('batch', {
    records: received.length + unreadable.length,
    ...counts,
    deadLetters: deadLetters.length,
    retries: batchItemFailures.length,
    // So that a message can be followed from its webhook by one search.
    correlation_ids: [...new Set(readable.map(({ event: { correlationId } }) => correlationId))],
  });
  return { batchItemFailures };
});
