import type { Context, SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { beforeEach, expect, test, vi } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { connectionItems } from '../../../domain/realtime/connection.ts';
import { type FeedEntry, packFeed } from '../../../domain/realtime/feed-entry.ts';
import { markShard } from '../../../domain/realtime/live-keys.ts';
import { TENANT, ticketOf } from '../../domain/search/threads.ts';
import { sockets } from './harness.ts';

const table = vi.hoisted(() => ({ current: undefined as unknown as ReturnType<typeof memoryTable> }));
vi.mock('../../../adapters/table/dynamodb.ts', () => ({
  openTable: () => {
    table.current = memoryTable();
    return table.current;
  },
}));
const later = vi.hoisted(() => [] as { queueUrl: string; body: string; delaySeconds?: number }[]);
vi.mock('../../../adapters/queues/sqs.ts', () => ({
  openQueues: () => ({
    send: async (queueUrl: string, messages: readonly { body: string; delaySeconds?: number }[]) =>
      void later.push(...messages.map((message) => ({ queueUrl, ...message }))),
  }),
}));
vi.stubEnv('DELIVERY_QUEUE_URL', 'queue:delivery');
vi.stubEnv('FANOUT_QUEUE_URL', 'queue:fanout');
vi.mock('../../../adapters/sockets/api-gateway.ts', async () => ({ openSockets: () => sockets }));
const { handler } = await import('../../../functions/realtime/delivery.ts');

const run = (...bodies: string[]) =>
  handler({ Records: bodies.map((body, i) => ({ messageId: `m${i}`, body }) as SQSRecord) }, {} as Context) as Promise<SQSBatchResponse>;
const entry: FeedEntry = { kind: 'ticket', tenantId: TENANT, ticket: ticketOf(1) };

beforeEach(async () => {
  sockets.frames.clear();
  sockets.closed.length = 0;
  sockets.broken.clear();
  await table.current.write({ op: 'put', item: { pk: `T#${TENANT}`, sk: 'TENANT', generation: 1, createdAt: '2026-01-01T00:00:00.000Z' } });
  for (const item of connectionItems(
    { connectionId: 'c1', tenantId: TENANT, personId: 'k', principal: 'key', role: 'admin', teamIds: [], sessionId: null },
    Date.now(),
  )) {
    await table.current.write({ op: 'put', item });
  }
  await table.current.write(markShard(TENANT, 'c1'));
});

test('batches of the feed become frames', async () => {
  expect(await run(...packFeed([entry]), ...packFeed([entry]))).toEqual({ batchItemFailures: [] });
  expect(sockets.frames.get('c1')).toMatchObject([{ type: 'ticket' }]);
  expect(await run(...packFeed([{ kind: 'queue', tenantId: TENANT, queueId: 'none' }]))).toEqual({ batchItemFailures: [] });
});

test('a body that is none of ours goes its way to the dead letters alone', async () => {
  expect(await run('nonsense', ...packFeed([entry]))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
  expect(sockets.frames.get('c1')).toHaveLength(1);
});

test('undelivered messages come again', async () => {
  sockets.broken.add('c1');
  expect(await run(...packFeed([entry]), ...packFeed([entry]))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }, { itemIdentifier: 'm1' }] });
});

test('sockets of an ended session are closed', async () => {
  const closing: FeedEntry = { kind: 'close', tenantId: TENANT, personId: 'k', sessionId: null };
  expect(await run(...packFeed([closing]))).toEqual({ batchItemFailures: [] });
  expect(sockets.closed).toEqual(['c1']);
  sockets.broken.add('c1');
  expect(await run(...packFeed([closing]))).toEqual({ batchItemFailures: [] });
});

test('a strange entry is skipped, and only the record of what failed comes again', async () => {
  const strange = JSON.stringify([{ kind: 'dance' }, null, JSON.parse(packFeed([entry])[0] ?? '')[0]]);
  expect(await run(strange)).toEqual({ batchItemFailures: [] });
  expect(sockets.frames.get('c1')).toHaveLength(1);
  const { query } = table.current;
  table.current.query = (given) => (given.pk.startsWith('T#other') ? Promise.reject(new Error('down')) : query(given));
  const other: FeedEntry = { kind: 'queue', tenantId: 'other', queueId: 'q' };
  expect(await run(...packFeed([entry]), ...packFeed([other]), ...packFeed([entry]))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
  table.current.query = query;
});

test('above the limit, changes are left to the pulse: a message to its own queue, a second later', async () => {
  const tickets = Array.from({ length: 60 }, (_, n): FeedEntry => ({ kind: 'ticket', tenantId: TENANT, ticket: ticketOf(n + 1) }));
  const bulk: FeedEntry[] = [{ kind: 'segment', tenantId: TENANT, shard: 0, number: 1 }, ...tickets];
  expect(await run(...packFeed(bulk))).toEqual({ batchItemFailures: [] });
  expect(sockets.frames.get('c1')).toBeUndefined();
  expect(later).toEqual([{ queueUrl: 'queue:delivery', body: expect.stringContaining('"pulse"'), delaySeconds: 0 }]);
});

test('work of a conversation that is due goes to its worker, once for the same look', async () => {
  const fanOut = { tenantId: TENANT, conversationId: 'g.1', work: [{ kind: 'wait', number: 3, late: {} }] } as const;
  expect(await run(...packFeed([{ kind: 'fanOut', tenantId: TENANT, fanOut }]))).toEqual({ batchItemFailures: [] });
  expect(later.filter(({ queueUrl }) => queueUrl === 'queue:fanout')).toEqual([
    { queueUrl: 'queue:fanout', body: JSON.stringify(fanOut), groupId: `${TENANT}.g.1`, dedupeId: expect.any(String) as string },
  ]);
});
