import type { MSKEvent } from 'aws-lambda';
import { openQueues } from '#queues';
import { openTable } from '#table';
import { numberSetting, setting } from '../../adapters/environment.ts';
import type { RecordLetter } from '../../domain/dead-letters/dead-letter.ts';
import { sendLetters } from '../../domain/dead-letters/send-letters.ts';
import { failureKind, reasonOf } from '../../domain/edge-errors.ts';
import { applyWithRetries } from '../../domain/support/messages/inbound/apply-with-retries.ts';
import type { InboundDeps } from '../../domain/support/messages/inbound/batch.ts';
import { failureOf } from '../failure.ts';
import { laterObjects } from '../objects.ts';
import { observed } from '../observed.ts';
import { comeAgain, type PartialBatch } from '../partial-batch.ts';
import { ticketDeps } from '../ticket-deps.ts';
import { heavyLog } from '../too-heavy.ts';
import { contentOf } from './claim-check.ts';
import { readRecords, type TopicPlace } from './topic-records.ts';

const { logger, count, entry } = observed('messages');
const queues = openQueues();
const objects = laterObjects();
const letterDeps = { queues, objects, deadLetterQueueUrl: setting('DEAD_LETTER_QUEUE_URL') };

const heavy = heavyLog(logger);
const tickets = ticketDeps(openTable(), { bodies: objects, report: heavy.report });

const deps: InboundDeps = {
  ...tickets,
  limits: { width: numberSetting('TRANSACTION_WIDTH', 25), attempts: 12 },
  content: contentOf(objects),
};

/**
 * Topic `messages`: a batch in, the offsets to be tried again out (object form). What can never be applied goes to the dead
 * letter at once with its reason; the source retries the rest, each no more often than it is configured to.
 */
export const handler = entry<MSKEvent, PartialBatch<TopicPlace>>().handler(async (event) => {
  const { readable, unreadable } = readRecords(event.records);
  const received = await applyWithRetries(
    { ...deps, policies: tickets.policies.ofBatch() },
    readable.map(({ event: inbound }) => inbound),
  );
  const dead: { letter: RecordLetter; tenantId: string | null }[] = unreadable.map((letter) => ({ letter, tenantId: null }));
  const again: TopicPlace[] = [];
  const counts = { created: 0, amended: 0, duplicate: 0, ignored: 0 };
  received.forEach((outcome, place) => {
    const record = readable[place] as (typeof readable)[number];
    const { correlationId, tenantId, event: inbound } = record.event;
    if (outcome.ok) counts[outcome.effect !== 'applied' ? outcome.effect : inbound.verb === 'created' ? 'created' : 'amended'] += 1;
    else {
      const line = { correlation_id: correlationId, tenantId, failure: failureOf(outcome.error) };
      if (outcome.permanent) {
        // A defect of ours is told as one, although its event is not tried any more.
        if (failureKind(outcome.error) === 'unknown') logger.error('event given up', line);
        else logger.warn('event refused', line);
        dead.push({ letter: { ...record.letter, reason: reasonOf(outcome.error) }, tenantId });
      } else {
        if (outcome.behind === undefined) logger.error('event not applied', line);
        again.push(record.place);
      }
    }
  });
  // A record is settled only when its letter lies in the queue.
  const unsent = await sendLetters(letterDeps, dead);
  for (const { place, error } of unsent) {
    logger.error('dead letter not sent', { failure: failureOf(error) });
    const { partition, offset } = (dead[place] as (typeof dead)[number]).letter;
    again.push({ partition, offset });
  }
  count('MessagesAppended', counts.created);
  count('AmendmentsApplied', counts.amended);
  count('DoublesDropped', counts.duplicate);
  count('EventsIgnored', counts.ignored);
  count('DeadLetters', dead.length - unsent.length);
  count('ConditionsTooHeavy', heavy.flush());
  count('EventRetries', again.length);
  logger.info('batch', {
    records: received.length + unreadable.length,
    ...counts,
    deadLetters: dead.length - unsent.length,
    retries: again.length,
    // So that a message can be followed from its webhook by one search.
    correlation_ids: [...new Set(readable.map(({ event: { correlationId } }) => correlationId))],
  });
  return comeAgain(again);
});
