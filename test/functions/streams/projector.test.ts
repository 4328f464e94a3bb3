import type { Context, DynamoDBRecord } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { QueueUnavailable } from '../../../adapters/queues/queues.ts';
import { toAttributes } from '../../../adapters/table/attributes.ts';
import { type MemoryTable, memoryTable } from '../../../adapters/table/memory.ts';
import { applyBatch } from '../../../domain/support/inbound/apply-batch.ts';
import { bench, inbound } from '../../domain/support/inbound/events.ts';
import { countsByProjection, countsIn, written } from '../written.ts';

const hub = vi.hoisted(() => ({ sent: [] as { url: string; body: string }[], away: new Set<string>(), table: undefined as unknown }));
vi.hoisted(() => {
  const queues = Object.fromEntries(
    ['OUTBOUND', 'ACTIONS', 'ANALYSIS', 'DELIVERY', 'BULK', 'TIMER', 'WEBHOOKS', 'MEDIA', 'FANOUT', 'DEAD_LETTER'].map((name) => [
      `${name}_QUEUE_URL`,
      name.toLowerCase(),
    ]),
  );
  Object.assign(process.env, queues, { TABLE_NAME: 't', AWS_REGION: 'eu-central-1', POWERTOOLS_DEV: 'false', POWERTOOLS_LOG_LEVEL: 'INFO' });
});
vi.mock('#scheduler', () => ({ openSchedules: () => ({ arm: async () => undefined, disarm: async () => undefined }) }));
vi.mock('#queues', () => ({
  openQueues: () => ({
    send: async (url: string, messages: { body: string }[]) => {
      if (hub.away.has(url)) throw new QueueUnavailable(new Error('away'));
      hub.sent.push(...messages.map(({ body }) => ({ url, body })));
    },
  }),
}));
vi.mock('../../../adapters/table/dynamodb.ts', () => ({ openTable: () => (hub.table = memoryTable()) }));
const { handler } = await import('../../../functions/streams/projector.ts');

let lines: Record<string, unknown>[];
beforeEach(async () => {
  hub.sent = [];
  hub.away.clear();
  // No pulse is under way: the counters' message is sent.
  const table = hub.table as MemoryTable;
  for (const { pk, sk } of table.all()) if (sk === 'PULSE') await table.write({ op: 'delete', key: { pk, sk } });
  lines = written();
});
afterEach(() => vi.restoreAllMocks());

/** Records of everything that a customer's message changes, as the stream brings them; the items stand in the function's table too. */
const arrived = async (author: string): Promise<DynamoDBRecord[]> => {
  const b = bench();
  await applyBatch(b.deps, [inbound(author, `m-${author}`)]);
  for (const item of b.table.all()) await (hub.table as MemoryTable).write({ op: 'put', item });
  return b.table.changes.map(({ key: { pk, sk }, after }, at) => ({
    dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, NewImage: after && (toAttributes(after) as never), SequenceNumber: String(100 + at) },
  }));
};

/** As if the minute were over. */
const makeDue = async (): Promise<void> => {
  const table = hub.table as MemoryTable;
  for (const item of table.all()) if (item.sk.startsWith('R#')) await table.write({ op: 'put', item: { ...item, aSk: '2026-01-01T00:00:00.000Z' } });
};

test('a batch is carried on, and counted as projected', async () => {
  expect(await handler({ Records: await arrived('ann') }, {} as Context)).toEqual({ batchItemFailures: [] });
  expect(hub.sent.map(({ url }) => url)).toEqual(['delivery', 'delivery']);
  expect(countsIn(lines)).toEqual({ MessagesProjected: 1 });
});

test('the first minute of a process starts the search for old layouts, once; a queue that is away is tried again', async () => {
  const searches = (): number => hub.sent.filter(({ body }) => body.includes('old-layouts')).length;
  hub.away.add('bulk');
  expect(await handler({ retry: 'due' }, {} as Context)).toEqual({ batchItemFailures: [] });
  expect(lines.filter(({ message }) => message === 'search for old layouts not started')).toHaveLength(1);
  hub.away.clear();
  for (let minute = 0; minute < 3; minute += 1) await handler({ retry: 'due' }, {} as Context);
  expect(searches()).toBe(1);
});

test('while a queue is away its changes are put aside and counted, and the next minute carries them on', async () => {
  hub.away.add('delivery');
  expect(await handler({ Records: await arrived('bob') }, {} as Context)).toEqual({ batchItemFailures: [] });
  expect(countsByProjection(lines)).toEqual({ 'queues ChangesDelayed': 1, 'feed ChangesDelayed': 2 });
  expect(lines.filter(({ message }) => message === 'changes not processed')).toMatchObject([
    { projection: 'queues', delayed: 1 },
    { projection: 'feed', delayed: 2, failure: { name: 'QueueUnavailable' } },
  ]);
  hub.away.clear();
  await makeDue();
  expect(await handler({ retry: 'due' }, {} as Context)).toEqual({ batchItemFailures: [] });
  expect(hub.sent.filter(({ url }) => url === 'delivery')).toHaveLength(3);
  expect(lines.filter(({ message }) => message === 'retries')).toMatchObject([
    { projection: 'queues', carried: 1, delayed: 0, dead: 0 },
    { projection: 'feed', carried: 2, delayed: 0, dead: 0 },
  ]);
});

test('an operator’s letter is carried on again, and named when it is not', async () => {
  const [pk, sk] = [`T#acme#TH#none`, 'HEAD'];
  expect(
    await handler(
      {
        retry: [
          { projection: 'feed', pk, sk },
          { projection: 'nonsense', pk, sk },
        ],
      },
      {} as Context,
    ),
  ).toEqual({
    batchItemFailures: [{ itemIdentifier: '1' }],
  });
});
