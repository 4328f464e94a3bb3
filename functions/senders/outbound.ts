import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { openQueues } from '#queues';
import { setting } from '../../adapters/environment.ts';
import type { Outbound } from '../../domain/delivery/outbox.ts';
import { leastPause, pauseAfter } from '../../domain/delivery/patience.ts';
import { ActionRefused, runAction } from '../../domain/delivery/run-action.ts';
import { giveUpReply, sendReply } from '../../domain/delivery/send-reply.ts';
import { TryAgain } from '../../domain/delivery/sending.ts';
import { failureOf } from '../failure.ts';
import { observed } from '../observed.ts';
import { actionDeps, repeatForMs, sendDeps } from './deps.ts';

const { logger, count, entry } = observed('outbound');
const queues = openQueues();
const queueUrl = setting('OUTBOUND_QUEUE_URL');
const deadLetterQueueUrl = setting('OUTBOUND_DEAD_LETTER_QUEUE_URL');

const OUTCOMES = { sent: 'RepliesSent', failed: 'RepliesFailed', unknown: 'RepliesUnknown' } as const;

const receivesOf = ({ attributes }: SQSRecord): number => Number(attributes.ApproximateReceiveCount);
const queuedAtOf = ({ attributes }: SQSRecord): number => Number(attributes.SentTimestamp);

const send = async (record: SQSRecord): Promise<void> => {
  const outbound = JSON.parse(record.body) as Outbound;
  if (outbound.type === 'action') return runAction(actionDeps, outbound, { receives: receivesOf(record), queuedAt: queuedAtOf(record) });
  const outcome = await sendReply(sendDeps, outbound, queuedAtOf(record));
  if (outcome !== null) count(OUTCOMES[outcome]);
  logger.info('reply', { correlation_id: outbound.correlationId, tenantId: outbound.tenantId, outcome });
};

/** An action that cannot be carried out lies with its reason where an operator finds it, and can be put back as it is. */
const bury = async ({ body, messageId, attributes }: SQSRecord, { message }: ActionRefused): Promise<void> => {
  const letter = JSON.stringify({ ...(JSON.parse(body) as object), reason: message });
  await queues.send(deadLetterQueueUrl, [{ body: letter, groupId: attributes.MessageGroupId ?? messageId, dedupeId: messageId }]);
  count('ActionsRefused');
};

/** Errors that nobody foresaw end as a provider's do: after the same time the agent is told, or the action is given up. */
const isOver = (record: SQSRecord): boolean => Date.now() - queuedAtOf(record) >= repeatForMs;

/** What to do after an error: milliseconds until the entry comes again, or null when it is done. @throws when that cannot be written either */
const settle = async (record: SQSRecord, error: unknown): Promise<number | null> => {
  const line = { messageId: record.messageId, attempt: receivesOf(record), failure: failureOf(error) };
  // A receiver that says "later" is daily business; what nobody foresaw is not.
  if (error instanceof TryAgain || error instanceof ActionRefused) logger.warn('not sent', line);
  else logger.error('not sent', line);
  if (error instanceof TryAgain) return error.afterMs;
  if (error instanceof ActionRefused) return bury(record, error).then(() => null);
  if (!isOver(record)) return pauseAfter(receivesOf(record), Math.random());
  const outbound = JSON.parse(record.body) as Outbound;
  if (outbound.type === 'action') return bury(record, new ActionRefused('given up: errors of our own')).then(() => null);
  const outcome = await giveUpReply(sendDeps, outbound);
  if (outcome !== null) count(OUTCOMES[outcome]);
  return null;
};

/** Milliseconds until the entry comes again, or null when it is done. Never throws. */
const workOff = async (record: SQSRecord): Promise<number | null> => {
  const receives = receivesOf(record);
  try {
    await send(record);
    return null;
  } catch (error) {
    const pause = await settle(record, error).catch((again: unknown) => {
      logger.error('not settled', { messageId: record.messageId, failure: failureOf(again) });
      return pauseAfter(receives, Math.random());
    });
    if (pause === null) return null;
    count('SendRetries');
    return Math.max(pause, leastPause(receives));
  }
};

/**
 * SQS FIFO `outbound`: replies in order within a conversation, calls of rules in order within a rule and ticket. What must be tried again stays in the
 * queue, hidden until its time; what is behind it in its group waits with it, unseen. The source delivers one entry at a time, so that none waits for
 * another group's; a wider batch would be worked off group by group all the same.
 */
export const handler = entry<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => {
  const groups = Map.groupBy(Records, (record) => record.attributes.MessageGroupId ?? record.messageId);
  const failed = await Promise.all(
    [...groups.values()].map(async (group) => {
      for (const [place, record] of group.entries()) {
        const pause = await workOff(record);
        if (pause === null) continue;
        const held = group.slice(place);
        await postpone(held, pause);
        return held;
      }
      return [];
    }),
  );
  return { batchItemFailures: failed.flat().map(({ messageId }) => ({ itemIdentifier: messageId })) };
});

/** Where that fails the entries come again after the queue's own time. */
const postpone = async (held: readonly SQSRecord[], pauseMs: number): Promise<void> => {
  const receipts = held.map(({ receiptHandle }) => receiptHandle);
  await queues.postpone(queueUrl, receipts, pauseMs).catch((error: unknown) => logger.error('not postponed', { failure: failureOf(error) }));
};
