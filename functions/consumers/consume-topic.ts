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
import { comeAgain, type PartialBatch } from '../partial-batch.ts';
import type { heavyLog } from '../too-heavy.ts';
import { readRecords, type TopicPlace, type TopicRecord } from './topic-records.ts';

/** What every event says of itself, whatever its topic. */
export interface Named {
  readonly tenantId: string;
  readonly correlationId: string;
  /** Its id, as its tenant's list of dead letters names it. */
  readonly eventId: string | null;
}

/** What differs from topic to topic. */
export interface TopicWork<E extends Named> {
  readonly topic: string;
  /** @throws InvalidEvent for a record that is no event of this topic */
  read(record: TopicRecord): E;
  /** Never throws; the outcomes in the order of the events. */
  apply(events: readonly E[]): Promise<readonly Outcome[]>;
  /** What the metrics call an effect. */
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

interface Given extends Pick<TopicRecord, 'place' | 'at'> {
  readonly letter: RecordLetter;
  readonly tenantId: string | null;
  readonly eventId: string | null;
}

/**
 * A topic's batch in, the offsets to be tried again out (object form). What can never be applied goes to the dead letters at once with its reason, and
 * is listed to its tenant; the source retries the rest, each no more often than it is configured to. A record is settled only when its letter is kept.
 */
export const consumeTopic = <E extends Named>(
  deps: ConsumerDeps,
  work: TopicWork<E>,
): ((event: Pick<MSKEvent, 'records'>) => Promise<PartialBatch<TopicPlace>>) => {
  const { logger, count } = deps;
  return async ({ records }) => {
    const dead: Given[] = [];
    const readable: { readonly event: E; readonly record: TopicRecord }[] = [];
    for (const record of readRecords(records, deps.clock())) {
      try {
        readable.push({ event: work.read(record), record });
      } catch (error) {
        const { tenantId, eventId } = error instanceof InvalidEvent ? error : { tenantId: null, eventId: null };
        dead.push({ ...record, letter: { ...record.letter, reason: `invalid event: ${(error as Error).message}` }, tenantId, eventId });
      }
    }
    const again: TopicPlace[] = [];
    const counts = new Map<string, number>();
    const outcomes = await work.apply(readable.map(({ event }) => event));
    outcomes.forEach((outcome, at) => {
      const { event, record } = readable[at] as (typeof readable)[number];
      const { tenantId, eventId, correlationId } = event;
      if (outcome.ok) {
        const name = work.counted(outcome.effect, event);
        counts.set(name, (counts.get(name) ?? 0) + 1);
        return;
      }
      const line = { correlation_id: correlationId, tenantId, failure: failureOf(outcome.error) };
      if (outcome.permanent) {
        // A defect of ours is told as one, although its event is not tried any more.
        if (failureKind(outcome.error) === 'unknown') logger.error('event given up', line);
        else logger.warn('event refused', line);
        dead.push({ ...record, letter: { ...record.letter, reason: reasonOf(outcome.error) }, tenantId, eventId });
      } else {
        if (outcome.behind === undefined) logger.error('event not applied', line);
        again.push(record.place);
      }
    });
    const unkept = await keep(deps, work.topic, dead);
    for (const { place, error } of unkept) {
      logger.error('dead letter not sent', { failure: failureOf(error) });
      again.push(place);
    }
    for (const [name, value] of counts) count(name, value);
    count('DeadLetters', dead.length - unkept.length);
    count('ConditionsTooHeavy', deps.heavy.flush());
    count('EventRetries', again.length);
    logger.info('batch', {
      records: outcomes.length + dead.length,
      ...Object.fromEntries(counts),
      deadLetters: dead.length - unkept.length,
      retries: again.length,
      // So that a message can be followed from its webhook by one search.
      correlation_ids: [...new Set(readable.map(({ event: { correlationId } }) => correlationId))],
    });
    return comeAgain(again);
  };
};

/** Keeps letters for their tenants and for the operator. Answers those that were not kept: their records must be tried again. */
const keep = async (deps: ConsumerDeps, topic: string, given: readonly Given[]): Promise<{ readonly place: TopicPlace; readonly error: unknown }[]> => {
  const listed = await Promise.allSettled(
    given.map(async ({ tenantId, ...rest }) => (tenantId === null ? undefined : storeLetter(deps, { ...rest, tenantId, topic }))),
  );
  const ready = given.filter((_, at) => listed[at]?.status === 'fulfilled');
  const unlisted = given.flatMap(({ place }, at) => {
    const outcome = listed[at];
    return outcome?.status === 'rejected' ? [{ place, error: outcome.reason as unknown }] : [];
  });
  const unsent = await sendLetters(deps, ready);
  return [...unlisted, ...unsent.map(({ place, error }) => ({ place: (ready[place] as Given).place, error }))];
};
