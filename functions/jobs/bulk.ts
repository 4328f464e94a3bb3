import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { openQueues } from '#queues';
import { numberSetting, setting } from '../../adapters/environment.ts';
import { openTable } from '../../adapters/table/dynamodb.ts';
import { ticketDeps } from '../ticket-deps.ts';
import { type BulkDeps, runBulkJob } from './bulk-jobs.ts';

const logger = new Logger({ serviceName: 'bulk' });
const tracer = new Tracer({ serviceName: 'bulk' });
const processor = new BatchProcessor(EventType.SQS);
const queues = openQueues();
const bulkQueueUrl = setting('BULK_QUEUE_URL');

const deps: BulkDeps = {
  tickets: ticketDeps(openTable()),
  search: async () => (await import('#search')).openSearch(),
  counterShards: numberSetting('COUNTER_SHARDS', 1),
  enqueue: (message) => queues.send(bulkQueueUrl, [message]),
};

const run = async (record: SQSRecord): Promise<void> => {
  try {
    logger.info('job', await runBulkJob(deps, record.body));
  } catch (error) {
    logger.error('job failed', { messageId: record.messageId, error: error as Error });
    throw error;
  }
};

/** The queue `bulk`: work over many tickets, in a lane of its own, so that live traffic never waits behind it. */
export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(captureLambdaHandler(tracer, { captureResponse: false }))
  .handler((event, context) => processPartialResponse(event, run, processor, { context, throwOnFullBatchFailure: false }));
