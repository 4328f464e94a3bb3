import type { Context, DynamoDBRecord } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { toAttributes } from '../../../adapters/table/attributes.ts';
import { type MemoryTable, memoryTable } from '../../../adapters/table/memory.ts';
import { Rejected, Unavailable } from '../../../domain/edge-errors.ts';
import type { Projection } from '../../../domain/projections/projection.ts';
import type * as Projections from '../../../domain/projections/projections.ts';
import { applyBatch } from '../../../domain/support/inbound/apply-batch.ts';
import { bench, inbound, TENANT } from '../../domain/support/inbound/events.ts';
import { createHarness } from '../api/harness.ts';
import { countsByProjection, written } from '../written.ts';

/** What a projection writes: one file like this, and one line in `projections.ts`. */
const hub = vi.hoisted(() => ({
  sent: [] as { url: string; body: string }[],
  seen: [] as string[],
  error: undefined as Error | undefined,
  table: undefined as unknown,
}));
vi.hoisted(() => {
  const queues = Object.fromEntries(
    ['OUTBOUND', 'ACTIONS', 'ANALYSIS', 'DELIVERY', 'BULK', 'TIMER', 'WEBHOOKS', 'MEDIA', 'FANOUT', 'DEAD_LETTER'].map((name) => [
      `${name}_QUEUE_URL`,
      name.toLowerCase(),
    ]),
  );
  Object.assign(process.env, queues, { TABLE_NAME: 't', AWS_REGION: 'eu-central-1', POWERTOOLS_DEV: 'false', POWERTOOLS_LOG_LEVEL: 'INFO' });
});
vi.mock('../../../domain/projections/projections.ts', async (original) => {
  const { projectionsOf } = await original<typeof Projections>();
  const { asNew } = await import('../../../domain/projections/projection.ts');
  const { overTickets } = await import('../../../domain/projections/rebuild/over-tickets.ts');
  const oneMore = (): Projection => ({
    name: 'onemore',
    ordered: false,
    wants: ({ sk }) => sk === 'HEAD',
    async of(changes) {
      if (hub.error) throw hub.error;
      hub.seen.push(...changes.map(({ after }) => String(after?.pk)));
      return { count: changes.length, failures: [] };
    },
    again: asNew,
    rebuild: overTickets('active'),
  });
  return { projectionsOf: (deps: Parameters<typeof projectionsOf>[0]) => [...projectionsOf(deps), oneMore()] };
});
vi.mock('#scheduler', () => ({ openSchedules: () => ({ arm: async () => undefined, disarm: async () => undefined }) }));
vi.mock('#queues', () => ({
  openQueues: () => ({ send: async (url: string, messages: { body: string }[]) => void hub.sent.push(...messages.map(({ body }) => ({ url, body }))) }),
}));
vi.mock('../../../adapters/table/dynamodb.ts', () => ({ openTable: () => (hub.table ??= memoryTable()) }));
const { handler } = await import('../../../functions/streams/projector.ts');
const { handler: bulk } = await import('../../../functions/jobs/bulk.ts');
const { PROJECTIONS } = await import('../../../functions/projection-names.ts');

let lines: Record<string, unknown>[];
beforeEach(() => {
  Object.assign(hub, { sent: [], seen: [], error: undefined });
  lines = written();
});
afterEach(() => vi.restoreAllMocks());

const arrived = async (author: string): Promise<DynamoDBRecord[]> => {
  const b = bench();
  await applyBatch(b.deps, [inbound(author, `m-${author}`)]);
  for (const item of b.table.all()) await (hub.table as MemoryTable).write({ op: 'put', item });
  return b.table.changes.map(({ key: { pk, sk }, after }, at) => ({
    dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, NewImage: after && (toAttributes(after) as never), SequenceNumber: String(100 + at) },
  }));
};

test('one more projection has a lane, marks and metrics of its own', async () => {
  hub.error = new Unavailable('away');
  expect(await handler({ Records: await arrived('ann') }, {} as Context)).toEqual({ batchItemFailures: [] });
  expect(countsByProjection(lines)).toEqual({ 'onemore ChangesDelayed': 1 });
  expect((hub.table as MemoryTable).all().filter(({ sk }) => sk.startsWith('R#'))).toMatchObject([{ projection: 'onemore', item: 'HEAD' }]);
});

test('an item that it can never process is a dead letter with its name, and affects no other projection', async () => {
  hub.error = new Rejected('odd');
  await handler({ Records: await arrived('bob') }, {} as Context);
  expect(countsByProjection(lines)).toEqual({ 'onemore DeadLetters': 1 });
  expect(hub.sent.filter(({ url }) => url === 'dead_letter').map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
    { projection: 'onemore', sk: 'HEAD', reason: 'Rejected: odd' },
  ]);
  expect(hub.sent.some(({ url }) => url === 'delivery')).toBe(true);
});

test('it is rebuilt by its name, as an admin asks for it', async () => {
  expect(PROJECTIONS).toContain('onemore');
  const harness = createHarness();
  const { adminToken } = await harness.tenant();
  const answer = await harness.call('POST /v1/admin/rebuild', { token: adminToken, body: { projection: 'onemore' } });
  expect(answer).toMatchObject({ status: 202, body: { projection: 'onemore', state: 'running' } });
  const table = hub.table as MemoryTable;
  const job = JSON.parse(harness.sent[0]?.message.body ?? '') as { id: string };
  const row = harness.table.all().find(({ sk }) => sk === 'REBUILD#onemore');
  await table.write({ op: 'put', item: { ...row, pk: `T#${TENANT}#JOB`, sk: 'REBUILD#onemore' } });
  const body = JSON.stringify({ ...job, tenantId: TENANT });
  expect(await bulk({ Records: [{ messageId: 'm', body }] } as never, {} as Context)).toEqual({ batchItemFailures: [] });
  expect(new Set(hub.seen).size).toBe(2);
  expect((await table.get([{ pk: `T#${TENANT}#JOB`, sk: 'REBUILD#onemore' }]))[0]).toMatchObject({ visited: 2, carried: 2 });
});
