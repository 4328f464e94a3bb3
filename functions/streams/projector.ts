import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { openQueues } from '#queues';
import { openSchedules } from '#scheduler';
import { openTable } from '#table';
import { numberSetting, setting } from '../../adapters/environment.ts';
import { isProjected, type ProjectorDeps, project } from '../../domain/projector/project.ts';
import { failureOf } from '../failure.ts';
import { observed } from '../observed.ts';
import { changesOf } from './stream-changes.ts';

const { logger, count, entry } = observed('projector');

const deps: ProjectorDeps = {
  table: openTable(),
  queues: openQueues(),
  schedules: openSchedules(),
  clock: Date.now,
  random: Math.random,
  sleep: async (ms) => {
    await sleep(ms);
  },
  counterShards: numberSetting('COUNTER_SHARDS', 1),
  outboundQueueUrl: setting('OUTBOUND_QUEUE_URL'),
  deliveryQueueUrl: setting('DELIVERY_QUEUE_URL'),
  bulkQueueUrl: setting('BULK_QUEUE_URL'),
  timerQueueUrl: setting('TIMER_QUEUE_URL'),
};

/** The table's stream: what each change means for queues, timers, the world outside and the agents who watch. A failure repeats the whole batch, which is safe. */
export const handler = entry<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(async ({ Records }) => {
  const changes = changesOf(Records, isProjected);
  if (changes.length === 0) return { batchItemFailures: [] };
  try {
    const done = await project(deps, changes);
    count('MessagesProjected', done.messages);
    logger.info('batch', { records: Records.length, changes: changes.length, ...done });
    return { batchItemFailures: [] };
  } catch (error) {
    logger.error('batch failed', { records: Records.length, failure: failureOf(error) });
    count('ProjectionRetries');
    return { batchItemFailures: [{ itemIdentifier: changes[0]?.sequence ?? '' }] };
  }
});
