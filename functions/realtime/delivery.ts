import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { openQueues } from '#queues';
import { openSockets } from '#sockets';
import { openTable } from '#table';
import { numberSetting, setting } from '../../adapters/environment.ts';
import { configurationCache } from '../../domain/policy/cache.ts';
import { deliverFeed } from '../../domain/realtime/deliver-feed.ts';
import type { DeliverDeps } from '../../domain/realtime/deliver-tenant.ts';
import { unpackFeed } from '../../domain/realtime/feed-entry.ts';
import { failureOf } from '../failure.ts';
import { observed } from '../observed.ts';
import { partialBatch } from '../partial-batch.ts';

const { logger, count, entry } = observed('delivery');
const table = openTable();
const queues = openQueues();
const queueUrl = setting('DELIVERY_QUEUE_URL');
const fanOutQueueUrl = setting('FANOUT_QUEUE_URL');
const deps: DeliverDeps = {
  table,
  sockets: openSockets(),
  configurations: configurationCache({ table }),
  clock: Date.now,
  counterShards: numberSetting('COUNTER_SHARDS', 1),
  random: Math.random,
  sleep: async (ms) => {
    await sleep(ms);
  },
  pause: async (ms) => {
    await sleep(ms * (0.5 + Math.random()));
  },
  sendLater: (body, delaySeconds) => queues.send(queueUrl, [{ body, delaySeconds }]),
  toFanOut: (messages) => queues.send(fanOutQueueUrl, messages),
};

/** The maximum number of reasons in one log line; the metrics count all. */
const REASONS_LOGGED = 5;

/**
 * Queue `delivery`: sends batches of the feed to live connections. Frames have states, not changes, so a whole record may be redelivered: one that
 * cannot be read, or one with an entry that could not be delivered for its tenant. The others are done.
 */
export const handler = entry<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => {
  const again = new Set<string>();
  const records = new Map<unknown, string>();
  for (const { messageId, body } of Records) {
    try {
      for (const one of unpackFeed(body)) records.set(one, messageId);
    } catch {
      again.add(messageId);
    }
  }
  const { sent, skipped, abandoned, failed, reasons } = await deliverFeed(deps, [...records.keys()]);
  for (const one of failed) again.add(records.get(one) ?? '');
  count('FramesPushed', sent);
  count('FramesSkipped', skipped);
  count('ConnectionsAbandoned', abandoned);
  if (failed.size > 0) count('DeliveryRetries');
  if (skipped + abandoned + failed.size > 0) {
    const failures = reasons.slice(0, REASONS_LOGGED).map(failureOf);
    logger.error('delivery incomplete', { records: Records.length, entries: records.size, skipped, abandoned, failed: failed.size, failures });
  }
  return partialBatch(again);
});
