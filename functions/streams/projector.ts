import { randomUUID } from 'node:crypto';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { openQueues } from '#queues';
import { openSchedules } from '#scheduler';
import { openTable } from '#table';
import { projectionsOf } from '../../domain/projections/projections.ts';
import { findOldLayouts } from '../../domain/projections/rebuild/find-old-layouts.ts';
import { isProjected, project } from '../../domain/projections/relay/project.ts';
import { retryItems, retryProjections } from '../../domain/projections/relay/retry.ts';
import { failureOf } from '../failure.ts';
import { observed } from '../observed.ts';
import { partialBatch } from '../partial-batch.ts';
import { projectorDeps } from '../projector-deps.ts';
import type { RetryEvent } from './retry-event.ts';
import { changesOf } from './stream-changes.ts';

const { logger, count, countOf, entry } = observed('projector');

const RETRY_BUDGET_MS = 40_000;

const deps = projectorDeps({ table: openTable(), queues: openQueues(), schedules: openSchedules() });
const projections = projectionsOf(deps);

/** Applies each change of the table's stream to all projections. */
const onStream = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const changes = changesOf(Records, isProjected);
  if (changes.length === 0) return partialBatch([]);
  const { lanes, messages, failed } = await project(deps, changes, projections);
  for (const { projection, delayed, dead, error } of lanes) {
    if (error !== undefined) logger.error('changes not processed', { projection, delayed, dead, failure: failureOf(error) });
    countOf('ChangesDelayed', { projection }, delayed);
    countOf('DeadLetters', { projection }, dead);
  }
  count('MessagesProjected', messages);
  if (failed.length > 0) count('ProjectionRetries');
  const counts = Object.fromEntries(lanes.map(({ projection, count: carried }) => [projection, carried]));
  logger.info('batch', { records: Records.length, changes: changes.length, ...counts, messages, retries: failed.length });
  return partialBatch(failed.map((index) => changes[index]?.sequence ?? ''));
};

let checkedLayouts = false;
/** Once per process: finds tenants that an earlier release stored. */
const checkLayouts = async (): Promise<void> => {
  if (checkedLayouts) return;
  try {
    await findOldLayouts({ ...deps, newId: randomUUID });
    checkedLayouts = true;
  } catch (error) {
    logger.error('search for old layouts not started', { failure: failureOf(error) });
  }
};

const onRetry = async ({ retry }: RetryEvent): Promise<DynamoDBBatchResponse> => {
  if (retry !== 'due') {
    const failed = await retryItems(deps, projections, retry);
    for (const { error } of failed) logger.error('change not processed', { failure: failureOf(error) });
    return partialBatch(failed.map(({ index }) => String(index)));
  }
  await checkLayouts();
  try {
    for (const report of await retryProjections(deps, projections, RETRY_BUDGET_MS)) {
      const { projection, carried, delayed, dead } = report;
      countOf('ChangesDelayed', { projection }, delayed);
      countOf('DeadLetters', { projection }, dead);
      if (carried + delayed + dead > 0) logger.info('retries', { ...report });
    }
  } catch (error) {
    // The schedule tries again in a minute.
    logger.error('retries failed', { failure: failureOf(error) });
  }
  return partialBatch([]);
};

/** The table's stream; and each minute the delayed changes of projections. The stream repeats only what could neither be processed nor set aside. */
export const handler = entry<DynamoDBStreamEvent | RetryEvent, DynamoDBBatchResponse>().handler((event) =>
  'retry' in event ? onRetry(event) : onStream(event),
);
