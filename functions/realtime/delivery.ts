import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { openTable } from '#table';
import { numberSetting } from '../../adapters/environment.ts';
import { openSockets } from '../../adapters/sockets/api-gateway.ts';
import { configurationCache } from '../../domain/configuration/cache.ts';
import { type DeliverDeps, deliverFeed } from '../../domain/feed/deliver-feed.ts';
import { unpackFeed } from '../../domain/feed/feed-entry.ts';
import { failureOf } from '../failure.ts';
import { observed } from '../observed.ts';

const { logger, count, entry } = observed('delivery');
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
export const handler = entry<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => {
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
    count('FramesPushed', await deliverFeed(deps, entries));
    return failed(unreadable);
  } catch (error) {
    count('DeliveryRetries');
    logger.error('batch not delivered', { records: Records.length, entries: entries.length, failure: failureOf(error) });
    return failed(Records.map(({ messageId }) => messageId));
  }
});
