import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { openQueues } from '#queues';
import { openSearch } from '#search';
import { openTable } from '#table';
import { setting } from '../../adapters/environment.ts';
import { type LaneDeps, runLane } from '../../domain/projections/relay/lane.ts';
import { type LaneRetried, retryItems, retryProjections } from '../../domain/projections/relay/retry.ts';
import { isSearched } from '../../domain/search/documents.ts';
import { searchProjection } from '../../domain/search/search-projection.ts';
import { failureOf } from '../failure.ts';
import { laterObjects } from '../objects.ts';
import { observed } from '../observed.ts';
import { partialBatch } from '../partial-batch.ts';
import type { RetryEvent } from './retry-event.ts';
import { changesOf } from './stream-changes.ts';

const { logger, count, countOf, entry } = observed('reindex');
const table = openTable();
const projection = searchProjection({ table, search: await openSearch(), bodies: laterObjects() });
const deps: LaneDeps = { table, queues: openQueues(), deadLetterQueueUrl: setting('DEAD_LETTER_QUEUE_URL'), clock: Date.now };
const RETRY_BUDGET_MS = 40_000;

/**
 * Writes changed tickets and messages to search in one bulk. A document that search rejects permanently goes to the dead-letter queue; one that it does not
 * accept now is stored for a retry; the others continue. While search is unavailable the stream waits, since only search uses this reader. @throws the error of the unavailable engine
 */
const onStream = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const changes = changesOf(Records, isSearched);
  if (changes.length === 0) return partialBatch([]);
  const { report, troubled, failed } = await runLane(deps, projection, changes);
  count('SearchWrites', changes.length - troubled.length);
  count('SearchWritesFailed', report.delayed + failed.length);
  const { projection: name, error, delayed, dead } = report;
  countOf('ChangesDelayed', { projection: name }, delayed);
  countOf('DeadLetters', { projection: name }, dead);
  if (error !== undefined && failed.length === changes.length) throw error;
  if (error !== undefined) logger.warn('search rejected documents', { records: Records.length, delayed, dead, failure: failureOf(error) });
  return partialBatch(failed.map((index) => changes[index]?.sequence ?? ''));
};

const onRetry = async ({ retry }: RetryEvent): Promise<DynamoDBBatchResponse> => {
  if (retry === 'due') {
    try {
      const [report] = await retryProjections(deps, [projection], RETRY_BUDGET_MS);
      const { projection: name, carried, delayed, dead } = report as LaneRetried;
      count('SearchWrites', carried);
      countOf('ChangesDelayed', { projection: name }, delayed);
      countOf('DeadLetters', { projection: name }, dead);
      if (carried + delayed + dead > 0) logger.info('retries', { ...report });
    } catch (error) {
      // The schedule tries again in a minute.
      logger.error('retries failed', { failure: failureOf(error) });
    }
    return partialBatch([]);
  }
  const failed = await retryItems(deps, [projection], retry);
  for (const { error } of failed) logger.error('change not processed', { failure: failureOf(error) });
  return partialBatch(failed.map(({ index }) => String(index)));
};

/** The table's stream; and each minute the documents that search did not accept. */
export const handler = entry<DynamoDBStreamEvent | RetryEvent, DynamoDBBatchResponse>().handler((event) =>
  'retry' in event ? onRetry(event) : onStream(event),
);
