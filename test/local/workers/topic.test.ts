import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { wake } from '../../../adapters/embedded/wake.ts';
import { TopicLog } from '../../../adapters/topics/embedded/log.ts';
import { GroupOffsets } from '../../../adapters/topics/embedded/offsets.ts';
import type { TopicSource } from '../../../local/assembly/plan.ts';
import { WakeableSleep } from '../../../local/workers/backoff.ts';
import { EngineHealth } from '../../../local/workers/engine-health.ts';
import type { GiveUp } from '../../../local/workers/failure-destination.ts';
import type { Poller } from '../../../local/workers/poller.ts';
import type { KafkaRecord } from '../../../local/workers/topic-event.ts';
import { TopicPartition } from '../../../local/workers/topic-partition.ts';
import { pollTopic } from '../../../local/workers/topic-poller.ts';
import { keepTrimming, trimTopics } from '../../../local/workers/topic-retention.ts';
import { until } from '../../harness/until.ts';
import { localFunction } from '../functions.ts';
import { useTemporaryHome } from '../temporary-home.ts';
import { Healthy } from './records.ts';

interface TopicEvent {
  readonly eventSource: string;
  readonly records: Record<string, KafkaRecord[]>;
}
type Answer = { batchItemFailures: { itemIdentifier: unknown }[] } | undefined;

const home = useTemporaryHome();
const pollers: Poller[] = [];
afterEach(async () => {
  await Promise.all(pollers.splice(0).map((poller) => poller.stop()));
  vi.restoreAllMocks();
});

const source = (more: Partial<TopicSource> = {}): TopicSource => ({
  id: 'app/Source',
  functionName: 'f',
  topic: 't',
  group: 'g',
  batchSize: 10,
  windowMs: 0,
  partial: true,
  filters: [],
  from: 'TRIM_HORIZON',
  bisect: true,
  maxRetries: 2,
  maxAgeSeconds: -1,
  onFailure: 'dead',
  sourceArn: 'arn:kafka',
  ...more,
});

const value = (record: KafkaRecord): string => Buffer.from(record.value ?? '', 'base64').toString();
const identifier = (record: KafkaRecord) => ({ itemIdentifier: { partition: `${record.topic}-${record.partition}`, offset: record.offset } });

const setUp = (
  handler: (records: KafkaRecord[], event: TopicEvent) => Answer | Promise<Answer>,
  more: Partial<TopicSource> = {},
  health: EngineHealth = new Healthy(),
  partitions = 1,
) => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const log = new TopicLog(join(home(), 'log.db'), partitions);
  const offsets = new GroupOffsets(join(home(), 'offsets.db'));
  const batches: string[][] = [];
  const dead: { facts: Record<string, unknown>; condition: string; attempts: number; error: unknown }[] = [];
  const giveUp: GiveUp = (_, { condition, attempts, error }, facts) => void dead.push({ facts, condition, attempts, error });
  const fn = localFunction('f', (event: TopicEvent) => {
    const records = Object.values(event.records).flat();
    batches.push(records.map(value));
    return handler(records, event);
  });
  const put = (...records: readonly (readonly [key: string, value: string])[]): void => {
    log.append(
      records.map(([key, text]) => ({ topic: 't', key, value: text, headers: { h: 'ü' } })),
      Date.now(),
    );
    wake('topic:t');
  };
  const start = (): Poller => {
    const poller = pollTopic(source(more), fn, log, offsets, health, giveUp);
    pollers.push(poller);
    return poller;
  };
  const committed = (): number | undefined => offsets.committed('g', 't', 0);
  return { log, offsets, batches, dead, put, start, committed };
};

test('records arrive in Lambda’s MSK shape', async () => {
  let seen: TopicEvent | undefined;
  const { put, start, committed } = setUp((_, event) => {
    seen = event;
    return undefined;
  });
  put(['käse', '{"n":1}']);
  start();
  await until('it is committed', () => committed() === 1);
  expect(seen).toEqual({
    eventSource: 'aws:kafka',
    eventSourceArn: 'arn:kafka',
    bootstrapServers: expect.any(String) as string,
    records: {
      't-0': [
        {
          topic: 't',
          partition: 0,
          offset: 0,
          timestamp: expect.any(Number) as number,
          timestampType: 'LOG_APPEND_TIME',
          key: Buffer.from('käse').toString('base64'),
          value: Buffer.from('{"n":1}').toString('base64'),
          headers: [{ h: [0xc3, 0xbc] }],
        },
      ],
    },
  });
});

test('under load a batch holds what is there, up to its size', async () => {
  const { put, start, committed, batches } = setUp(() => undefined);
  put(...Array.from({ length: 25 }, (_, n) => ['k', String(n)] as const));
  start();
  await until('all is committed', () => committed() === 25);
  expect(batches.map((batch) => batch.length)).toEqual([10, 10, 5]);
});

