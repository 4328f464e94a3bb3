import { randomUUID } from 'node:crypto';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { openQueues } from '#queues';
import { openTable } from '#table';
import { numberSetting, setting } from '../../adapters/environment.ts';
import { type DeliverDeps, deliverEvent } from '../../domain/outbound/webhooks/deliver-event.ts';
import type { DeliveryEntry } from '../../domain/outbound/webhooks/delivery.ts';
import { observed } from '../observed.ts';
import { deliveryTurn, post } from './calls.ts';
import { type EntryProcessor, processEntries, receivesOf, sendDeadLetter } from './entries.ts';

const { logger, count, entry } = observed('customerWebhooks');
const queues = openQueues();
const deadLetterQueueUrl = setting('WEBHOOKS_DEAD_LETTER_QUEUE_URL');
/** An entry may first wait for three days behind another one. Queues keep it for 14 days. */
const OWN_ERRORS_MS = 10 * 86_400_000;

const deps: DeliverDeps = {
  table: openTable(),
  clock: Date.now,
  random: Math.random,
  newId: randomUUID,
  turn: deliveryTurn,
  post,
  repeatForMs: numberSetting('WEBHOOK_REPEAT_FOR_MINS', 4_320) * 60_000,
};

const processor: EntryProcessor = {
  queues,
  queueUrl: setting('WEBHOOKS_QUEUE_URL'),
  logger,
  repeatForMs: OWN_ERRORS_MS,
  async run(record) {
    const due = JSON.parse(record.body) as DeliveryEntry;
    const outcome = await deliverEvent(deps, due, { receives: receivesOf(record), receipt: record.receiptHandle });
    if (outcome === 'delivered') count('EventsDelivered');
    if (outcome !== 'disabled') return;
    logger.warn('webhook disabled after failures', { tenantId: due.tenantId, webhookId: due.webhookId, deliveryId: due.deliveryId });
    count('WebhooksDisabled');
  },
  async giveUp(record) {
    const reason = 'errors in Parley itself';
    await sendDeadLetter(queues, deadLetterQueueUrl, record, reason);
    logger.warn('dead-lettered', { messageId: record.messageId, reason });
    count('DeliveriesRefused');
  },
  retried: () => count('DeliveryRetries'),
};

/** SQS FIFO `webhooks`: events for customers' webhooks, in order for each webhook and ticket, separate from other work. */
export const handler = entry<SQSEvent, SQSBatchResponse>().handler(({ Records }) => processEntries(processor, Records));
