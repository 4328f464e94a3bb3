import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TopicUnavailable } from '../../../adapters/topics/topics.ts';

interface Sent {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
  readonly headers: Record<string, string>;
}

const broker = vi.hoisted(() => ({
  options: [] as Record<string, unknown>[],
  requests: [] as unknown[][],
  answers: [] as (() => Promise<void>)[],
  closed: 0,
  topics: { messages: 12 } as Record<string, number>,
  created: [] as unknown[],
  raised: [] as unknown[],
  createError: null as Error | null,
}));

vi.mock('@platformatic/kafka', () => ({
  stringSerializers: {},
  compatibilityPartitioner: () => 0,
  findErrorBy: (error: Error & { apiId?: string }, property: 'apiId', value: string) => (error[property] === value ? error : null),
  Producer: class {
    constructor(options: Record<string, unknown>) {
      broker.options.push(options);
    }
    async send({ messages }: { messages: unknown[] }): Promise<void> {
      broker.requests.push(messages);
      await broker.answers.shift()?.();
    }
    async close(): Promise<void> {
      broker.closed += 1;
    }
  },
  Admin: class {
    async listTopics(): Promise<string[]> {
      return Object.keys(broker.topics);
    }
    async metadata({ topics }: { topics: string[] }): Promise<unknown> {
      return { topics: new Map(topics.map((topic) => [topic, { partitionsCount: broker.topics[topic] }])) };
    }
    async createPartitions(options: unknown): Promise<void> {
      if (broker.createError) throw broker.createError;
      broker.raised.push(options);
    }
    async createTopics(options: unknown): Promise<void> {
      if (broker.createError) throw broker.createError;
      broker.created.push(options);
    }
    async close(): Promise<void> {
      broker.closed += 1;
    }
  },
}));

const { openTopics } = await import('../../../adapters/topics/kafka.ts');
const { ensureTopics } = await import('../../../adapters/topics/kafka-admin.ts');

beforeEach(() => {
  Object.assign(broker, { options: [], requests: [], answers: [], closed: 0, topics: { messages: 12 }, created: [], raised: [], createError: null });
  vi.stubEnv('KAFKA_BROKERS', 'a:9092, b:9092');
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'id');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});
afterEach(() => vi.unstubAllEnvs());

const record = (value: string, key = 'k') => ({ key, value });
const values = (): string[][] => (broker.requests as Sent[][]).map((request) => request.map(({ value }) => value));

test('a record is acknowledged by all replicas before produce resolves', async () => {
  let durable = false;
  broker.answers.push(async () => {
    await new Promise((later) => setImmediate(later));
    durable = true;
  });
  await openTopics().produce('messages', [{ key: 'k', value: 'v', headers: { correlationId: 'c' } }]);
  expect(durable).toBe(true);
  expect(broker.options[0]).toMatchObject({ acks: -1, bootstrapBrokers: ['a:9092', 'b:9092'], autocreateTopics: false });
  expect(broker.requests).toEqual([[{ topic: 'messages', key: 'k', value: 'v', headers: { correlationId: 'c' } }]]);
});

test('records that are produced during a request are sent together in the next one, in order', async () => {
  let release = (): void => undefined;
  broker.answers.push(() => new Promise((done) => (release = done)));
  const topics = openTopics();
  const first = topics.produce('messages', [record('1')]);
  await vi.waitFor(() => expect(broker.requests).toHaveLength(1), 30_000);
  const rest = [topics.produce('messages', [record('2'), record('3')]), topics.produce('messages', [record('4')])];
  release();
  await Promise.all([first, ...rest]);
  expect(values()).toEqual([['1'], ['2', '3', '4']]);
  expect(broker.options).toHaveLength(1);
});

test('a request carries at most 900 KB of several calls', async () => {
  const topics = openTopics();
  const big = 'x'.repeat(500_000);
  await Promise.all([topics.produce('messages', [record(big)]), topics.produce('messages', [record(big)]), topics.produce('messages', [record('small')])]);
  expect(values().map((request) => request.length)).toEqual([1, 2]);
  await expect(topics.produce('messages', [record('x'.repeat(1_000_001))])).rejects.toThrow('over 1000000 bytes');
});

