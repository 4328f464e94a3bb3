import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { openSearch } from '#search';
import { openTable } from '../../adapters/table/dynamodb.ts';
import { isSearched } from '../../domain/search/documents.ts';
import { indexChanges } from '../../domain/search/index-changes.ts';
import { changesOf } from './stream-changes.ts';

const logger = new Logger({ serviceName: 'reindex' });
const metrics = new Metrics({ namespace: 'Parley', serviceName: 'reindex' });
const tracer = new Tracer({ serviceName: 'reindex' });
const deps = { table: openTable(), search: await openSearch() };

/** The table's stream: changed tickets and messages go to search in one bulk. The source tries again from the first that failed. */
export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>()
  .use(captureLambdaHandler(tracer, { captureResponse: false }))
  .handler(async ({ Records }) => {
    const changes = changesOf(Records, isSearched);
    const failed = await indexChanges(deps, changes);
    if (failed.length > 0) {
      logger.warn('search refused documents', { records: Records.length, failed: failed.length });
      metrics.addMetric('SearchRefusals', MetricUnit.Count, failed.length);
      metrics.publishStoredMetrics();
    }
    return { batchItemFailures: failed.map((place) => ({ itemIdentifier: changes[place]?.sequence ?? '' })) };
  });
