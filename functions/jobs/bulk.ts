import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { openQueues } from '#queues';
import { openTable } from '#table';
import { numberSetting, setting } from '../../adapters/environment.ts';
import { sendLetters } from '../../domain/dead-letters/send-letters.ts';
import { configurationCache } from '../../domain/policy/cache.ts';
import { failureOf } from '../failure.ts';
import { lazily } from '../lazily.ts';
import { laterObjects } from '../objects.ts';
import { observed } from '../observed.ts';
import { failuresOf, partialBatch } from '../partial-batch.ts';
import { ticketDeps } from '../ticket-deps.ts';
import { openAsker } from './asker.ts';
import { type BulkDeps, runBulkJob } from './bulk-jobs.ts';

const { logger, count, entry } = observed('bulk');
const table = openTable();
const queues = openQueues();
const objects = laterObjects();
const bulkQueueUrl = setting('BULK_QUEUE_URL');
const deadLetterQueueUrl = setting('DEAD_LETTER_QUEUE_URL');

const configurations = configurationCache({ table });

/** Loads all projections, which only a rebuild needs. */
const rebuilds = lazily(async () => ({ of: (await import('./rebuilds.ts')).openRebuilds({ table, queues, bodies: objects }) }));

const deps: BulkDeps = {
  asker: openAsker({ table, configurations }),
  tickets: ticketDeps(table, { configurations, bodies: objects, report: (heavy) => logger.warn('too heavy to evaluate, counted as no match', { ...heavy }) }),
  rebuilds: (projection) => rebuilds.of(projection),
  counterShards: numberSetting('COUNTER_SHARDS', 1),
  objects,
  enqueue: (message) => queues.send(bulkQueueUrl, [message]),
  async giveUp(letters) {
    const [unsent] = await sendLetters({ queues, deadLetterQueueUrl }, letters);
    if (unsent) throw unsent.error;
    logger.error('dead-lettered', { letters: letters.length });
  },
};

const run = async ({ messageId, body }: SQSRecord): Promise<void> => {
  const done = await runBulkJob(deps, body);
  if (done['trouble'] === undefined) logger.info('job', { correlation_id: messageId, ...done });
  else {
    logger.error('job waits', { correlation_id: messageId, ...done });
    count('BulkFailures');
  }
  count('BulkStretches');
};

const failed = (error: unknown, { messageId }: SQSRecord): void => {
  logger.error('job failed', { correlation_id: messageId, failure: failureOf(error) });
  count('BulkFailures');
};

/** The queue `bulk`: work on many tickets. It has its own queue, so that live traffic never waits for it. */
export const handler = entry<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => partialBatch(await failuresOf(Records, run, failed)));
