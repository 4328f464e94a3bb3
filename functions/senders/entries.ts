import type { Logger } from '@aws-lambda-powertools/logger';
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { Queues } from '../../adapters/queues/queues.ts';
import { leastPause, pauseAfter } from '../../domain/outbound/patience.ts';
import { RetryLater } from '../../domain/outbound/retry-later.ts';
import { failureOf } from '../failure.ts';
import { partialBatch } from '../partial-batch.ts';

/** How to process the entries of a queue. */
export interface EntryProcessor {
  readonly queues: Queues;
  readonly queueUrl: string;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
  /** How long an entry is retried. */
  readonly repeatForMs: number;
  /** Processes one entry. @throws RetryLater; others: retry */
  run(record: SQSRecord): Promise<void>;
  /** Ends an entry that Parley's own errors have delayed beyond its time limit. */
  giveUp(record: SQSRecord): Promise<void>;
  /** One entry is to be retried. */
  retried(): void;
}

/** How often the queue has delivered an entry, including this time. */
export const receivesOf = ({ attributes }: SQSRecord): number => Number(attributes.ApproximateReceiveCount);
/** When it was queued, epoch ms. */
export const queuedAtOf = ({ attributes }: SQSRecord): number => Number(attributes.SentTimestamp);

/** Sends an entry to a dead-letter queue with its reason, in a form that can be replayed. @throws QueueUnavailable */
export const sendDeadLetter = (
  queues: Pick<Queues, 'send'>,
  deadLetterQueueUrl: string,
  { body, messageId, attributes }: SQSRecord,
  reason: string,
): Promise<void> => {
  const letter = JSON.stringify({ ...(JSON.parse(body) as object), reason });
  return queues.send(deadLetterQueueUrl, [{ body: letter, groupId: attributes.MessageGroupId ?? messageId, dedupeId: messageId }]);
};

/** Milliseconds until an entry is received again after this error, or null if it is done. @throws if it cannot be ended */
const settle = async (processor: EntryProcessor, record: SQSRecord, error: unknown): Promise<number | null> => {
  const line = { messageId: record.messageId, attempt: receivesOf(record), failure: failureOf(error) };
  // A receiver that asks for a retry is normal and is not logged as an error; an unexpected error is.
  if (error instanceof RetryLater) {
    processor.logger.warn('not sent', line);
    return error.afterMs;
  }
  processor.logger.error('not sent', line);
  if (Date.now() - queuedAtOf(record) < processor.repeatForMs) return pauseAfter(receivesOf(record), Math.random());
  await processor.giveUp(record);
  return null;
};

/** Milliseconds until the entry is received again, or null if it is done. Never throws. */
const processEntry = async (processor: EntryProcessor, record: SQSRecord): Promise<number | null> => {
  const receives = receivesOf(record);
  try {
    await processor.run(record);
    return null;
  } catch (error) {
    const pause = await settle(processor, record, error).catch((again: unknown) => {
      processor.logger.error('not given up', { messageId: record.messageId, failure: failureOf(again) });
      return pauseAfter(receives, Math.random());
    });
    if (pause === null) return null;
    processor.retried();
    return Math.max(pause, leastPause(receives));
  }
};

/** If that fails, the entries are received again after the queue's visibility timeout. */
const postpone = async ({ queues, queueUrl, logger }: EntryProcessor, held: readonly SQSRecord[], pauseMs: number): Promise<void> => {
  const receipts = held.map(({ receiptHandle }) => receiptHandle);
  await queues.postpone(queueUrl, receipts, pauseMs).catch((error: unknown) => logger.error('not postponed', { failure: failureOf(error) }));
};

/**
 * Processes entries of a FIFO queue: groups in parallel, each in order. An entry for a retry stays in the queue, hidden until its time. The entries
 * behind it in its group stay hidden too. The source delivers one entry at a time, so that no entry waits for another group. A larger batch would also be
 * processed group by group.
 */
export const processEntries = async (processor: EntryProcessor, records: readonly SQSRecord[]): Promise<SQSBatchResponse> => {
  const groups = Map.groupBy(records, (record) => record.attributes.MessageGroupId ?? record.messageId);
  const failed = await Promise.all(
    [...groups.values()].map(async (group) => {
      for (const [index, record] of group.entries()) {
        const pause = await processEntry(processor, record);
        if (pause === null) continue;
        const held = group.slice(index);
        await postpone(processor, held, pause);
        return held;
      }
      return [];
    }),
  );
  return partialBatch(failed.flat().map(({ messageId }) => messageId));
};
