import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { wake } from '../../../adapters/embedded/wake.ts';
import { QueueEngine, type QueueSettings } from '../../../adapters/queues/embedded/engine.ts';
import type { QueueSource } from '../../../local/assembly/plan.ts';
import { EngineHealth } from '../../../local/workers/engine-health.ts';
import { QueuePoller } from '../../../local/workers/queue-poller.ts';
import { until } from '../../harness/until.ts';
import { useTemporaryHome } from '../temporary-home.ts';
import { Healthy } from './records.ts';

interface SqsEvent {
  readonly Records: readonly { messageId: string; body: string; attributes: Record<string, string>; eventSourceARN: string; md5OfBody: string }[];
}

const home = useTemporaryHome();
const pollers: QueuePoller[] = [];
afterEach(async () => {
  await Promise.all(pollers.splice(0).map((poller) => poller.stop()));
  vi.restoreAllMocks();
});

const setUp = (
  handler: (event: SqsEvent) => unknown,
  more: Partial<QueueSource> = {},
  settings: Partial<QueueSettings> = {},
  health: EngineHealth = new Healthy(),
) => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const queue = more.queue ?? 'q';
  const engine = new QueueEngine(join(home(), 'queues.db'));
  const declare = (name: string, deadLetter: QueueSettings['deadLetter']): void =>
    engine.declare({
      name,
      visibilitySeconds: 30,
      delaySeconds: 0,
      retentionSeconds: 1_000,
      contentBasedDeduplication: false,
      dedupePerGroup: false,
      deadLetter,
      ...settings,
    });
  declare('dead', null);
  declare(queue, { queue: 'dead', maxReceives: 3 });
  const batches: string[][] = [];
  const send = (...bodies: readonly string[]): void => {
    engine.send(
      bodies.map((body) => ({ queue, body, ...(queue.endsWith('.fifo') ? { groupId: body[0] ?? '', dedupeId: body } : {}) })),
      Date.now(),
    );
    wake(`queue:${queue}`);
  };
  const start = (): QueuePoller => {
    const source: QueueSource = {
      id: 's',
      functionName: 'f',
      queue,
      queueArn: 'arn:q',
      batchSize: 10,
      windowMs: 0,
      partial: true,
      filters: [],
      concurrency: 2,
      ...more,
    };
    const invoke = async (event: unknown): Promise<unknown> => {
      batches.push((event as SqsEvent).Records.map(({ body }) => body));
      return handler(event as SqsEvent);
    };
    const poller = new QueuePoller(source, invoke, engine, health);
    pollers.push(poller);
    return poller;
  };
  const left = (): number => Object.values(engine.counts(queue, Date.now())).reduce((sum, count) => sum + count, 0);
  return { engine, batches, send, start, left };
};

test('messages arrive in Lambda’s shape and are gone when the function is done', async () => {
  let seen: SqsEvent | undefined;
  const { send, start, left } = setUp((event) => {
    seen = event;
  });
  send('{"ä":1}');
  start();
  await until('it is gone', () => left() === 0);
  expect(seen?.Records).toEqual([
    {
      messageId: expect.any(String) as string,
      receiptHandle: expect.any(String) as string,
      body: '{"ä":1}',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.stringMatching(/^\d{13}$/) as string,
        SenderId: expect.any(String) as string,
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/) as string,
      },
      messageAttributes: {},
      md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:q',
      awsRegion: expect.any(String) as string,
    },
  ]);
});

test('a FIFO message carries its group, and a group comes in order', async () => {
  const seen: SqsEvent['Records'][number][] = [];
  const { send, start, left } = setUp(({ Records }) => void seen.push(...Records), { queue: 'q.fifo', batchSize: 2 });
  send('a1', 'a2', 'b1', 'a3');
  start();
  await until('all are gone', () => left() === 0);
  expect(seen[0]?.attributes).toMatchObject({ MessageGroupId: 'a', MessageDeduplicationId: 'a1', SequenceNumber: expect.stringMatching(/^\d{20}$/) as string });
  expect(seen.map(({ body }) => body).filter((body) => body.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
});

test('only what failed comes again, and at last goes to the dead letters', async () => {
  const { send, start, batches, engine } = setUp(
    ({ Records }) => ({ batchItemFailures: Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({ itemIdentifier: messageId })) }),
    {},
    { visibilitySeconds: 0.02 },
  );
  send('good', 'bad');
  start();
  await until('it is a dead letter', () => engine.counts('dead', Date.now()).waiting === 1);
  expect(batches.flat().filter((body) => body === 'good')).toHaveLength(1);
  expect(batches.flat().filter((body) => body === 'bad')).toHaveLength(3);
});

test.each([
  ['throws', () => Promise.reject(new Error('bug'))],
  ['names a message that it did not get', () => ({ batchItemFailures: [{ itemIdentifier: 'other' }] })],
  ['names none properly', () => ({ batchItemFailures: [{}] })],
])('a function that %s fails the whole batch', async (_, handler) => {
  const { send, start, batches, engine } = setUp(handler, {}, { visibilitySeconds: 0.02 });
  send('a', 'b');
  start();
  await until('both are dead letters', () => engine.counts('dead', Date.now()).waiting === 2);
  expect(batches.flat()).toHaveLength(6);
});

test('while the engine is away nothing counts and everything comes again soon', async () => {
  const health = new EngineHealth();
  let calls = 0;
  const { send, start, left, engine } = setUp(
    () => {
      calls += 1;
      if (calls > 5) return;
      health.set(false);
      setTimeout(() => health.set(true), 10);
      throw new Error('refused');
    },
    {},
    {},
    health,
  );
  send('a');
  start();
  await until('it is done', () => left() === 0);
  expect(engine.counts('dead', Date.now()).waiting).toBe(0);
});

test('no more batches than allowed run at once', async () => {
  let running = 0;
  let most = 0;
  const { send, start, left } = setUp(
    async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 30));
      running -= 1;
    },
    { batchSize: 1 },
  );
  send(...Array.from({ length: 8 }, (_, n) => String(n)));
  start();
  await until('all are gone', () => left() === 0);
  expect(most).toBe(2);
});

test('filtered messages are deleted unseen, a window gathers', async () => {
  const { send, start, left, batches } = setUp(() => undefined, { filters: [{ body: { want: [true] } }], windowMs: 40, batchSize: 5 });
  start();
  send('{"want":true}', '{"want":false}');
  send('no json');
  await until('all are gone', () => left() === 0);
  expect(batches.flat()).toEqual(['{"want":true}']);
});

test('messages that a dead process was working on are processed after the start', async () => {
  const { send, start, left, engine } = setUp(() => undefined);
  send('a');
  engine.receive('q', 10, Date.now());
  start();
  await until('it is done', () => left() === 0);
});

test('a delayed message is taken when its time comes', async () => {
  const { start, left, engine, batches } = setUp(() => undefined);
  start();
  engine.send([{ queue: 'q', body: 'later', delaySeconds: 0.1 }], Date.now());
  wake('queue:q');
  await until('it is done', () => left() === 0);
  expect(batches).toEqual([['later']]);
});
