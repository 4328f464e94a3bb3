import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { openObjects } from '#objects';
import { openQueues } from '#queues';
import { openTable } from '#table';
import { numberSetting, setting } from '../../adapters/environment.ts';
import { sendLetters } from '../../domain/dead-letters/send-letters.ts';
import { failureOf } from '../failure.ts';
import { observed } from '../observed.ts';
import { ticketDeps } from '../ticket-deps.ts';
import { type BulkDeps, runBulkJob } from './bulk-jobs.ts';

const { logger, count, entry } = observed('bulk');
const processor = new BatchProcessor(EventType.SQS);
const queues = openQueues();
const objects = openObjects();
const bulkQueueUrl = setting('BULK_QUEUE_URL');
const deadLetterQueueUrl = setting('DEAD_LETTER_QUEUE_URL');

const deps: BulkDeps = {
  tickets: ticketDeps(openTable(), { bodies: objects, report: (heavy) => logger.warn('too heavy to evaluate, counted as no match', { ...heavy }) }),
  search: async () => (await import('#search')).openSearch(),
  counterShards: numberSetting('COUNTER_SHARDS', 1),
  objects,
  enqueue: (message) => queues.send(bulkQueueUrl, [message]),
  async giveUp(letters) {
    const [unsent] = await sendLetters({ queues, deadLetterQueueUrl }, letters);
    if (unsent) throw unsent.error;
    logger.error('given up', { letters: letters.length });
  },
};

const run = async (record: SQSRecord): Promise<void> => {
  try {
    logger.info('job', { correlation_id: record.messageId, ...(await runBulkJob(deps, record.body)) });
    count('BulkStretches');
  } catch (error) {
    logger.error('job failed', { correlation_id: record.messageId, failure: failureOf(error) });
    count('BulkFailures');
    throw error;
  }
};

/** The queue `bulk`: work over many tickets, in a lane of its own, so that live traffic never waits behind it. */
export const handler = entry<SQSEvent, SQSBatchResponse>().handler((event, context) =>
  processPartialResponse(event, run, processor, { context, throwOnFullBatchFailure: false }),
);
