import type { Context, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { QueueMessage } from '../../../adapters/queues/queues.ts';
import { ActionRefused } from '../../../domain/delivery/run-action.ts';
import { TryAgain } from '../../../domain/delivery/sending.ts';
import { countsIn, written } from '../written.ts';

const hub = vi.hoisted(() => ({
  outcomes: [] as unknown[],
  gaveUp: 'failed' as unknown,
  sent: [] as { url: string; message: unknown }[],
  postponed: [] as { receipts: readonly string[]; ms: number }[],
  queuesAreUp: true,
}));
vi.hoisted(
  () =>
    void Object.assign(process.env, {
      TABLE_NAME: 't',
      OBJECTS_BUCKET: 'b',
      ORIGIN_SECRETS_PREFIX: 'parley/test/',
      OUTBOUND_QUEUE_URL: 'queue:outbound.fifo',
      OUTBOUND_DEAD_LETTER_QUEUE_URL: 'queue:dead.fifo',
      AWS_REGION: 'eu-central-1',
      POWERTOOLS_DEV: 'false',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    }),
);
const next = async (given: unknown): Promise<unknown> => {
  if (given instanceof Error) throw given;
  return given;
};
vi.mock('#queues', () => ({
  openQueues: () => ({
    send: async (url: string, messages: readonly QueueMessage[]) => {
      if (!hub.queuesAreUp) throw new Error('no queue');
      hub.sent.push(...messages.map((message) => ({ url, message })));
    },
    postpone: async (_url: string, receipts: readonly string[], ms: number) => {
      if (!hub.queuesAreUp) throw new Error('no queue');
      hub.postponed.push({ receipts, ms });
    },
  }),
}));
vi.mock('../../../domain/delivery/send-reply.ts', () => ({ sendReply: () => next(hub.outcomes.shift()), giveUpReply: () => next(hub.gaveUp) }));
vi.mock('../../../domain/delivery/run-action.ts', async (original) => ({ ...(await original<object>()), runAction: () => next(hub.outcomes.shift()) }));
const { handler } = await import('../../../functions/senders/outbound.ts');

const HOURS_5 = 5 * 3_600_000;
let lines: Record<string, unknown>[];
const send = (outcomes: readonly unknown[], { type = 'reply', receives = 1, ageMs = 0, group = (place: number) => `g${place}` } = {}) => {
  hub.outcomes = [...outcomes];
  const records = outcomes.map((_, place) => ({
    messageId: `m${place}`,
    receiptHandle: `r${place}`,
    body: JSON.stringify({ type, tenantId: 't1', correlationId: `c${place}` }),
    attributes: { MessageGroupId: group(place), ApproximateReceiveCount: String(receives), SentTimestamp: String(Date.now() - ageMs) },
  }));
  return handler({ Records: records } as unknown as SQSEvent, { awsRequestId: 'r' } as Context);
};
const failed = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
beforeEach(() => {
  lines = written();
  Object.assign(hub, { sent: [], postponed: [], queuesAreUp: true, gaveUp: 'failed' });
});
afterEach(() => vi.restoreAllMocks());

test('what came of each reply is counted and told with its correlation id; nothing to send counts as nothing', async () => {
  expect(await send(['sent', 'failed', 'unknown', 'sent', null])).toEqual(failed());
  expect(countsIn(lines)).toEqual({ RepliesSent: 2, RepliesFailed: 1, RepliesUnknown: 1 });
  expect(lines.find(({ message }) => message === 'reply')).toMatchObject({ correlation_id: 'c0', tenantId: 't1', outcome: 'sent' });
});

test('a provider that says later is no error; what nobody foresaw is; both come again in their time, not the queue’s', async () => {
  expect(await send([new TryAgain('429', 70_000), new TypeError('"secret illness" is not a function')])).toEqual(failed('m0', 'm1'));
  expect(hub.postponed).toEqual([
    { receipts: ['r0'], ms: 70_000 },
    { receipts: ['r1'], ms: expect.any(Number) },
  ]);
  expect(hub.postponed[1]?.ms).toBeLessThanOrEqual(5_000);
  expect(countsIn(lines)).toEqual({ SendRetries: 2 });
  expect(lines.filter(({ message }) => message === 'not sent').map(({ level }) => level)).toEqual(['WARN', 'ERROR']);
  expect(JSON.stringify(lines)).not.toContain('illness');
});

test('behind one that must be tried again those of its group wait untried; other groups go on', async () => {
  const group = (place: number): string => (place < 2 ? 'a' : 'b');
  expect(await send([new TryAgain('503', 2_000), 'sent'], { group: () => 'a' })).toEqual(failed('m0', 'm1'));
  expect(hub.postponed).toEqual([{ receipts: ['r0', 'r1'], ms: 2_000 }]);
  expect(hub.outcomes).toEqual(['sent']);
  expect(await send([new TryAgain('503', 2_000), 'sent', null], { group })).toEqual(failed('m0', 'm1'));
});

test('an entry that was delivered often comes ever more seldom, whatever it waits for', async () => {
  await send([new TryAgain('busy', 1_000)], { receives: 10 });
  await send([new TryAgain('busy', 1_000)], { receives: 100 });
  expect(hub.postponed.map(({ ms }) => ms)).toEqual([1_000, 60_000]);
});

test("a rule's call that cannot be carried out lies with its reason in the dead letters, in a form that can be put back", async () => {
  expect(await send([new ActionRefused('not public'), undefined], { type: 'action' })).toEqual(failed());
  expect(countsIn(lines)).toEqual({ ActionsRefused: 1 });
  expect(hub.sent).toEqual([{ url: 'queue:dead.fifo', message: { body: expect.any(String) as string, groupId: 'g0', dedupeId: 'm0' } }]);
  const [letter] = hub.sent.map(({ message }) => (message as QueueMessage).body);
  expect(JSON.parse(letter ?? '')).toEqual({ type: 'action', tenantId: 't1', correlationId: 'c0', reason: 'not public' });
});

test('errors of our own end after hours: the agent is told, the action is a dead letter', async () => {
  expect(await send([new TypeError('x')], { ageMs: HOURS_5 })).toEqual(failed());
  expect(countsIn(lines)).toEqual({ RepliesFailed: 1 });
  expect(await send([new TypeError('x')], { type: 'action', ageMs: HOURS_5 })).toEqual(failed());
  expect(hub.sent).toHaveLength(1);
});

test('what cannot be settled either comes again, also while no queue can be reached', async () => {
  hub.gaveUp = new Error('no table');
  expect(await send([new TypeError('x')], { ageMs: HOURS_5 })).toEqual(failed('m0'));
  hub.queuesAreUp = false;
  expect(await send([new ActionRefused('gone')], { type: 'action' })).toEqual(failed('m0'));
  expect(await send([new TryAgain('503', 1)])).toEqual(failed('m0'));
  expect(lines.filter(({ message }) => message === 'not settled')).toHaveLength(2);
});
