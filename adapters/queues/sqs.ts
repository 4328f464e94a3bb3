import { setTimeout as pause } from 'node:timers/promises';
import {
  type BatchResultErrorEntry,
  ChangeMessageVisibilityBatchCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { answeringWithin } from '../aws/answering-within.ts';
import { type QueueMessage, QueueRejected, type Queues, QueueUnavailable, secondsOf } from './queues.ts';

const MAX_ENTRIES = 10;
const MAX_BYTES = 262_144;
const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 50;
/** Error codes for an invalid request (docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html, 2026-11). */
const WRONG = new Set(['InvalidMessageContents', 'BatchRequestTooLong', 'UnsupportedOperation', 'SerializationException']);

/** SQS by the environment's region and credentials (`AWS_ENDPOINT_URL_SQS` for an emulator). */
export function openQueues(): Queues {
  const client = new SQSClient({
    // A queue's URL has AWS's host even with an emulator's endpoint.
    useQueueUrlAsEndpoint: false,
    maxAttempts: 3,
    requestHandler: answeringWithin(5_000),
  });
  return {
    async send(queueUrl, messages) {
      for (const { body } of messages) {
        if (Buffer.byteLength(body) > MAX_BYTES) throw new QueueRejected(`a message for ${queueUrl} is over ${MAX_BYTES} bytes`);
      }
      if (queueUrl.endsWith('.fifo')) {
        for (const wave of waves(messages)) await sendAll(client, queueUrl, wave);
      } else {
        await sendAll(client, queueUrl, messages);
      }
    },
    async postpone(queueUrl, receipts, ms) {
      for (let first = 0; first < receipts.length; first += MAX_ENTRIES) {
        const Entries = receipts
          .slice(first, first + MAX_ENTRIES)
          .map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: secondsOf(ms) }));
        try {
          await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }));
        } catch (cause) {
          throw new QueueUnavailable(cause);
        }
      }
    },
  };
}

/**
 * The first message of every group, then the second of every group, and so on. A request has at most one message of a group, so a message that must
 * be sent again is not overtaken by a later one of its group.
 */
function waves(messages: readonly QueueMessage[]): QueueMessage[][] {
  const seen = new Map<string, number>();
  const result: QueueMessage[][] = [];
  for (const message of messages) {
    const group = message.groupId ?? '';
    const index = seen.get(group) ?? 0;
    seen.set(group, index + 1);
    (result[index] ??= []).push(message);
  }
  return result;
}

async function sendAll(client: SQSClient, queueUrl: string, messages: readonly QueueMessage[]): Promise<void> {
  await Promise.all(batches(messages).map((batch) => sendBatch(client, queueUrl, batch)));
}

/** At most 10 entries and 256 KB each. */
function batches(messages: readonly QueueMessage[]): QueueMessage[][] {
  const result: QueueMessage[][] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = Buffer.byteLength(message.body);
    const last = result.at(-1);
    if (last && last.length < MAX_ENTRIES && bytes + size <= MAX_BYTES) {
      last.push(message);
      bytes += size;
    } else {
      result.push([message]);
      bytes = size;
    }
  }
  return result;
}

/** A request may fail for some messages. Those are sent again, with jitter. */
async function sendBatch(client: SQSClient, queueUrl: string, messages: readonly QueueMessage[]): Promise<void> {
  let entries = messages.map(entryOf);
  for (let attempt = 1; ; attempt += 1) {
    let failed: readonly BatchResultErrorEntry[];
    try {
      failed = (await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }))).Failed ?? [];
    } catch (cause) {
      if (cause instanceof Error && WRONG.has(cause.name)) throw new QueueRejected(`${queueUrl} refused a request: ${cause.name}: ${cause.message}`);
      throw new QueueUnavailable(cause);
    }
    if (failed.length === 0) return;
    const refused = failed.find(({ SenderFault }) => SenderFault);
    if (refused) throw new QueueRejected(`${queueUrl} refused a message: ${refused.Code} ${refused.Message ?? ''}`);
    if (attempt === ATTEMPTS) throw new QueueUnavailable(new Error(`${failed.length} messages failed: ${failed[0]?.Code}`));
    const ids = new Set(failed.map(({ Id }) => Id));
    entries = entries.filter(({ Id }) => ids.has(Id));
    await pause(Math.random() * FIRST_PAUSE_MS * 2 ** attempt);
  }
}

const entryOf = ({ body, groupId, dedupeId, delaySeconds }: QueueMessage, index: number): SendMessageBatchRequestEntry => ({
  Id: String(index),
  MessageBody: body,
  ...(groupId === undefined ? {} : { MessageGroupId: groupId }),
  ...(dedupeId === undefined ? {} : { MessageDeduplicationId: dedupeId }),
  ...(delaySeconds === undefined ? {} : { DelaySeconds: delaySeconds }),
});
