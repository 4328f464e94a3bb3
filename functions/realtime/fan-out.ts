import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { openQueues } from '#queues';
import { openSockets } from '#sockets';
import { openTable } from '#table';
import { numberSetting, setting } from '../../adapters/environment.ts';
import { queuePushes } from '../../domain/push/queue-pushes.ts';
import type { FanOutDeps } from '../../domain/realtime/fan-out/deps.ts';
import { fanOut } from '../../domain/realtime/fan-out/fan-out.ts';
import { type FanOut, unpackFanOut } from '../../domain/realtime/fan-out/work.ts';
import { packFeed } from '../../domain/realtime/feed-entry.ts';
import { failureOf } from '../failure.ts';
import { observed } from '../observed.ts';
import { partialBatch } from '../partial-batch.ts';
import { within } from '../streams/within.ts';

/** A device that takes no frame in this time is disconnected, so that it delays its conversation once. It reads what it owes when it is back. */
const POST_MS = 500;
/** Before a failed conversation is tried again. It waits twice as long each time. */
const AGAIN_MS = 1_000;
const LONGEST_MS = 60_000;

const { logger, count, entry } = observed('fanout');
const queues = openQueues();
const queueUrl = setting('FANOUT_QUEUE_URL');
const deliveryQueueUrl = setting('DELIVERY_QUEUE_URL');
const pushQueueUrl = setting('PUSH_QUEUE_URL');

const deps: FanOutDeps = {
  table: openTable(),
  sockets: openSockets(),
  clock: Date.now,
  within: within(POST_MS),
  pause: async (ms) => {
    await sleep(ms * (0.5 + Math.random()));
  },
  ackWaitSeconds: numberSetting('ACK_WAIT_SECONDS', 10),
  sendLater: (work, delaySeconds) =>
    queues.send(
      deliveryQueueUrl,
      packFeed([{ kind: 'fanOut', tenantId: work.tenantId, fanOut: work }]).map((body) => ({ body, delaySeconds })),
    ),
  queuePushes: (jobs) => queuePushes({ queues, pushQueueUrl }, jobs),
};

const receivesOf = ({ attributes }: SQSRecord): number => Number(attributes.ApproximateReceiveCount);

/** The records of each conversation, joined: they are in order, and there is one worker at a time for a conversation. */
const joined = (records: readonly SQSRecord[], unreadable: (record: SQSRecord) => void): Map<string, { fanOut: FanOut; records: SQSRecord[] }> => {
  const byConversation = new Map<string, { fanOut: FanOut; records: SQSRecord[] }>();
  for (const record of records) {
    try {
      const one = unpackFanOut(record.body);
      const key = `${one.tenantId} ${one.conversationId}`;
      const known = byConversation.get(key);
      byConversation.set(key, {
        fanOut: { ...one, work: [...(known?.fanOut.work ?? []), ...one.work] },
        records: [...(known?.records ?? []), record],
      });
    } catch {
      unreadable(record);
    }
  }
  return byConversation;
};

/** Queue `fanout`: a conversation that fails waits and comes again, with what follows in it; the others are done. */
export const handler = entry<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => {
  const again = new Set<string>();
  const conversations = joined(Records, ({ messageId }) => again.add(messageId));
  await Promise.all(
    [...conversations.values()].map(async ({ fanOut: one, records }) => {
      try {
        const { sent, skipped, abandoned, pushes, reasons } = await fanOut(deps, one);
        count('FramesPushed', sent);
        count('FramesSkipped', skipped);
        count('ConnectionsAbandoned', abandoned);
        count('PushesQueued', pushes);
        if (reasons.length > 0) logger.warn('connections abandoned', { tenantId: one.tenantId, abandoned, failure: failureOf(reasons[0]) });
      } catch (error) {
        for (const { messageId } of records) again.add(messageId);
        logger.error('conversation not told', { tenantId: one.tenantId, records: records.length, failure: failureOf(error) });
        const receives = Math.max(...records.map(receivesOf));
        await queues.postpone(
          queueUrl,
          records.map(({ receiptHandle }) => receiptHandle),
          Math.min(LONGEST_MS, AGAIN_MS * 2 ** Math.min(receives, 6)),
        );
      }
    }),
  );
  if (again.size > 0) count('DeliveryRetries');
  return partialBatch(again);
});
