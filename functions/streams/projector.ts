import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { openQueues } from '#queues';
import { openSchedules } from '#scheduler';
import { openTable } from '#table';
import { numberSetting, setting } from '../../adapters/environment.ts';
import { projectionsOf } from '../../domain/projections/projections.ts';
import { isProjected, type ProjectorDeps, project } from '../../domain/projections/relay/project.ts';
import { retryItems, retryProjections } from '../../domain/projections/relay/retry.ts';
import { failureOf } from '../failure.ts';
import { observed } from '../observed.ts';
import { comeAgain } from '../partial-batch.ts';
import type { RetryEvent } from './retry-event.ts';
import { changesOf } from './stream-changes.ts';
import { within } from './within.ts';

const { logger, count, entry } = observed('projector');

/** An edge that takes longer is away; the function itself may take a minute. */
const PATIENCE_MS = 10_000;
const BLINK_MS = 500;
const RETRY_BUDGET_MS = 40_000;

const deps: ProjectorDeps = {
  table: openTable(),
  queues: openQueues(),
  schedules: openSchedules(),
  clock: Date.now,
  random: Math.random,
  sleep: async (ms) => {
    await sleep(ms);
  },
  within: within(PATIENCE_MS),
  pause: () => sleep(BLINK_MS),
  answering: new Map(),
  counterShards: numberSetting('COUNTER_SHARDS', 1),
  outboundQueueUrl: setting('OUTBOUND_QUEUE_URL'),
  actionsQueueUrl: setting('ACTIONS_QUEUE_URL'),
  deliveryQueueUrl: setting('DELIVERY_QUEUE_URL'),
  bulkQueueUrl: setting('BULK_QUEUE_URL'),
  timerQueueUrl: setting('TIMER_QUEUE_URL'),
  deadLetterQueueUrl: setting('DEAD_LETTER_QUEUE_URL'),
};

const projections = projectionsOf(deps);

/** The table's stream: what each change means for queues, timers, the world outside and the agents who watch. */
const onStream = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const changes = changesOf(Records, isProjected);
  if (changes.length === 0) return comeAgain([]);
  const { lanes, messages, failed } = await project(deps, changes);
  for (const { projection, delayed, dead, error } of lanes) {
    if (error !== undefined) logger.error('changes not carried on', { projection, delayed, dead, failure: failureOf(error) });
    count('ChangesDelayed', delayed);
    count('DeadLetters', dead);
  }
  count('MessagesProjected', messages);
  if (failed.length > 0) count('ProjectionRetries');
  const counts = Object.fromEntries(lanes.map(({ projection, count: carried }) => [projection, carried]));
  logger.info('batch', { records: Records.length, changes: changes.length, ...counts, messages, retries: failed.length });
  return comeAgain(failed.map((place) => changes[place]?.sequence ?? ''));
};

const onRetry = async ({ retry }: RetryEvent): Promise<DynamoDBBatchResponse> => {
  if (retry !== 'due') {
    const failed = await retryItems(deps, projections, retry);
    for (const { error } of failed) logger.error('change not carried on', { failure: failureOf(error) });
    return comeAgain(failed.map(({ place }) => String(place)));
  }
  try {
    const report = await retryProjections(deps, projections, RETRY_BUDGET_MS);
    count('DeadLetters', report.dead);
    if (report.carried + report.delayed + report.dead > 0) logger.info('retries', { ...report });
  } catch (error) {
    // The next minute comes anyway.
    logger.error('retries failed', { failure: failureOf(error) });
  }
  return comeAgain([]);
};

/** The table's stream; and each minute the delayed changes of projections. The stream repeats only what could neither be processed nor set aside. */
export const handler = entry<DynamoDBStreamEvent | RetryEvent, DynamoDBBatchResponse>().handler((event) =>
  'retry' in event ? onRetry(event) : onStream(event),
);
