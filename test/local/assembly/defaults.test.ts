import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../local/assembly/plan.ts';
import { planOf } from '../../../local/assembly/read.ts';
import { type Resource, readStacks } from '../../../local/assembly/template.ts';
import { useTemporaryHome } from '../temporary-home.ts';

const WORKER: Resource = { Type: 'AWS::Lambda::Function', Metadata: { 'parley:entry': 'functions/worker.ts' }, Properties: { Handler: 'index.handler' } };
const planWith = (resources: Readonly<Record<string, Resource>>): Plan => planOf([{ name: 'app', template: { Resources: { Worker: WORKER, ...resources } } }]);
const mapping = (properties: Readonly<Record<string, unknown>>): Plan =>
  planWith({ Source: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: { Ref: 'Worker' }, ...properties } } });

describe('where a template is silent, the default of CloudFormation holds', () => {
  test('for a function', () => {
    expect(planWith({}).functions).toMatchObject([
      { timeoutSeconds: 3, memoryMb: 128, environment: {}, asynchronous: { maxRetries: 2, maxAgeSeconds: 21_600, onFailure: null } },
    ]);
  });

  test('for a queue as event source: batches of ten, as many at once as a laptop takes', () => {
    const queue = { EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:jobs' };
    expect(mapping(queue).queueSources).toMatchObject([{ queue: 'jobs', batchSize: 10, concurrency: 4, windowMs: 0, partial: false, filters: [] }]);
    expect(mapping({ ...queue, BatchSize: 1, ScalingConfig: {} }).queueSources).toMatchObject([{ batchSize: 1, concurrency: 40 }]);
    expect(mapping({ ...queue, ScalingConfig: { MaximumConcurrency: 1_000 } }).queueSources).toMatchObject([{ concurrency: 4 }]);
  });

  test('for a topic: its own group, which a cluster outside AWS may name too', () => {
    const topic = { Topics: ['messages'], FilterCriteria: { Filters: [{}] } };
    expect(mapping(topic).topicSources).toMatchObject([
      { topic: 'messages', group: 'app/Source', sourceArn: '', batchSize: 100, maxRetries: -1, onFailure: null, from: 'TRIM_HORIZON', filters: [{}] },
    ]);
    expect(mapping({ ...topic, SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: 'theirs' } }).topicSources).toMatchObject([{ group: 'theirs' }]);
  });

  test('for a table: no index, no stream', () => {
    const KeySchema = [{ AttributeName: 'pk', KeyType: 'HASH' }];
    const { tables } = planWith({ Table: { Type: 'AWS::DynamoDB::Table', Properties: { KeySchema } } });
    expect(tables.map(({ create }) => create)).toEqual([{ TableName: 'app-Table', BillingMode: 'PAY_PER_REQUEST', KeySchema }]);
  });

  test('for a generated secret: 32 signs, no template', () => {
    const { secrets } = planWith({ Seed: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: {} } } });
    expect(secrets).toMatchObject([{ name: 'app-Seed', value: null, generate: { length: 32, template: null, key: null } }]);
  });

  test('for a schedule: nothing is handed over', () => {
    const Target = { Arn: { 'Fn::GetAtt': ['Worker', 'Arn'] } };
    const { schedules } = planWith({ Daily: { Type: 'AWS::Scheduler::Schedule', Properties: { ScheduleExpression: 'rate(1 day)', Target } } });
    expect(schedules).toEqual([{ name: 'app-Daily', expression: 'rate(1 day)', functionName: 'app-Worker', input: null }]);
  });
});

test('a schedule that calls no function of ours, or nobody, is left out', () => {
  const { schedules } = planWith({
    Queue: { Type: 'AWS::Scheduler::Schedule', Properties: { ScheduleExpression: 'rate(1 day)', Target: { Arn: 'arn:aws:sqs:us-east-1:000000000000:jobs' } } },
    Nobody: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 day)' } },
  });
  expect(schedules).toEqual([]);
});

test('a filter that is no JSON is said, and the other sources stay', () => {
  const plan = planWith({
    Broken: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { FunctionName: { Ref: 'Worker' }, Topics: ['messages'], FilterCriteria: { Filters: [{ Pattern: '{' }] } },
    },
    Fine: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: { Ref: 'Worker' }, Topics: ['events'] } },
  });
  expect(plan.topicSources.map(({ topic }) => topic)).toEqual(['events']);
  expect(plan.notices).toHaveLength(1);
});

test('a stack without resources, and a resource under a condition that nobody defines, add nothing', () => {
  const stacks = [
    { name: 'empty', template: {} },
    { name: 'app', template: { Resources: { Worker: { ...WORKER, Condition: 'Nowhere' } } } },
  ];
  expect(planOf(stacks).functions).toEqual([]);
});

describe('a cloud assembly on disk', () => {
  const home = useTemporaryHome();
  const write = (path: string, content: unknown): void => {
    mkdirSync(join(home(), path, '..'), { recursive: true });
    writeFileSync(join(home(), path), JSON.stringify(content));
  };
  const stack = (templateFile: string, more: Readonly<Record<string, string>> = {}) => ({
    type: 'aws:cloudformation:stack',
    properties: { templateFile, ...more },
  });

  test('holds the stacks of its stages too, and what is no stack is passed over', () => {
    write('manifest.json', {
      artifacts: {
        first: stack('first.json'),
        Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'stage' } },
        lost: { type: 'cdk:cloud-assembly' },
        tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
      },
    });
    write('first.json', { Resources: {} });
    write('stage/manifest.json', { artifacts: { second: stack('second.json', { stackName: 'named' }) } });
    write('stage/second.json', { Resources: {} });
    expect(readStacks(home()).map(({ name }) => name)).toEqual(['first', 'named']);
  });

  test('may be empty', () => {
    write('manifest.json', {});
    expect(readStacks(home())).toEqual([]);
  });
});
