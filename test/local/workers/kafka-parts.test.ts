import type { Message } from '@platformatic/kafka';
import { afterEach, expect, test, vi } from 'vitest';
import { embeddedTopics } from '../../../local/workers/embedded-topics.ts';
import { EngineHealth } from '../../../local/workers/engine-health.ts';
import { KafkaCommits } from '../../../local/workers/kafka-commits.ts';
import { brokerRecord, describeMessage, Inbox } from '../../../local/workers/kafka-partition.ts';
import { pollKafka } from '../../../local/workers/kafka-source.ts';
import { kafkaTopics } from '../../../local/workers/kafka-topics.ts';
import { until } from '../../harness/until.ts';
import { localFunction } from '../functions.ts';
import { useTemporaryHome } from '../temporary-home.ts';

useTemporaryHome();
const topicSource = {
  id: 's',
  functionName: 'f',
  topic: 't',
  group: 'g',
  batchSize: 10,
  windowMs: 0,
  partial: true,
  filters: [],
  from: 'LATEST' as const,
  bisect: true,
  maxRetries: 2,
  maxAgeSeconds: -1,
  onFailure: null,
  sourceArn: 'arn',
};

afterEach(() => {
  vi.restoreAllMocks();
});

const message = (offset: number, more: Partial<Record<'key' | 'value', Buffer | null>> = {}): Message =>
  ({
    topic: 't',
    partition: 2,
    offset: BigInt(offset),
    timestamp: 7n,
    key: Buffer.from('k'),
    value: Buffer.from([0xff, 0]),
    headerEntries: [
      [Buffer.from('h'), Buffer.from('ü')],
      [Buffer.from('none'), null],
    ],
    ...more,
  }) as unknown as Message;

test('a record is passed on byte by byte, as MSK’s events are', () => {
  expect(describeMessage(brokerRecord(message(3)))).toEqual({
    topic: 't',
    partition: 2,
    offset: 3,
    timestamp: 7,
    timestampType: 'CREATE_TIME',
    key: 'aw==',
    value: '/wA=',
    headers: [{ h: [195, 188] }, { none: [] }],
  });
  const bare = describeMessage(brokerRecord(message(4, { key: null, value: null })));
  expect(Object.keys(bare)).not.toContain('key');
  expect(Object.keys(bare)).not.toContain('value');
});

test('an inbox takes each record once and forgets what was taken', () => {
  const inbox = new Inbox(9);
  const freed: number[] = [];
  expect([9, 10, 11, 12, 11].map((offset) => inbox.add(brokerRecord(message(offset))))).toEqual([false, true, true, true, false]);
  const read = (offset: number, limit: number): number[] => inbox.read(offset, limit, (bytes) => freed.push(bytes)).map((record) => record.offset);
  expect(read(10, 2)).toEqual([10, 11]);
  expect(read(12, 5)).toEqual([12]);
  expect(freed).toEqual([6]);
  expect(inbox.clear()).toBe(3);
  expect(read(12, 5)).toEqual([]);
});

const committer = () => {
  const calls: string[] = [];
  let failures = 0;
  return {
    calls,
    fail: (times: number) => void (failures = times),
    commit: (async ({ offsets }: { offsets: { partition: number; offset: bigint }[] }) => {
      if ((failures -= 1) >= 0) throw new Error('no coordinator');
      calls.push(offsets.map(({ partition, offset }) => `${partition}:${offset}`).join());
    }) as never,
  };
};

test('positions wait for a member, share calls, and only the newest goes', async () => {
  const member = committer();
  const commits = new KafkaCommits('t');
  commits.add(0, 5);
  commits.add(0, 7);
  commits.add(1, 3);
  commits.add(2, 1);
  commits.forget(2);
  await commits.settled();
  expect(member.calls).toEqual([]);
  commits.by(member);
  await commits.settled();
  expect(member.calls).toEqual(['0:7,1:3']);
  member.fail(1);
  commits.add(0, 8);
  await until('it was tried again', () => member.calls.length === 2);
  expect(member.calls[1]).toBe('0:8');
});

test('a member that cannot commit for long is told to have lost its place', async () => {
  const member = committer();
  member.fail(1_000);
  const commits = new KafkaCommits('t', { pauseMs: 1, patienceMs: 5 });
  const lost = vi.fn(() => commits.by(undefined));
  commits.by(member, lost);
  commits.add(0, 1);
  await until('it gave up', () => lost.mock.calls.length > 0);
  await commits.settled();
});

test('brokers that are not there are said once, and stopping does not wait for them', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const poller = pollKafka({ brokers: '127.0.0.1:9', source: topicSource, invoke: async () => undefined, giveUp: () => undefined });
  await until('it is said', () => log.mock.calls.length > 0);
  await poller.stop();
  expect(log).toHaveBeenCalledTimes(1);
});

test('each topic source whose function is there has its poller, on either kind of engine', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const sources = ['f', 'gone'].map((functionName) => ({ ...topicSource, id: functionName, functionName }));
  const functions = new Map([['f', localFunction('f', () => undefined)]]);
  const real = kafkaTopics('127.0.0.1:9', sources, functions, new EngineHealth(), () => undefined);
  expect(real).toHaveLength(1);
  // And what keeps embedded topics from growing forever.
  const embedded = embeddedTopics(sources, functions, new EngineHealth(), () => undefined);
  expect(embedded).toHaveLength(2);
  await Promise.all([...real, ...embedded].map((poller) => poller.stop()));
});
