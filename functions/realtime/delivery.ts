import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { numberSetting } from '../../adapters/environment.ts';
import { openSockets } from '../../adapters/sockets/api-gateway.ts';
import { openTable } from '../../adapters/table/dynamodb.ts';
import { configurationCache } from '../../domain/configuration/cache.ts';
import { type DeliverDeps, deliverFeed } from '../../domain/feed/deliver-feed.ts';
import { unpackFeed } from '../../domain/feed/feed-entry.ts';

const logger = new Logger({ serviceName: 'delivery' });
const metrics = new Metrics({ namespace: 'Parley', serviceName: 'delivery' });
const tracer = new Tracer({ serviceName: 'delivery' });
const table = openTable();
const deps: DeliverDeps = {
  table,
  sockets: openSockets(),
  configurations: configurationCache({ table }),
  clock: Date.now,
  counterShards: numberSetting('COUNTER_SHARDS', 1),
  attended: new Set(),
};

/** Queue `delivery`: batches of the feed go to live connections. Frames tell states, so a batch that failed comes again as a whole. */
export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(captureLambdaHandler(tracer, { captureResponse: false }))
  .handler(async ({ Records }) => {
    const unreadable: string[] = [];
    const entries = Records.flatMap(({ messageId, body }) => {
      try {
        return unpackFeed(body);
      } catch {
        unreadable.push(messageId);
        return [];
      }
    });
    const failed = (ids: readonly string[]): SQSBatchResponse => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
    try {
      const frames = await deliverFeed(deps, entries);
      if (frames > 0) {
        metrics.addMetric('Frames', MetricUnit.Count, frames);
        metrics.publishStoredMetrics();
      }
      return failed(unreadable);
    } catch (error) {
      logger.warn('batch not delivered', { records: Records.length, entries: entries.length, error: error as Error });
      return failed(Records.map(({ messageId }) => messageId));
    }
  });
