import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { openSearch } from '#search';
import { fromAttributes } from '../../adapters/table/attributes.ts';
import { openTable } from '../../adapters/table/dynamodb.ts';
import { type Change, isSearched } from '../../domain/search/documents.ts';
import { indexChanges } from '../../domain/search/index-changes.ts';
import type { Item } from '../../domain/table/port.ts';

const logger = new Logger({ serviceName: 'reindex' });
const metrics = new Metrics({ namespace: 'Parley', serviceName: 'reindex' });
const tracer = new Tracer({ serviceName: 'reindex' });
const deps = { table: openTable(), search: await openSearch() };

type Image = Record<string, AttributeValue> | undefined;
const itemOf = (image: Image): Item | undefined => image && (fromAttributes(image) as Item);

/** Images are read only of items that are searched: most records of a busy table are not. */
function changeOf({ dynamodb }: DynamoDBRecord): Change {
  const key = { pk: dynamodb?.Keys?.pk?.S ?? '', sk: dynamodb?.Keys?.sk?.S ?? '' };
  return isSearched(key) ? { before: itemOf(dynamodb?.OldImage as Image), after: itemOf(dynamodb?.NewImage as Image) } : {};
}

/** The table's stream: changed tickets and messages go to search in one bulk. The source tries again from the first that failed. */
export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>()
  .use(captureLambdaHandler(tracer, { captureResponse: false }))
  .handler(async ({ Records }) => {
    const failed = await indexChanges(deps, Records.map(changeOf));
    if (failed.length > 0) {
      logger.warn('search refused documents', { records: Records.length, failed: failed.length });
      metrics.addMetric('SearchRefusals', MetricUnit.Count, failed.length);
      metrics.publishStoredMetrics();
    }
    return { batchItemFailures: failed.map((place) => ({ itemIdentifier: Records[place]?.dynamodb?.SequenceNumber ?? '' })) };
  });
