import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planOf, readAssembly } from '../../../local/assembly/read.ts';
import { readStacks } from '../../../local/assembly/template.ts';
import { environmentOf } from '../../../local/functions/environment.ts';
import { gatewayFunctions, gatewayQueues, workerFunctions } from '../../../local/functions/launch.ts';
import { synthesise } from '../../../local/prepare/synthesise.ts';
import { smallAssembly, without } from './small.ts';

describe('a small assembly', () => {
  const plan = planOf(smallAssembly());

  test('functions carry their source, handler, time and resolved environment', () => {
    expect(plan.functions.map(({ entry }) => entry)).toEqual(['functions/api.ts', 'functions/worker.ts', 'functions/timer.ts', 'functions/idle.ts']);
    expect(plan.functions[0]).toMatchObject({
      name: 'app-Api',
      handler: 'handler',
      timeoutSeconds: 20,
      memoryMb: 256,
      environment: { TABLE_NAME: 'stores-Table', WORK_URL: 'https://sqs.us-east-1.amazonaws.com/000000000000/stores-Work' },
    });
    expect(plan.functions[2]?.asynchronous).toEqual({ maxRetries: 1, maxAgeSeconds: 60, onFailure: 'the-dead' });
  });

  test('routes name their function and its time', () => {
    expect(plan.http).toMatchObject([
      { method: 'GET', path: '/a/{id}', functionName: 'app-Api', timeoutMs: 5000 },
      { method: 'POST', path: '/b', functionName: 'app-Api' },
    ]);
    expect(plan.sockets).toMatchObject([{ stage: 'live', selector: 'action', routes: { $default: 'app-Worker' } }]);
  });

  test('event sources keep their settings', () => {
    expect(plan.topicSources).toMatchObject([
      {
        topic: 'messages',
        group: 'group',
        batchSize: 25,
        windowMs: 1000,
        maxRetries: 5,
        bisect: true,
        partial: true,
        onFailure: 'the-dead',
        from: 'TRIM_HORIZON',
      },
    ]);
    expect(plan.streamSources).toMatchObject([
      {
        table: 'stores-Table',
        functionName: 'app-Worker',
        batchSize: 100,
        from: 'LATEST',
        maxRetries: -1,
        maxAgeSeconds: 60,
        partial: false,
        filters: [{ eventName: ['INSERT'] }],
      },
    ]);
    expect(plan.queueSources).toMatchObject([{ queue: 'stores-Work', batchSize: 5, concurrency: 2 }]);
  });

  test('queues, tables and secrets are as the templates ask', () => {
    expect(plan.queues).toMatchObject([
      { name: 'stores-Work', visibilitySeconds: 60, deadLetter: { queue: 'the-dead', maxReceives: 3 } },
      { name: 'the-dead', visibilitySeconds: 30, deadLetter: null },
      { name: 'stores-Ordered.fifo', contentBasedDeduplication: true, dedupePerGroup: true, delaySeconds: 5 },
    ]);
    expect(plan.tables[0]?.create).toEqual({
      TableName: 'stores-Table',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'x', AttributeType: 'S' },
      ],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [{ IndexName: 'byX', KeySchema: [{ AttributeName: 'x', KeyType: 'HASH' }], Projection: { ProjectionType: 'KEYS_ONLY' } }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
    expect(plan.secrets.map(({ name, generate }) => [name, generate?.length])).toEqual([
      ['stores-Seed', 24],
      ['parley/test/app', undefined],
    ]);
  });

  test('schedules of both services are found, patterns are none', () => {
    expect(plan.schedules).toEqual([
      { name: 'app-Nightly', expression: 'rate(1 day)', functionName: 'app-Timer', input: '{"night":true}' },
      { name: 'hourly-0', expression: 'cron(0 * * * ? *)', functionName: 'app-Timer', input: null },
    ]);
  });

  test('resources that a laptop does not imitate are reported', () => {
    expect(plan.notices).toHaveLength(3);
    expect(plan.notices.join()).toMatch(/kinesis.*GET \/nowhere.*GET \/iam/s);
  });

  test('only functions that something calls are run, each in its process', () => {
    expect([...gatewayFunctions(plan)]).toEqual(['app-Api', 'app-Worker']);
    expect([...workerFunctions(plan)]).toEqual(['app-Worker', 'app-Timer']);
  });

  test('addresses of API Gateway become the laptop’s, and the shell’s settings win', () => {
    const [api] = plan.functions;
    const [{ apiId } = { apiId: '' }] = plan.sockets;
    const addresses = { apiUrl: 'http://127.0.0.1:8080', sockets: { [apiId]: { wsUrl: 'ws://127.0.0.1:8080/ws', connections: 'http://127.0.0.1:9/secret' } } };
    if (api === undefined) throw new Error('there is a function');
    expect(environmentOf(api, plan, addresses, { TABLE_NAME: 'mine', WORK_URL: '' })).toMatchObject({
      TABLE_NAME: 'mine',
      WORK_URL: expect.stringContaining('stores-Work') as string,
      WS_URL: 'ws://127.0.0.1:8080/ws',
      API_URL: 'http://127.0.0.1:8080',
    });
    expect(environmentOf(api, plan, { ...addresses, sockets: {} }, {})['WS_URL']).toContain('execute-api');
    // A laptop has no roles to assume, unless somebody names one.
    const narrowed = { ...api, environment: { ...api.environment, TENANT_ROLE_ARN: 'arn:aws:iam::1:role/tenant' } };
    expect(environmentOf(narrowed, plan, addresses, {})).not.toHaveProperty('TENANT_ROLE_ARN');
    expect(environmentOf(narrowed, plan, addresses, { TENANT_ROLE_ARN: 'mine' })).toMatchObject({ TENANT_ROLE_ARN: 'mine' });
  });

  test.each([
    ['RouteA', () => planOf(without(smallAssembly(), 'RouteA')).http.map(({ path }) => path), ['/b']],
    ['TopicSource', () => planOf(without(smallAssembly(), 'TopicSource')).topicSources, []],
    ['StreamSource', () => planOf(without(smallAssembly(), 'StreamSource')).streamSources, []],
    ['QueueSource', () => planOf(without(smallAssembly(), 'QueueSource')).queueSources, []],
    ['Nightly', () => planOf(without(smallAssembly(), 'Nightly')).schedules.map(({ name }) => name), ['hourly-0']],
  ])('%s taken out of its stack is gone', (_, found, left) => {
    expect(found()).toEqual(left);
  });
});

describe('the real assembly', () => {
  const root = resolve(import.meta.dirname, '../../..');
  const folder = mkdtempSync(join(tmpdir(), 'parley-cloud-'));
  beforeAll(async () => {
    await synthesise(root, folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('every function that is called has a source, every queue that is read is there', () => {
    const plan = readAssembly(folder);
    expect(plan.notices).toEqual([]);
    expect(plan.http.length).toBeGreaterThan(10);
    const queues = new Set(plan.queues.map(({ name }) => name));
    for (const { queue } of plan.queueSources) expect(queues).toContain(queue);
    for (const { onFailure } of [...plan.topicSources, ...plan.streamSources]) expect(queues).toContain(onFailure);
    const names = new Set(plan.functions.map(({ name }) => name));
    for (const name of [...gatewayFunctions(plan), ...workerFunctions(plan)]) expect(names).toContain(name);
    // Frames go out where the connections are.
    expect(gatewayQueues(plan).map(({ queue }) => queue)).toEqual([expect.stringMatching(/delivery$/), expect.stringMatching(/fanout\.fifo$/)]);
    for (const { functionName } of gatewayQueues(plan)) {
      expect(gatewayFunctions(plan)).toContain(functionName);
      expect(workerFunctions(plan)).not.toContain(functionName);
    }
  });

  test('the table has exactly two stream readers', () => {
    expect(readAssembly(folder).streamSources.map(({ functionName }) => functionName)).toHaveLength(2);
  });

  test('one route or event source less in a stack is one less here', () => {
    const stacks = readStacks(folder);
    const plan = planOf(stacks);
    const ids = (type: string): string[] =>
      stacks.flatMap(({ template }) => Object.entries(template.Resources ?? {}).flatMap(([id, resource]) => (resource.Type === type ? [id] : [])));
    const [route = ''] = ids('AWS::ApiGatewayV2::Route').filter((id) => id.startsWith('Http'));
    expect(planOf(without(stacks, route)).http).toHaveLength(plan.http.length - 1);
    const count = (p: typeof plan): number => p.topicSources.length + p.streamSources.length + p.queueSources.length;
    for (const source of ids('AWS::Lambda::EventSourceMapping')) expect(count(planOf(without(stacks, source)))).toBe(count(plan) - 1);
  });

  test('a second reading needs no synthesis', async () => {
    const other = mkdtempSync(join(tmpdir(), 'parley-cloud-'));
    const { cached, warning } = await synthesise(root, other);
    expect(cached || warning !== null).toBe(true);
    expect(readAssembly(other)).toEqual(readAssembly(folder));
    rmSync(other, { recursive: true, force: true });
  });
});
