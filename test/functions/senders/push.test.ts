import type { Context, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import { openWorld } from '../../domain/push/world.ts';
import { countsIn, written } from '../written.ts';

const hub = vi.hoisted(() => ({
  answer: {} as object | Error,
  table: undefined as unknown,
  secret: undefined as string | undefined,
  sent: [] as { body: string }[],
  called: [] as { url: string; headers: Record<string, string> }[],
}));
vi.hoisted(
  () =>
    void Object.assign(process.env, {
      PUSH_QUEUE_URL: 'queue:push',
      APP_SECRETS_NAME: 'app',
      PARLEY_PUBLIC_URL: 'https://hub.example',
      PUSH_FCM_APPLICATION_ARN: 'arn:aws:sns:eu-west-1:1:app/GCM/shop',
      POWERTOOLS_DEV: 'false',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    }),
);
vi.mock('#queues', () => ({ openQueues: () => ({ send: async (_: string, messages: { body: string }[]) => void hub.sent.push(...messages) }) }));
vi.mock('#secrets', () => ({ openSecrets: () => ({ get: async () => hub.secret }) }));
vi.mock('#mobile-push', () => ({ openMobilePush: () => async () => ({ outcome: 'sent', endpointArn: 'arn:endpoint' }) }));
vi.mock('#table', () => ({
  openTable: () => new Proxy({}, { get: (_, name) => (hub.table as Record<string | symbol, unknown>)[name] }),
}));
vi.mock('../../../adapters/outgoing/guarded-fetch.ts', () => ({
  guardedFetch:
    () =>
    async (url: string, { headers }: { headers: Record<string, string> }) => {
      hub.called.push({ url, headers });
      if (hub.answer instanceof Error) throw hub.answer;
      return { headers: {}, retryAfter: null, body: '', ...hub.answer };
    },
}));
const { handler } = await import('../../../functions/senders/push.ts');

let lines: Record<string, unknown>[];
let world: Awaited<ReturnType<typeof openWorld>>;
const failed = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
const run = (...bodies: readonly string[]) =>
  handler(
    { Records: bodies.map((body, at) => ({ messageId: `m${at}`, receiptHandle: 'r', body, attributes: {} })) } as unknown as SQSEvent,
    { awsRequestId: 'r' } as Context,
  );

beforeEach(async () => {
  // The function has the real time.
  vi.useFakeTimers({ now: Date.parse('2026-11-21T10:00:00Z'), toFake: ['Date'] });
  world = await openWorld();
  Object.assign(hub, {
    table: world.harness.table,
    answer: { status: 201 },
    secret: JSON.stringify({ vapidKey: 'a text of the deployment' }),
    sent: [],
    called: [],
  });
  await world.register();
  await world.post('the secret of Ann');
  lines = written();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('somebody who is away gets one push; nothing of its text is logged', async () => {
  expect(await run(JSON.stringify(world.job), JSON.stringify(world.job))).toEqual(failed());
  expect(hub.called).toMatchObject([{ url: 'https://push.example/1', headers: { ttl: '86400', 'content-encoding': 'aes128gcm' } }]);
  expect(countsIn(lines)).toEqual({ PushesSent: 1, PushesCollapsed: 1 });
  expect(JSON.stringify(lines)).not.toContain('the secret');
});

test('a bad job fails alone', async () => {
  expect(await run('no json', JSON.stringify({ tenantId: 1 }), JSON.stringify(world.job))).toEqual(failed('m0', 'm1'));
  expect(countsIn(lines)).toEqual({ PushesSent: 1, PushFailures: 2 });
});

test('a device that is gone is removed; a push service that is down is asked later; one that refuses is logged without its address', async () => {
  hub.answer = { status: 503 };
  await run(JSON.stringify(world.job));
  expect(hub.sent.map(({ body }) => JSON.parse(body) as object)).toMatchObject([{ ...world.job, again: { tries: 1 } }]);
  await world.ack(1);
  await world.post('two');
  hub.answer = { status: 400 };
  await run(JSON.stringify(world.job));
  await world.ack(2);
  await world.post('three');
  hub.answer = { status: 410 };
  await run(JSON.stringify(world.job));
  expect((await world.call('GET /v1/devices', world.bo)).items).toEqual([]);
  expect(countsIn(lines)).toEqual({ PushRetries: 1, PushesRefused: 1, DevicesGone: 1 });
  expect(JSON.stringify(lines)).not.toContain('push.example');
});

test('a push in quiet hours is held', async () => {
  await world.call('PATCH /v1/me', world.bo, { quietHours: { from: '09:00', to: '12:00', timeZone: 'UTC' } });
  await run(JSON.stringify(world.job));
  expect(hub.sent).toMatchObject([{ delaySeconds: 900 }]);
  expect(countsIn(lines)).toEqual({ PushesHeld: 1 });
});

test('a phone goes by the adapter of mobile push', async () => {
  await world.call('POST /v1/devices', world.bo, { kind: 'fcm', token: `a:${'b'.repeat(140)}` });
  await run(JSON.stringify(world.job));
  expect(countsIn(lines)).toEqual({ PushesSent: 2 });
});

test('without the key of the deployment the job fails and is repeated', async () => {
  hub.secret = undefined;
  expect(await run(JSON.stringify(world.job))).toEqual(failed('m0'));
  Object.assign(hub, { secret: JSON.stringify({ vapidKey: 'a text of the deployment' }) });
  expect(await run(JSON.stringify(world.job))).toEqual(failed());
  expect(countsIn(lines)).toEqual({ PushFailures: 1, PushesSent: 1 });
});

test('an engine that is away leaves the job to the queue', async () => {
  const table = memoryTable();
  Object.assign(hub, { table: { ...table, get: () => Promise.reject(new Error('away')) } });
  expect(await run(JSON.stringify(world.job))).toEqual(failed('m0'));
});
