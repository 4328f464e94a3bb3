import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { openObjects } from '#objects';
import { openSearch } from '#search';
import { openTable } from '#table';
import { isSearched } from '../../domain/search/documents.ts';
import { indexChanges } from '../../domain/search/index-changes.ts';
import { observed } from '../observed.ts';
import { changesOf } from './stream-changes.ts';

const { logger, count, entry } = observed('reindex');
const deps = { table: openTable(), search: await openSearch(), bodies: openObjects() };

/** The table's stream: changed tickets and messages go to search in one bulk. The source tries again from the first that failed. */
export const handler = entry<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(async ({ Records }) => {
  const changes = changesOf(Records, isSearched);
  const failed = await indexChanges(deps, changes);
  count('SearchWrites', changes.length - failed.length);
  count('SearchWritesFailed', failed.length);
  if (failed.length > 0) logger.warn('search refused documents', { records: Records.length, failed: failed.length });
  return { batchItemFailures: failed.map((place) => ({ itemIdentifier: changes[place]?.sequence ?? '' })) };
});
