import type { Context, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { QueueMessage } from '../../../adapters/queues/queues.ts';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { deliveryItem } from '../../../domain/outbound/webhooks/delivery.ts';
import { webhookKey } from '../../../domain/outbound/webhooks/webhook.ts';
import { TableUnavailable } from '../../../domain/table/port.ts';
import { countsIn, written } from '../written.ts';

const hub = vi.hoisted(() => ({
  answer: {} as object | Error,
  table: undefined as unknown,
  sent: [] as { url: string; message: { body: string } }[],
  postponed: [] as unknown[],
}));
vi.hoisted(
  () =>
    void Object.assign(process.env, {
      WEBHOOKS_QUEUE_URL: 'queue:webhooks.fifo',
      WEBHOOKS_DEAD_LETTER_QUEUE_URL: 'queue:dead.fifo',
      WEBHOOK_REPEAT_FOR_MINS: '0.001',
      POWERTOOLS_DEV: 'false',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    }),
);
vi.mock('#queues', () => ({
  openQueues: () => ({
    send: async (url: string, messages: readonly QueueMessage[]) => void hub.sent.push(...messages.map((message) => ({ url, message }))),
    postpone: async (...given: unknown[]) => void hub.postponed.push(given),
  }),
}));
vi.mock('#table', () => ({
  openTable: () => new Proxy({}, { get: (_, name) => (hub.table as Record<string | symbol, unknown>)[name] }),
}));
vi.mock('../../../adapters/outgoing/guarded-fetch.ts', () => ({
  guardedFetch: () => async () => {
    if (hub.answer instanceof Error) throw hub.answer;
    return { headers: {}, ...hub.answer };
  },
}));
const { handler } = await import('../../../functions/senders/customer-webhooks.ts');

let lines: Record<string, unknown>[];
const entry = { tenantId: 't', webhookId: 'h', deliveryId: 'evt_1' };
const run = (answer: object | Error, ageMs = 0) => {
  hub.answer = answer;
  const attributes = { MessageGroupId: 'h.k', ApproximateReceiveCount: '1', SentTimestamp: String(Date.now() - ageMs) };
  const record = { messageId: 'm0', receiptHandle: 'r0', body: JSON.stringify(entry), attributes };
  return handler({ Records: [record] } as unknown as SQSEvent, { awsRequestId: 'r' } as Context);
};
const failed = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
beforeEach(async () => {
  lines = written();
  const table = memoryTable();
  Object.assign(hub, { sent: [], postponed: [], table });
  const at = new Date().toISOString();
  const hook = { ...webhookKey('t', 'h'), url: 'https://shop.example', events: [], enabled: true, createdAt: at, updatedAt: at, secret: 'whsec_c2VjcmV0' };
  await table.write({ op: 'put', item: hook });
  const envelope = { id: 'evt_1', type: 'ticket.created', version: 1, occurredAt: at, data: {} } as const;
  await table.write({ op: 'put', item: deliveryItem('h', { tenantId: 't', ticketId: 'k', subject: 'k', at, envelope }, null) });
});
afterEach(() => vi.restoreAllMocks());

test('an event is delivered once', async () => {
  expect(await run({ status: 200 })).toEqual(failed());
  expect(await run({ status: 200 })).toEqual(failed());
  expect(countsIn(lines)).toEqual({ EventsDelivered: 1 });
});

test('a failure waits in the queue for its time, then its webhook is disabled', async () => {
  expect(await run({ status: 500 })).toEqual(failed('m0'));
  expect(hub.postponed).toEqual([['queue:webhooks.fifo', ['r0'], 60]]);
  await new Promise((resolve) => setTimeout(resolve, 70));
  expect(await run(new Error('gone'))).toEqual(failed());
  expect(countsIn(lines)).toEqual({ DeliveryRetries: 1, WebhooksDisabled: 1 });
});

test('an event that errors of our own delay for days is a dead letter with the reason', async () => {
  const get = async (): Promise<never> => {
    throw new TableUnavailable(new Error('away'));
  };
  Object.assign(hub, { table: { ...(hub.table as object), get } });
  expect(await run({ status: 200 })).toEqual(failed('m0'));
  expect(await run({ status: 200 }, 11 * 86_400_000)).toEqual(failed());
  expect(hub.sent).toMatchObject([{ url: 'queue:dead.fifo', message: { groupId: 'h.k', dedupeId: 'm0' } }]);
  expect(JSON.parse(hub.sent[0]?.message.body ?? '')).toEqual({ ...entry, reason: 'errors in Parley itself' });
  expect(countsIn(lines)).toEqual({ DeliveryRetries: 1, DeliveriesRefused: 1 });
});
