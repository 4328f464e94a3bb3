import type { Context, MSKEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MemoryTable } from '../../../adapters/table/memory.ts';
import { countsIn, written } from '../written.ts';

const hub = vi.hoisted(() => ({ table: undefined as unknown, letters: [] as { body: string }[] }));
vi.hoisted(() => {
  const environment = { TABLE_NAME: 't', OBJECTS_BUCKET: 'b', DEAD_LETTER_QUEUE_URL: 'https://sqs/dead', AWS_REGION: 'eu-central-1', MAX_RETRIES: '1' };
  Object.assign(process.env, environment, { POWERTOOLS_DEV: 'false', POWERTOOLS_LOG_LEVEL: 'INFO' });
});
vi.mock('../../../adapters/objects/s3.ts', () => ({ openObjects: () => ({ put: async () => undefined }) }));
vi.mock('../../../adapters/queues/sqs.ts', () => ({
  openQueues: () => ({ send: async (_: string, letters: { body: string }[]) => void hub.letters.push(...letters) }),
}));
vi.mock('../../../adapters/table/dynamodb.ts', async () => {
  const { memoryTable } = await import('../../../adapters/table/memory.ts');
  hub.table = memoryTable();
  return { openTable: () => hub.table };
});
const escalations = await import('../../../functions/consumers/escalations-outbound.ts');
const queues = await import('../../../functions/consumers/queue-acks.ts');
const { inbound, ORIGIN, TENANT, bench } = await import('../../domain/support/inbound/events.ts');
const { applyBatch } = await import('../../../domain/support/inbound/apply-batch.ts');
const { createQueue } = await import('../../../domain/support/queues/commands.ts');
const { threadIdOf } = await import('../../../domain/support/threads/thread-id.ts');
const { loadTicket } = await import('../../../domain/support/tickets/store.ts');

const table = hub.table as MemoryTable;
await table.write({ op: 'put', item: { pk: `T#${TENANT}`, sk: 'TENANT', generation: 0, createdAt: '2026-03-01T10:00:00Z' } });
const ticketId = `${threadIdOf(ORIGIN, 'ann')}.1`;

let lines: Record<string, unknown>[];
const consume = (handler: typeof queues.handler, ...values: readonly object[]) => {
  const records = values.map((value, offset) => ({
    offset,
    timestamp: 1_700_000_000_000,
    value: Buffer.from(JSON.stringify(value)).toString('base64'),
    headers: [],
  }));
  return handler({ records: { 'x-0': records } } as unknown as MSKEvent, { awsRequestId: 'r' } as Context);
};
const envelope = (id: string, type: string, data: object) => ({ tenantId: TENANT, id, type, version: 1, occurredAt: '2026-11-28T10:00:00Z', data });

beforeEach(() => {
  hub.letters = [];
  lines = written();
});
afterEach(() => vi.restoreAllMocks());

test('escalations_outbound raises, answers and closes; what cannot be is a dead letter with its reason', async () => {
  await applyBatch({ ...bench().deps, table, sequences: { next: async () => 1 } }, [inbound('ann', 'm1')]);
  const target = { email: 'pat@help.example' };
  const answer = await consume(
    escalations.handler,
    envelope('e1', 'escalation.raised', { ticketId, target, text: 'help' }),
    envelope('e1', 'escalation.raised', { ticketId, target, text: 'other' }),
    envelope('e2', 'escalation.closed', { escalationId: 'e1' }),
    envelope('e3', 'escalation.answered', { escalationId: 'nothing', text: 'x' }),
    envelope('e4', 'escalation.raised', { ticketId, target: { email: 'nobody' }, text: 'x' }),
  );
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(await loadTicket(table, TENANT, ticketId)).toMatchObject({ escalations: null, visibleMessageCount: 2 });
  expect(countsIn(lines)).toEqual({ EventsApplied: 2, DoublesDropped: 1, DeadLetters: 2 });
  expect(hub.letters.map(({ body }) => (JSON.parse(body) as { reason: string }).reason)).toEqual([
    expect.stringMatching(/^invalid event: The data of escalation.raised are not valid/),
    'not_found: No such escalation.',
  ]);
});

test('queue_acks has the tickets of a queue evaluated again', async () => {
  const deps = { table, clock: Date.now, newId: () => 'q1' };
  const context = { tenantId: TENANT, actor: { type: 'system' }, correlationId: 'c', causationId: null, depth: 0 } as const;
  await createQueue(deps, context, { name: 'q', priority: 1, condition: { all: [] }, visibleTo: { teamIds: [], agentIds: [] } });
  const generation = async () => Number((await table.get([{ pk: `T#${TENANT}`, sk: 'TENANT' }]))[0]?.['queuesGeneration']);
  const before = await generation();
  const event = envelope('c1', 'queue.changed', { queueId: 'q1' });
  expect(await consume(queues.handler, event, event, envelope('c2', 'queue.changed', { queueId: 'q2' }))).toEqual({ batchItemFailures: [] });
  expect(await generation()).toBe(before + 1);
  expect(countsIn(lines)).toEqual({ EventsApplied: 1, DoublesDropped: 1, DeadLetters: 1 });
});
