import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTopics } from '../../adapters/topics/kafka.ts';
import { ensureTopics } from '../../adapters/topics/kafka-admin.ts';
import type { TopicSource } from '../../local/assembly/plan.ts';
import { DynamoDbClient } from '../../local/engines/dynamodb-client.ts';
import { type StartedEngine, startEngine } from '../../local/engines/start-engine.ts';
import { pollKafka } from '../../local/workers/kafka-source.ts';
import type { Poller } from '../../local/workers/poller.ts';
import type { KafkaRecord } from '../../local/workers/topic-event.ts';
import { isAlive, killNow } from '../harness/processes.ts';
import { until } from '../harness/until.ts';

const root = resolve(import.meta.dirname, '../..');
const home = mkdtempSync(join(tmpdir(), 'parley-own-engines-'));
const say = (): void => undefined;
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

describe('Kafka', () => {
  let kafka: StartedEngine;
  const pollers: Poller[] = [];
  beforeAll(async () => {
    kafka = await startEngine('kafka', { root, home, say });
    process.env['KAFKA_BROKERS'] = kafka.endpoint;
    await ensureTopics({ own: 3 }, 1);
  });
  afterAll(async () => {
    await Promise.all(pollers.map((poller) => poller.stop()));
    await kafka.stop();
  });

  const source = (group: string): TopicSource => ({
    id: group,
    functionName: 'f',
    topic: 'own',
    group,
    batchSize: 10,
    windowMs: 0,
    partial: true,
    filters: [],
    from: 'TRIM_HORIZON',
    bisect: true,
    maxRetries: 1,
    maxAgeSeconds: -1,
    onFailure: null,
    sourceArn: 'arn:cluster',
  });
  /** Reads the topic as one member of a group; `seen` counts each value, `fails` are reported as failed. */
  const reader = (group: string, fails: readonly string[] = [], instanceId: string | null = group) => {
    const seen = new Map<string, number>();
    const dead: string[] = [];
    const invoke = async (event: unknown) => {
      const { records } = event as { records: Record<string, KafkaRecord[]> };
      const failed: { itemIdentifier: { partition: string; offset: number } }[] = [];
      for (const [partition, list] of Object.entries(records)) {
        for (const { offset, value = '' } of list) {
          const text = Buffer.from(value, 'base64').toString();
          seen.set(text, (seen.get(text) ?? 0) + 1);
          if (fails.includes(text)) failed.push({ itemIdentifier: { partition, offset } });
        }
      }
      return { batchItemFailures: failed };
    };
    const poller = pollKafka({
      brokers: kafka.endpoint,
      source: source(group),
      ...(instanceId === null ? {} : { instanceId }),
      invoke,
      giveUp: (facts) => void dead.push(JSON.stringify(facts)),
    });
    pollers.push(poller);
    return { seen, dead, poller };
  };

  test('acknowledged data survives kill -9, on the same port; readers and writers continue automatically', async () => {
    const topics = openTopics();
    const { seen, dead } = reader('lasting', ['6']);
    const before = kafka.pid;
    const accepted: string[] = [];
    const send = async (from: number, to: number): Promise<void> => {
      for (let n = from; n < to; n += 1) {
        await topics.produce('own', [{ key: `k${n % 5}`, value: String(n) }]).then(
          () => accepted.push(String(n)),
          () => undefined,
        );
      }
    };
    await send(0, 20);
    await until('the first are read', () => seen.size >= 20, 60_000);
    await kafka.kill();
    expect(isAlive(before)).toBe(false);
    const { endpoint } = kafka;
    await kafka.restart();
    expect([kafka.endpoint, isAlive(kafka.pid)]).toEqual([endpoint, true]);
    await until(
      'it takes records again',
      async () => {
        await send(20, 21);
        return accepted.includes('20');
      },
      60_000,
    );
    await send(21, 40);
    await until('all that was accepted is read', () => accepted.every((value) => seen.has(value)), 60_000);
    expect(dead).toHaveLength(1);
    await topics.close();
    await pollers.pop()?.stop();
    // What was settled is committed: who comes after begins behind it.
    const next = reader('lasting');
    const late = openTopics();
    await late.produce('own', [{ key: 'k', value: 'after' }]);
    await until('the successor reads on', () => next.seen.has('after'), 60_000);
    expect([...next.seen.keys()]).toEqual(['after']);
    await late.close();
  });

  test('members of a group share its partitions, and what one leaves the others take', async () => {
    const topics = openTopics();
    let sent = 0;
    const send = async (): Promise<string[]> => {
      const values = Array.from({ length: 30 }, () => `shared ${(sent += 1)}`);
      await topics.produce(
        'own',
        values.map((value, n) => ({ key: `k${n}`, value })),
      );
      return values;
    };
    const first = reader('shared', [], null);
    const alone = await send();
    await until('the first reads alone', () => alone.every((value) => first.seen.has(value)), 60_000);
    const second = reader('shared', [], null);
    await until(
      'the second has its part',
      async () => {
        await send();
        return second.seen.size > 0;
      },
      60_000,
    );
    await first.poller.stop();
    const last = await send();
    await until('the second reads what both had', () => last.every((value) => second.seen.has(value)), 60_000);
    for (let n = 1; n <= sent; n += 1) expect(first.seen.has(`shared ${n}`) || second.seen.has(`shared ${n}`)).toBe(true);
    await topics.close();
  });
});

test('DynamoDB Local keeps what it acknowledged, and ends when its starter is killed', async () => {
  const starter = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--input-type=module-typescript',
      '-e',
      `import { startEngine } from ${JSON.stringify(new URL('../../local/engines/start-engine.ts', import.meta.url).href)};
const engine = await startEngine('dynamodb', { root: ${JSON.stringify(root)}, home: ${JSON.stringify(home)}, say: () => undefined });
console.log(JSON.stringify([engine.pid, engine.endpoint]));
setInterval(() => undefined, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const said = await new Promise<string>((done) => starter.stdout.once('data', (chunk: Buffer) => done(chunk.toString())));
  const [pid, endpoint] = JSON.parse(said) as [number, string];
  const first = new DynamoDbClient(endpoint);
  await first.call('DynamoDB_20120810', 'CreateTable', {
    TableName: 'kept',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  });
  for (let n = 0; n < 25; n += 1) await first.call('DynamoDB_20120810', 'PutItem', { TableName: 'kept', Item: { pk: { S: String(n) } } });
  first.close();
  killNow(starter.pid ?? 0);
  await until('it is gone with its starter', () => !isAlive(pid));
  const engine = await startEngine('dynamodb', { root, home, say });
  const client = new DynamoDbClient(engine.endpoint);
  const { Count } = await client.call<{ Count: number }>('DynamoDB_20120810', 'Scan', { TableName: 'kept' });
  expect(Count).toBe(25);
  client.close();
  await engine.stop();
  expect(isAlive(engine.pid)).toBe(false);
});

test('OpenSearch keeps what it acknowledged over kill -9', async () => {
  const engine = await startEngine('opensearch', { root, home, say });
  const call = (method: string, path: string, body?: string) =>
    fetch(`${engine.endpoint}${path}`, { method, headers: { 'content-type': 'application/json' }, ...(body === undefined ? {} : { body }) });
  await call('PUT', '/kept', '{"settings":{"number_of_replicas":0}}');
  expect((await call('PUT', '/kept/_doc/1', '{"a":1}')).status).toBe(201);
  await engine.kill();
  await engine.restart();
  expect((await call('GET', '/kept/_doc/1')).status).toBe(200);
  await engine.stop();
});
