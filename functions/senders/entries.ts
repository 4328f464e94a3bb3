import type { Logger } from '@aws-lambda-powertools/logger';
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { Queues } from '../../adapters/queues/queues.ts';
import { leastPause, pauseAfter } from '../../domain/outbound/patience.ts';
import { RetryLater } from '../../domain/outbound/retry-later.ts';
import { failureOf } from '../failure.ts';
import { partialBatch } from '../partial-batch.ts';

/** What a queue's entries ask for. */
export interface Work {
  readonly queues: Queues;
  readonly queueUrl: string;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
  /** How long an entry is repeated. */
  readonly repeatForMs: number;
  /** Carries one entry out. @throws RetryLater; others: to be retried */
  run(record: SQSRecord): Promise<void>;
  /** Ends an entry that errors of our own kept back for longer than its time. */
  giveUp(record: SQSRecord): Promise<void>;
  /** One entry is to be retried. */
  retried(): void;
}

/** How often the queue has delivered an entry, this time included. */
export const receivesOf = ({ attributes }: SQSRecord): number => Number(attributes.ApproximateReceiveCount);
/** When the queue got it, epoch ms. */
export const queuedAtOf = ({ attributes }: SQSRecord): number => Number(attributes.SentTimestamp);

/** Milliseconds until an entry comes again after this error, or null when it is done. @throws when it cannot be given up */
const settle = async (work: Work, record: SQSRecord, error: unknown): Promise<number | null> => {
  const line = { messageId: record.messageId, attempt: receivesOf(record), failure: failureOf(error) };
  // A receiver that says "later" is daily business; what nobody foresaw is not.
  if (error instanceof RetryLater) {
    work.logger.warn('not sent', line);
    return error.afterMs;
  }
  work.logger.error('not sent', line);
  if (Date.now() - queuedAtOf(record) < work.repeatForMs) return pauseAfter(receivesOf(record), Math.random());
  await work.giveUp(record);
  return null;
};

/** Milliseconds until the entry comes again, or null when it is done. Never throws. */
const workOff = async (work: Work, record: SQSRecord): Promise<number | null> => {
  const receives = receivesOf(record);
  try {
    await work.run(record);
    return null;
  } catch (error) {
    const pause = await settle(work, record, error).catch((again: unknown) => {
      work.logger.error('not given up', { messageId: record.messageId, failure: failureOf(again) });
      return pauseAfter(receives, Math.random());
    });
    if (pause === null) return null;
    work.retried();
    return Math.max(pause, leastPause(receives));
  }
};

/** Where that fails the entries come again after the queue's own time. */
const postpone = async ({ queues, queueUrl, logger }: Work, held: readonly SQSRecord[], pauseMs: number): Promise<void> => {
  const receipts = held.map(({ receiptHandle }) => receiptHandle);
  await queues.postpone(queueUrl, receipts, pauseMs).catch((error: unknown) => logger.error('not postponed', { failure: failureOf(error) }));
};

/**
 * Works off entries of a FIFO queue, groups in parallel and each in order. What must be tried again stays in the queue, hidden until its time; what is
 * behind it in its group waits with it, unseen. The source delivers one entry at a time, so that none waits for another group's; a wider batch would be
 * worked off group by group all the same.
 */
export const workOffEntries = async (work: Work, records: readonly SQSRecord[]): Promise<SQSBatchResponse> => {
  const groups = Map.groupBy(records, (record) => record.attributes.MessageGroupId ?? record.messageId);
  const failed = await Promise.all(
    [...groups.values()].map(async (group) => {
      for (const [place, record] of group.entries()) {
        const pause = await workOff(work, record);
        if (pause === null) continue;
        const held = group.slice(place);
        await postpone(work, held, pause);
        return held;
      }
      return [];
    }),
  );
  return partialBatch(failed.flat().map(({ messageId }) => messageId));
};