test('only what failed comes again, and what succeeded does not', async () => {
  let failOnce = true;
  const { put, start, committed, batches } = setUp((records) => {
    const bad = failOnce ? records.filter((record) => value(record) === 'b') : [];
    failOnce = false;
    return { batchItemFailures: bad.map(identifier) };
  });
  put(['1', 'a'], ['2', 'b'], ['3', 'c']);
  start();
  await until('all is committed', () => committed() === 3);
  expect(batches).toEqual([['a', 'b', 'c'], ['b']]);
});

test('while a record waits, later ones of its key wait behind it and other keys go on', async () => {
  let failures = 0;
  const { put, start, committed, batches } = setUp((records) => {
    const bad = records.filter((record) => value(record) === 'x1' && failures++ < 2);
    return { batchItemFailures: bad.map(identifier) };
  });
  put(['x', 'x1']);
  start();
  await until('it failed', () => failures > 0);
  put(['x', 'x2'], ['y', 'y1']);
  await until('all is committed', () => committed() === 3);
  const flat = batches.flat();
  expect(flat.indexOf('y1')).toBeLessThan(flat.lastIndexOf('x1'));
  expect(flat.indexOf('x2')).toBeGreaterThan(flat.indexOf('x1'));
  expect(flat.filter((text) => text === 'x2')).toHaveLength(1);
});

test('failed records of one batch come again together and in order, however often each was tried before', async () => {
  let now = 0;
  const batches: string[][] = [];
  const sleeper = Object.assign(new WakeableSleep(), {
    wait: async (ms: number) => {
      now += ms;
      await new Promise(setImmediate);
    },
  });
  // The second is behind the first in one conversation, under another key, and comes just when the first is retried.
  const records = ['first', 'second'].map((text, offset) => ({ offset, timestamp: 0, key: text, value: text, headers: {} }));
  const partition: TopicPartition = new TopicPartition(source(), 0, 0, {
    read: (offset) => records.filter((record) => record.offset >= offset && (record.offset === 0 || now >= 100)),
    commit: (next) => next === 2 && partition.stop(),
    invoke: async (event) => {
      const batch = Object.values((event as TopicEvent).records).flat();
      batches.push(batch.map(value));
      return { batchItemFailures: batches.length < 3 ? batch.map(identifier) : [] };
    },
    giveUp: () => undefined,
    health: new Healthy(),
    sleeper,
    clock: () => now,
  });
  await partition.run();
  expect(batches).toEqual([['first'], ['first', 'second'], ['first', 'second']]);
});

test('the position never passes a record that is not settled', async () => {
  let failing = true;
  const { put, start, committed, batches } = setUp(
    (records) => ({ batchItemFailures: failing ? records.filter((record) => value(record) === 'b').map(identifier) : [] }),
    { maxRetries: -1 },
  );
  put(['1', 'a'], ['2', 'b'], ['3', 'c']);
  const poller = start();
  await until('it failed twice', () => batches.length >= 2);
  expect(committed()).toBe(1);
  await poller.stop();
  failing = false;
  start();
  await until('all is committed', () => committed() === 3);
});

test('a record that always fails goes to the dead letters with its reason, its neighbours unharmed', async () => {
  const { put, start, committed, dead, batches } = setUp((records) => {
    if (records.some((record) => value(record) === 'poison')) throw new RangeError('cannot');
    return undefined;
  });
  put(['1', 'a'], ['2', 'b'], ['3', 'poison'], ['4', 'd'], ['5', 'e']);
  start();
  await until('all is committed', () => committed() === 5);
  expect(dead).toMatchObject([
    {
      condition: 'RetryAttemptsExhausted',
      attempts: 3,
      error: expect.objectContaining({ message: 'cannot' }) as unknown,
      facts: { KafkaBatchInfo: { batchSize: 1, recordsInfo: { 't-0': { firstRecordOffset: 2, lastRecordOffset: 2 } } } },
    },
  ]);
  const done = new Set(batches.filter((batch) => !batch.includes('poison')).flat());
  expect([...done].sort()).toEqual(['a', 'b', 'd', 'e']);
});

test('without bisecting a throw tries the whole batch again', async () => {
  let calls = 0;
  const { put, start, committed, batches } = setUp(
    () => {
      calls += 1;
      if (calls === 1) throw new Error('once');
      return undefined;
    },
    { bisect: false },
  );
  put(['1', 'a'], ['2', 'b']);
  start();
  await until('all is committed', () => committed() === 2);
  expect(batches).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
});

