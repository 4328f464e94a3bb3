import type { Logger } from '@aws-lambda-powertools/logger';
import type { MSKEvent } from 'aws-lambda';
import type { RecordLetter } from '../../domain/dead-letters/dead-letter.ts';
import { type LetterDeps, sendLetters } from '../../domain/dead-letters/send-letters.ts';
import { type LetterObjects, storeLetter } from '../../domain/dead-letters/stored-letters.ts';
import { failureKind, reasonOf } from '../../domain/edge-errors.ts';
import { InvalidEvent } from '../../domain/support/events/envelope.ts';
import type { Outcome } from '../../domain/support/inbound/batch.ts';
import type { Table } from '../../domain/table/port.ts';
import { failureOf } from '../failure.ts';
import { type PartialBatch, partialBatch } from '../partial-batch.ts';
import type { heavyLog } from '../too-heavy.ts';
import { readRecords, type TopicPosition, type TopicRecord } from './topic-records.ts';

/** Members that events of all topics have. */
export interface Named {
  readonly tenantId: string;
  readonly correlationId: string;
  /** The id of the event, for the tenant's list of dead letters. */
  readonly eventId: string | null;
}

/** What differs from topic to topic. */
export interface TopicProcessor<E extends Named> {
  readonly topic: string;
  /** @throws InvalidEvent for a record that is no event of this topic */
  read(record: TopicRecord): E;
  /** Never throws; the outcomes in the order of the events. */
  apply(events: readonly E[]): Promise<readonly Outcome[]>;
  /** The metric that counts an effect. */
  counted(effect: string, event: E): string;
}

export interface ConsumerDeps {
  readonly logger: Logger;
  count(name: string, value: number): void;
  readonly heavy: Pick<ReturnType<typeof heavyLog>, 'flush'>;
  readonly table: Table;
  readonly objects: LetterObjects;
  readonly queues: LetterDeps['queues'];
  readonly deadLetterQueueUrl: string;
  readonly clock: () => number;
}

interface DeadRecord extends Pick<TopicRecord, 'position' | 'at'> {
  readonly letter: RecordLetter;
  readonly tenantId: string | null;
  readonly eventId: string | null;
}

/**
 * Processes a batch of a topic and returns the offsets to retry (object form). An event that can never be applied goes to the dead-letter queue at once,
 * with its reason, and into its tenant's list of dead letters. The event source retries the others, up to its configured limit. A record with a dead
 * letter counts as done only when the dead letter is stored.
 */
export const consumeTopic = <E extends Named>(
  deps: ConsumerDeps,
  processor: TopicProcessor<E>,
): ((event: Pick<MSKEvent, 'records'>) => Promise<PartialBatch<TopicPosition>>) => {
  const { logger, count } = deps;
  return async ({ records }) => {
    const dead: DeadRecord[] = [];
    const readable: { readonly event: E; readonly record: TopicRecord }[] = [];
    for (const record of readRecords(records, deps.clock())) {
      try {
        readable.push({ event: processor.read(record), record });
      } catch (error) {
        const { tenantId, eventId } = error instanceof InvalidEvent ? error : { tenantId: null, eventId: null };
        dead.push({ ...record, letter: { ...record.letter, reason: `invalid event: ${(error as Error).message}` }, tenantId, eventId });
      }
    }
    const retries: TopicPosition[] = [];
    const counts = new Map<string, number>();
    const outcomes = await processor.apply(readable.map(({ event }) => event));
    outcomes.forEach((outcome, at) => {
      const { event, record } = readable[at] as (typeof readable)[number];
      const { tenantId, eventId, correlationId } = event;
      if (outcome.ok) {
        const name = processor.counted(outcome.effect, event);
        counts.set(name, (counts.get(name) ?? 0) + 1);
        return;
      }
      const line = { correlation_id: correlationId, tenantId, failure: failureOf(outcome.error) };
      if (outcome.permanent) {
        // A bug of ours is logged as an error, although its event is not retried.
        if (failureKind(outcome.error) === 'unknown') logger.error('event dead-lettered', line);
        else logger.warn('event refused', line);
        dead.push({ ...record, letter: { ...record.letter, reason: reasonOf(outcome.error) }, tenantId, eventId });
      } else {
        if (outcome.behind === undefined) logger.error('event not applied', line);
        retries.push(record.position);
      }
    });
    const unsaved = await storeDeadLetters(deps, processor.topic, dead);
    for (const { position, error } of unsaved) {
      logger.error('dead letter not sent', { failure: failureOf(error) });
      retries.push(position);
    }
    for (const [name, value] of counts) count(name, value);
    count('DeadLetters', dead.length - unsaved.length);
    count('ConditionsTooHeavy', deps.heavy.flush());
    count('EventRetries', retries.length);
    logger.info('batch', {
      records: outcomes.length + dead.length,
      ...Object.fromEntries(counts),
      deadLetters: dead.length - unsaved.length,
      retries: retries.length,
      // One search for the id finds everything about a message, from its webhook on.
      correlation_ids: [...new Set(readable.map(({ event: { correlationId } }) => correlationId))],
    });
    return partialBatch(retries);
  };
};

/** Stores dead letters for their tenants and for the operator. Returns those that were not stored: their records must be retried. */
const storeDeadLetters = async (
  deps: ConsumerDeps,
  topic: string,
  given: readonly DeadRecord[],
): Promise<{ readonly position: TopicPosition; readonly error: unknown }[]> => {
  const listed = await Promise.allSettled(
    given.map(async ({ tenantId, ...rest }) => (tenantId === null ? undefined : storeLetter(deps, { ...rest, tenantId, topic }))),
  );
  const ready = given.filter((_, at) => listed[at]?.status === 'fulfilled');
  const unlisted = given.flatMap(({ position }, at) => {
    const outcome = listed[at];
    return outcome?.status === 'rejected' ? [{ position, error: outcome.reason as unknown }] : [];
  });
  const unsent = await sendLetters(deps, ready);
  return [...unlisted, ...unsent.map(({ index, error }) => ({ position: (ready[index] as DeadRecord).position, error }))];
};
