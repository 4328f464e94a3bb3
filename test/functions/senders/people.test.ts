import type { Context, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { QueueMessage } from '../../../adapters/queues/queues.ts';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { createHarness, type World } from '../api/harness.ts';
import { countsIn, written } from '../written.ts';

const hub = vi.hoisted(() => ({ answer: undefined as unknown, called: 0, sent: [] as string[], isQueueDown: false, table: undefined as unknown }));
vi.hoisted(
  () =>
    void Object.assign(process.env, {
      DELIVERY_QUEUE_URL: 'queue:delivery',
      USER_SERVICE_URL: 'https://people.test',
      USER_SERVICE_SECRET: 's',
      POWERTOOLS_DEV: 'false',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    }),
);
vi.mock('#queues', () => ({
  openQueues: () => ({
    send: async (_url: string, messages: readonly QueueMessage[]) => {
      if (hub.isQueueDown) throw new Error('no queue');
      hub.sent.push(...messages.map(({ body }) => body));
    },
    postpone: async () => undefined,
  }),
}));
vi.mock('#table', () => ({ openTable: () => new Proxy({}, { get: (_, name) => (hub.table as Record<PropertyKey, unknown>)[name] }) }));
vi.mock('#secrets', () => ({ openSecrets: () => ({ get: async () => undefined }) }));
vi.mock('../../../adapters/outgoing/guarded-fetch.ts', () => ({
  guardedFetch: () => async () => {
    hub.called += 1;
    return hub.answer;
  },
}));
const { handler } = await import('../../../functions/senders/people.ts');

let lines: Record<string, unknown>[];
let world: World;
const noor = { id: 'hr-noor', name: 'Noor', email: 'noor@out.example', role: 'agent', teamIds: [] };
const answer = (agents: unknown[]) => void (hub.answer = { status: 200, body: JSON.stringify({ agents, teams: [] }) });
const run = (body: unknown) =>
  handler({ Records: [{ messageId: 'm0', body: JSON.stringify(body), attributes: {} }] } as unknown as SQSEvent, { awsRequestId: 'r' } as Context);
const done = { batchItemFailures: [] };

beforeEach(async () => {
  lines = written();
  Object.assign(hub, { sent: [], called: 0, isQueueDown: false });
  const table = memoryTable();
  const harness = createHarness({ deps: { table } });
  // The harness opens a table of its own for what it makes; the tenant is made through the API.
  world = await harness.tenant().catch(() => undefined as never);
  hub.table = harness.deps.table;
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test('people come, and the audit says that the hub itself did it', async () => {
  answer([noor, 7]);
  expect(await run({ tenantId: world.tenantId })).toEqual(done);
  expect(countsIn(lines)).toEqual({ PeopleAsked: 1, PeopleChanged: 1, PeopleSkipped: 1 });
});