test('an identifier of another partition, or in another form, fails the whole batch', async () => {
  let calls = 0;
  const { put, start, committed, batches } = setUp(
    () => {
      calls += 1;
      return calls === 1 ? { batchItemFailures: [{ itemIdentifier: 't-0-1' }] } : undefined;
    },
    { bisect: false },
  );
  put(['1', 'a'], ['2', 'b']);
  start();
  await until('all is committed', () => committed() === 2);
  expect(batches).toHaveLength(2);
});

test('a record too old to be tried again is given up for its age', async () => {
  const { put, start, committed, dead } = setUp((records) => ({ batchItemFailures: records.map(identifier) }), { maxRetries: -1, maxAgeSeconds: 0 });
  put(['1', 'a']);
  await new Promise((resolve) => setTimeout(resolve, 5));
  start();
  await until('it is given up', () => committed() === 1);
  expect(dead).toMatchObject([{ condition: 'MaximumRecordAgeExceeded', error: null }]);
});

test('a destination that does not take the record is tried again', async () => {
  const { log, offsets, put } = setUp(() => undefined);
  let refusals = 2;
  const giveUp: GiveUp = () => {
    if (refusals-- > 0) throw new Error('disk full');
  };
  const failing = localFunction('f', () => {
    throw new Error('always');
  });
  put(['1', 'a']);
  pollers.push(pollTopic(source({ maxRetries: 0 }), failing, log, offsets, new Healthy(), giveUp));
  await until('it is given up at last', () => offsets.committed('g', 't', 0) === 1);
  expect(refusals).toBe(-1);
});

test('while the engine is down nothing counts as a try', async () => {
  const health = new EngineHealth();
  let calls = 0;
  const { put, start, committed, dead } = setUp(
    () => {
      calls += 1;
      if (calls === 1) health.set(false);
      if (calls === 1) throw new Error('connection refused');
      return undefined;
    },
    { maxRetries: 0 },
    health,
  );
  put(['1', 'a']);
  start();
  await until('it failed', () => calls === 1);
  expect(committed()).toBe(0);
  health.set(true);
  await until('it is done', () => committed() === 1);
  expect(dead).toEqual([]);
});

test('a window waits for a fuller batch', async () => {
  const { put, start, committed, batches } = setUp(() => undefined, { windowMs: 60_000, batchSize: 3 });
  put(['1', 'a']);
  start();
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(batches).toEqual([]);
  put(['2', 'b'], ['3', 'c']);
  await until('all is committed', () => committed() === 3);
  expect(batches).toEqual([['a', 'b', 'c']]);
});

test('filtered records are passed over', async () => {
  const { put, start, committed, batches } = setUp(() => undefined, { filters: [{ value: { kind: ['want'] } }] });
  put(['1', '{"kind":"want"}'], ['2', '{"kind":"other"}'], ['3', 'no json']);
  start();
  await until('all is committed', () => committed() === 3);
  expect(batches).toEqual([['{"kind":"want"}']]);
});

test('a reader that asks for the latest begins at the end', async () => {
  const { put, start, committed, batches } = setUp(() => undefined, { from: 'LATEST' });
  put(['1', 'old']);
  start();
  put(['1', 'new']);
  await until('the new one is committed', () => committed() === 2);
  expect(batches).toEqual([['new']]);
});

test('partitions are handled at the same time, each with one batch in flight', async () => {
  const inFlight = new Map<number, number>();
  let most = 0;
  let together = 0;
  const { log, start, offsets } = setUp(
    async ([first]) => {
      const partition = first?.partition ?? 0;
      inFlight.set(partition, (inFlight.get(partition) ?? 0) + 1);
      most = Math.max(most, inFlight.get(partition) ?? 0);
      together = Math.max(together, [...inFlight.values()].filter((count) => count > 0).length);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inFlight.set(partition, (inFlight.get(partition) ?? 0) - 1);
      return undefined;
    },
    { batchSize: 5 },
    new Healthy(),
    4,
  );
  log.append(
    Array.from({ length: 100 }, (_, n) => ({ topic: 't', key: `k${n}`, value: String(n) })),
    Date.now(),
  );
  start();
  await until('all is committed', () => [0, 1, 2, 3].reduce((sum, partition) => sum + (offsets.committed('g', 't', partition) ?? 0), 0) === 100);
  expect(most).toBe(1);
  expect(together).toBeGreaterThan(1);
});

test('retention keeps what a group has not read', async () => {
  const { log, offsets, put, start, committed } = setUp(() => undefined);
  put(['1', 'a'], ['2', 'b']);
  trimTopics(log, offsets, ['t'], Date.now() + 1_000);
  expect(log.bounds('t', 0).first).toBe(0);
  start();
  await until('all is committed', () => committed() === 2);
  trimTopics(log, offsets, ['t', 't'], Date.now() + 1_000);
  expect(log.bounds('t', 0).first).toBe(2);
  await keepTrimming(log, offsets, ['t']).stop();
  log.close();
  trimTopics(log, offsets, ['t'], 0);
});
