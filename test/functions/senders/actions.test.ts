import type { Context, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { QueueMessage } from '../../../adapters/queues/queues.ts';
import { type MemoryTable, memoryTable } from '../../../adapters/table/memory.ts';
import { RetryLater } from '../../../domain/outbound/retry-later.ts';
import { ActionRefused } from '../../../domain/outbound/rule-actions/attempt.ts';
import { countsIn, written } from '../written.ts';

const hub = vi.hoisted(() => ({
  outcomes: [] as unknown[],
  signals: [] as unknown[],
  sent: [] as { url: string; message: { body: string } }[],
  postponed: [] as number[],
  queuesAreUp: true,
  table: undefined as unknown,
}));
vi.hoisted(
  () =>
    void Object.assign(process.env, {
      TABLE_NAME: 't',
      ACTIONS_QUEUE_URL: 'queue:actions.fifo',
      ORIGIN_SECRETS_PREFIX: 'parley/',
      ACTIONS_DEAD_LETTER_QUEUE_URL: 'queue:dead.fifo',
      AWS_REGION: 'eu-central-1',
      POWERTOOLS_DEV: 'false',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    }),
);
vi.mock('#queues', () => ({
  openQueues: () => ({
    send: async (url: string, messages: readonly QueueMessage[]) => {
      if (!hub.queuesAreUp) throw new Error('no queue');
      hub.sent.push(...messages.map((message) => ({ url, message })));
    },
    postpone: async (_url: string, _receipts: readonly string[], ms: number) => void hub.postponed.push(ms),
  }),
}));
vi.mock('../../../domain/outbound/rule-actions/run-action.ts', async (original) => ({
  ...(await original<object>()),
  runAction: async () => {
    const outcome = hub.outcomes.shift();
    if (outcome instanceof Error) throw outcome;
  },
}));
vi.mock('../../../domain/outbound/signals/perform-signal.ts', () => ({
  performSignal: async () => {
    const outcome = hub.signals.shift();
    if (outcome instanceof Error) throw outcome;
    return outcome;
  },
}));
vi.mock('../../../adapters/table/dynamodb.ts', () => ({ openTable: () => (hub.table = memoryTable()) }));
const { handler } = await import('../../../functions/senders/actions.ts');

let lines: Record<string, unknown>[];
const run = (outcomes: readonly unknown[], ageMs = 0) => {
  hub.outcomes = [...outcomes];
  const records = outcomes.map((_, index) => ({
    messageId: `m${index}`,
    receiptHandle: `r${index}`,
    body: JSON.stringify({ tenantId: 't1', threadId: 'th', id: `th.${index}`, ruleId: 'r1', correlationId: `c${index}` }),
    attributes: { MessageGroupId: `g${index}`, ApproximateReceiveCount: '1', SentTimestamp: String(Date.now() - ageMs) },
  }));
  return handler({ Records: records } as unknown as SQSEvent, { awsRequestId: 'r' } as Context);
};
const failed = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
beforeEach(() => {
  lines = written();
  Object.assign(hub, { sent: [], postponed: [], queuesAreUp: true });
});
afterEach(() => vi.restoreAllMocks());

test('a call that was taken is done, one that must wait comes again in its time', async () => {
  expect(await run([undefined, new RetryLater('the webhook answered 429', 90_000)])).toEqual(failed('m1'));
  expect(hub.postponed).toEqual([90_000]);
  expect(countsIn(lines)).toEqual({ ActionsDone: 1, ActionRetries: 1 });
});

test('one that went to the dead letters is noted so on its item: no rebuild makes it again', async () => {
  const item = { pk: 'T#t1#TH#th', sk: 'O#0' };
  await (hub.table as MemoryTable).write({ op: 'put', item });
  await run([new ActionRefused('not public')]);
  expect(await (hub.table as MemoryTable).get([item])).toEqual([{ ...item, settled: 'refused' }]);
});

test('one that cannot be carried out lies with its reason in the dead letters, in a form that can be put back', async () => {
  expect(await run([new ActionRefused('not public')])).toEqual(failed());
  expect(countsIn(lines)).toEqual({ ActionsRefused: 1 });
  expect(hub.sent).toMatchObject([{ url: 'queue:dead.fifo', message: { groupId: 'g0', dedupeId: 'm0' } }]);
  expect(JSON.parse(hub.sent[0]?.message.body ?? '')).toEqual({
    tenantId: 't1',
    threadId: 'th',
    id: 'th.0',
    ruleId: 'r1',
    correlationId: 'c0',
    reason: 'not public',
  });
});

test('errors of our own end after its time as a dead letter, before that they are repeated', async () => {
  expect(await run([new TypeError('x')])).toEqual(failed('m0'));
  expect(hub.sent).toEqual([]);
  expect(await run([new TypeError('x')], 2 * 3_600_000)).toEqual(failed());
  expect(hub.sent).toHaveLength(1);
});

test.each([
  ['sent', { SignalsSent: 1 }],
  ['late', { SignalsDropped: 1 }],
  [new Error('the table is away'), { SignalsDropped: 1 }],
])('a read mark that ends with %s is done: nothing repeats it, and no dead letter tells of it', async (outcome, counted) => {
  hub.signals = [outcome];
  const body = JSON.stringify({ signal: 'markRead', tenantId: 't1', threadId: 'th', originId: 'o1', channel: 'whatsapp', number: 1, at: 0 });
  const record = { messageId: 'm', receiptHandle: 'r', body, attributes: { MessageGroupId: 'g', ApproximateReceiveCount: '1', SentTimestamp: '0' } };
  expect(await handler({ Records: [record] } as unknown as SQSEvent, { awsRequestId: 'r' } as Context)).toEqual(failed());
  expect(countsIn(lines)).toEqual(counted);
  expect(hub.sent).toEqual([]);
});

test('a letter that cannot be written keeps the call in its queue', async () => {
  hub.queuesAreUp = false;
  expect(await run([new ActionRefused('gone')])).toEqual(failed('m0'));
});