test('a call that one request cannot carry goes in several, and when one fails the rest of it goes no more', async () => {
  const topics = openTopics();
  const big = (n: number) => record(`${n}`.padEnd(500_000, 'x'));
  await topics.produce('messages', [big(1), big(2), big(3)]);
  expect(values().map((request) => request.map((value) => value[0]))).toEqual([['1'], ['2'], ['3']]);
  broker.answers.push(
    async () => undefined,
    async () => {
      throw new Error('no leader');
    },
  );
  const [long, next] = await Promise.allSettled([topics.produce('messages', [big(4), big(5), big(6)]), topics.produce('messages', [record('7')])]);
  expect([long.status, next.status]).toEqual(['rejected', 'fulfilled']);
  expect(
    values()
      .slice(3)
      .map((request) => request.map((value) => value[0])),
  ).toEqual([['4'], ['5'], ['7']]);
});

test('topics do not wait for each other, nor fail together', async () => {
  broker.answers.push(async () => {
    throw new Error('no leader');
  });
  const topics = openTopics();
  const [failed, fine] = await Promise.allSettled([topics.produce('tickets', [record('1')]), topics.produce('messages', [record('2')])]);
  expect(failed).toMatchObject({ status: 'rejected', reason: expect.any(TopicUnavailable) });
  expect(fine.status).toBe('fulfilled');
  await topics.produce('tickets', [record('again')]);
});

test('nothing to produce asks for nothing', async () => {
  const topics = openTopics();
  await topics.produce('messages', []);
  await topics.close();
  expect(broker).toMatchObject({ requests: [], options: [], closed: 0 });
});

test('closing waits for what is in flight', async () => {
  let release = (): void => undefined;
  broker.answers.push(() => new Promise((done) => (release = done)));
  const topics = openTopics();
  const produced = topics.produce('messages', [record('1')]);
  await vi.waitFor(() => expect(broker.requests).toHaveLength(1), 30_000);
  const closed = topics.close();
  expect(broker.closed).toBe(0);
  release();
  await Promise.all([produced, closed]);
  expect(broker.closed).toBe(1);
});

test('port 9098 means MSK: TLS and a fresh token for each session, unless IAM is off', async () => {
  vi.stubEnv('KAFKA_BROKERS', 'b-1.msk:9098,b-2.msk:9098');
  await openTopics().produce('messages', [record('1')]);
  const { sasl, tls } = broker.options[0] as { sasl: { mechanism: string; token: () => Promise<string> }; tls: unknown };
  expect(tls).toBeDefined();
  expect(sasl.mechanism).toBe('OAUTHBEARER');
  expect(Buffer.from(await sasl.token(), 'base64url').toString('utf8')).toContain('https://kafka.eu-central-1.amazonaws.com/?Action=kafka-cluster%3AConnect');
  vi.stubEnv('KAFKA_IAM', 'off');
  await openTopics().produce('messages', [record('1')]);
  expect(broker.options[1]).not.toHaveProperty('sasl');
});

test('missing brokers are named at once', () => {
  vi.stubEnv('KAFKA_BROKERS', '');
  expect(() => openTopics()).toThrow('KAFKA_BROKERS');
});

test('a deployment makes the topics that are missing and leaves the others', async () => {
  expect(await ensureTopics({ messages: 12, tickets: 3 }, 2)).toEqual({ made: ['tickets'], raised: [], larger: [] });
  expect(broker.created).toEqual([{ topics: [{ topic: 'tickets', partitions: 3, replicas: 2 }] }]);
  expect(broker.closed).toBe(1);
  broker.createError = Object.assign(new Error('exists'), { apiId: 'TOPIC_ALREADY_EXISTS' });
  expect(await ensureTopics({ tickets: 3 }, 2)).toEqual({ made: [], raised: [], larger: [] });
});

test('partitions are raised and never lowered', async () => {
  broker.topics = { messages: 12, tickets: 6 };
  expect(await ensureTopics({ messages: 24, tickets: 3 }, 2)).toEqual({ made: [], raised: ['messages'], larger: ['tickets'] });
  expect(broker.raised).toEqual([{ topics: [{ name: 'messages', count: 24 }] }]);
  expect(broker.created).toEqual([]);
});

test('the deployment reports the topic and why it could not be created or enlarged', async () => {
  broker.createError = new Error('refused');
  await expect(ensureTopics({ tickets: 3 }, 2)).rejects.toThrow('topic tickets: refused');
  broker.createError = new AggregateError([new Error('not enough brokers'), 'and more'], 'failed');
  await expect(ensureTopics({ messages: 24 }, 5)).rejects.toThrow('topic messages: not enough brokers; and more');
  expect(broker.closed).toBe(2);
});
