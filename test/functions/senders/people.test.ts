import type { Context, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { QueueMessage } from '../../../adapters/queues/queues.ts';
import { peopleStateKey } from '../../../domain/people/user-service/state.ts';
import { createHarness, type Harness, type World } from '../api/harness.ts';
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
vi.mock('#table', () => ({
  openTable: () => {
    const to =
      (name: string) =>
      (...given: unknown[]) =>
        (hub.table as Record<string, (...args: unknown[]) => unknown>)[name]?.(...given);
    return Object.fromEntries(['get', 'query', 'count', 'transact', 'write'].map((name) => [name, to(name)]));
  },
}));
vi.mock('#secrets', () => ({ openSecrets: () => ({ get: async () => undefined }) }));
vi.mock('../../../adapters/outgoing/guarded-fetch.ts', () => ({
  guardedFetch: () => async () => {
    hub.called += 1;
    return hub.answer;
  },
}));
const { handler } = await import('../../../functions/senders/people.ts');

let lines: Record<string, unknown>[];
let harness: Harness;
let world: World;
const noor = { id: 'hr-noor', name: 'Noor', email: 'noor@out.example', role: 'agent', teamIds: [] };
const answer = (agents: unknown[]) => void (hub.answer = { status: 200, body: JSON.stringify({ agents, teams: [] }) });
const run = (body: unknown) =>
  handler({ Records: [{ messageId: 'm0', body: JSON.stringify(body), attributes: {} }] } as unknown as SQSEvent, { awsRequestId: 'r' } as Context);
const done = { batchItemFailures: [] };

beforeEach(async () => {
  lines = written();
  Object.assign(hub, { sent: [], called: 0, isQueueDown: false });
  harness = createHarness();
  world = await harness.tenant();
  hub.table = harness.table;
});
afterEach(() => vi.restoreAllMocks());

/** As if the last question was long ago. */
const later = async () => {
  const { table } = harness;
  await table.write({ op: 'update', key: peopleStateKey(world.tenantId), set: { dueAt: 0 } });
};

test('people come, what is bad is told, and the audit says that the hub did it', async () => {
  answer([noor, 7]);
  expect(await run({ tenantId: world.tenantId })).toEqual(done);
  expect(countsIn(lines)).toEqual({ PeopleAsked: 1, PeopleChanged: 1, PeopleSkipped: 1 });
  expect(lines).toContainEqual(expect.objectContaining({ message: 'entries of the user service are left out', of: 1 }));
  const { body } = await harness.call('GET /v1/audit', { token: world.adminToken });
  expect(body.items).toContainEqual(expect.objectContaining({ object: { type: 'agent', id: 'hr-noor' }, by: { type: 'system', id: null } }));
});

test('a question too soon is none', async () => {
  answer([noor]);
  await run({ tenantId: world.tenantId });
  expect(await run({ tenantId: world.tenantId })).toEqual(done);
  expect([hub.called, countsIn(lines)]).toEqual([1, { PeopleAsked: 1, PeopleChanged: 1 }]);
});

test.each([
  [503, 'WARN', 'the user service did not answer well; the last answer stays in use'],
  [401, 'ERROR', 'the user service rejects the calls: check USER_SERVICE_URL and its secret'],
])('a %i is told once and not repeated', async (status, level, message) => {
  hub.answer = { status, body: '' };
  expect(await run({ tenantId: world.tenantId })).toEqual(done);
  expect(countsIn(lines)).toEqual({ PeopleQuestionsFailed: 1 });
  expect(lines).toContainEqual(expect.objectContaining({ level, message, reason: `HTTP ${status}` }));
});

test.each([false, true])('sockets of who has gone are closed by delivery, or are forgotten while its queue is down (%s)', async (isQueueDown) => {
  answer([noor]);
  await run({ tenantId: world.tenantId });
  answer([]);
  await later();
  hub.isQueueDown = isQueueDown;
  expect(await run({ tenantId: world.tenantId })).toEqual(done);
  expect(hub.sent.map((body) => JSON.parse(body) as unknown)).toEqual(isQueueDown ? [] : [expect.anything()]);
});

test('a message without a tenant is dropped, and one with an error of our own comes again', async () => {
  expect(await run({ tenantId: 'a#b' })).toEqual(done);
  expect(await run({})).toEqual(done);
  hub.table = { get: async () => Promise.reject(new Error('no table')) };
  expect(await run({ tenantId: world.tenantId })).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
});
