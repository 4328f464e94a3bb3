import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { METRICS } from '../../functions/metrics.ts';
import { DEPLOY_ENTRY_METADATA } from '../../lib/parley-function.ts';
import { items, type Json, type Policy, type Resource, type Synthesised, synthesise, text } from './synthesised.ts';

const SLOW = 180_000;
const named = ({ Properties }: Resource): string => text(Properties['AlarmName']);
const alarmsOf = (app: Synthesised): readonly Resource[] => app.of('AWS::CloudWatch::Alarm');
/** Names of the metrics that an alarm looks at, also inside of an expression. */
const metricsOf = ({ Properties }: Resource): string[] =>
  Properties['MetricName'] === undefined
    ? items(Properties['Metrics']).flatMap((query) => (query['MetricStat'] ? [text(query['MetricStat']['Metric']?.['MetricName'])] : []))
    : [text(Properties['MetricName'])];
const dimension = (metric: Json | undefined, name: string): string =>
  text(items(metric?.['Dimensions']).find((given) => text(given['Name']) === name)?.['Value']);

describe('prod', () => {
  let app: Synthesised;
  beforeAll(async () => {
    app = await synthesise({ profile: 'prod', alarmEmail: 'oncall@example.com', errorTrackingDsn: 'parley/prod/error-tracking-dsn', release: 'abc123' });
  }, SLOW);
  const only = (type: string, stack = ''): Resource => {
    const [resource, ...others] = app.of(type).filter((found) => found.stack.includes(stack));
    if (!resource || others.length > 0) throw new Error(`not one ${type}`);
    return resource;
  };
  const watching = (metric: string): readonly Resource[] => alarmsOf(app).filter((alarm) => metricsOf(alarm).includes(metric));

  test('every alarm tells one encrypted topic that it rings and that it is over, and names its runbook', () => {
    const told = new Set<string>();
    for (const alarm of alarmsOf(app)) {
      const { AlarmActions, OKActions, AlarmDescription } = alarm.Properties;
      expect(AlarmActions, named(alarm)).toEqual(OKActions);
      expect(items(AlarmActions), named(alarm)).toHaveLength(1);
      told.add(JSON.stringify(items(AlarmActions)[0]).includes('Alarms') ? 'topic' : 'else');
      expect(text(AlarmDescription), named(alarm)).toMatch(/^\S.*\. Runbook: docs\/operations\.md#[a-z-]+$/);
    }
    expect([...told]).toEqual(['topic']);
    const topic = only('AWS::SNS::Topic');
    expect(topic.Properties['KmsMasterKeyId']).toBeDefined();
    expect(only('AWS::SNS::Subscription').Properties).toMatchObject({ Protocol: 'email', Endpoint: 'oncall@example.com' });
    const statements = items(only('AWS::SNS::TopicPolicy').Properties['PolicyDocument']?.['Statement']);
    expect(JSON.stringify(statements)).toContain('aws:SecureTransport');
    const key = app.of('AWS::KMS::Key').find(({ stack }) => stack === topic.stack);
    const uses = items(key?.Properties['KeyPolicy']?.['Statement']).find((statement) => JSON.stringify(statement).includes('cloudwatch.amazonaws.com'));
    expect(uses).toMatchObject({ Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Condition: { StringEquals: { 'aws:SourceAccount': expect.anything() } } });
  });

  test('every runbook that an alarm names is a heading of the operations page', () => {
    const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
      (heading ?? '')
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .trim()
        .replace(/\s/g, '-'),
    );
    const named = new Set(alarmsOf(app).map(({ Properties }) => /#([a-z-]+)$/.exec(text(Properties['AlarmDescription']))?.[1] ?? ''));
    const ids = [...page.matchAll(/<a id="([a-z-]+)"/g)].map(([, id]) => id ?? '');
    expect([...named].filter((anchor) => ![...headings, ...ids].includes(anchor))).toEqual([]);
    expect([...named].toSorted()).toEqual([
      'broker-unwell',
      'dead-letters',
      'error-groups',
      'kafka-lag',
      'projection-behind',
      'search-unwell',
      'server-errors',
      'stream-lag',
      'throttling',
      'timers-late',
    ]);
  });

  test('no function is without its alarms on errors and throttles', () => {
    for (const metric of ['Errors', 'Throttles']) {
      const watched = watching(metric).map(({ stack, Properties }) => `${stack}/${dimension(Properties, 'FunctionName')}`);
      for (const entry of app.entries) {
        const { stack, id } = app.fn(entry);
        expect(watched, `${metric} of ${entry}`).toContain(`${stack}/${JSON.stringify({ Ref: id })}`);
      }
    }
    expect(watching('ConcurrentExecutions')[0]?.Properties).toMatchObject({ Threshold: 800 });
  });

  test('every queue is watched: the dead by their number, the others by their age', () => {
    const ofQueue = (metric: string): string[] =>
      watching(metric).map(({ Properties }) => text(items(items(Properties['Dimensions'])[0]?.['Value']?.['Fn::GetAtt'])[0]));
    const queues = app.of('AWS::SQS::Queue').filter(({ stack }) => stack.startsWith('parley-prod'));
    const dead = queues.filter(({ Properties }) => !Properties['RedrivePolicy']).map(({ id }) => id);
    const working = queues.filter(({ Properties }) => Properties['RedrivePolicy']).map(({ id }) => id);
    expect(ofQueue('ApproximateNumberOfMessagesVisible').toSorted()).toEqual(dead.toSorted());
    expect(ofQueue('ApproximateAgeOfOldestMessage').toSorted()).toEqual(working.toSorted());
  });

  test('lag is watched where it arises: the group, the event source, both readers of the stream', () => {
    const groups = watching('EstimatedMaxTimeLag');
    for (const group of groups) expect(group.Properties['Namespace']).toBe('AWS/Kafka');
    const topics = ['ai_messages', 'escalations_outbound', 'messages', 'metadata_actions', 'queue_acks', 'tickets'];
    expect(groups.map((group) => ['Cluster Name', 'Consumer Group', 'Topic'].map((name) => dimension(group.Properties, name)).join(' ')).toSorted()).toEqual(
      topics.map((topic) => `parley-prod parley-${topic} ${topic}`),
    );
    expect(watching('OffsetLag')).toHaveLength(topics.length);
    expect(watching('IteratorAge')).toHaveLength(2);
  });

  test('engines are watched by what they say of themselves', () => {
    for (const metric of [
      'ClusterStatus.red',
      'ClusterStatus.yellow',
      'FreeStorageSpace',
      'ClusterIndexWritesBlocked',
      'JVMMemoryPressure',
      'KMSKeyInaccessible',
      'ActiveControllerCount',
      'ProduceThrottleTime',
      'ReadThrottleEvents',
      'WriteThrottleEvents',
      'SystemErrors',
      '5xx',
      'ExecutionError',
      'IntegrationError',
      'InvocationDroppedCount',
      'TargetErrorCount',
    ])
      expect(watching(metric), metric).toHaveLength(1);
    // A quarter of 100 GiB, in MB.
    expect(watching('FreeStorageSpace')[0]?.Properties).toMatchObject({ Threshold: 25_600, ComparisonOperator: 'LessThanOrEqualToThreshold' });
    // The table and its four indexes, and three brokers with two figures each.
    expect(metricsOf(watching('WriteThrottleEvents')[0] as Resource)).toHaveLength(5);
    expect(metricsOf(watching('CpuUser')[0] as Resource)).toHaveLength(6);
    for (const alarm of alarmsOf(app)) expect(metricsOf(alarm).length, named(alarm)).toBeLessThanOrEqual(10);
  });

  test('our own metrics are asked for by names that functions emit', () => {
    const asked = alarmsOf(app)
      .flatMap(({ Properties }) =>
        Properties['MetricName'] ? [Properties] : items(Properties['Metrics']).flatMap((query) => query['MetricStat']?.['Metric'] ?? []),
      )
      .filter((metric) => text(metric['Namespace']) === 'Parley')
      .map((metric) => `${dimension(metric, 'service')} ${text(metric['MetricName'])}`);
    const emitted = Object.entries(METRICS).flatMap(([service, metrics]) => Object.keys(metrics).map((name) => `${service} ${name}`));
    expect(asked.length).toBeGreaterThan(15);
    expect(asked.filter((name) => !emitted.includes(name))).toEqual([]);
  });

  test('one composite alarm covers what customers notice, and its alarms exist', () => {
    const rule = text(only('AWS::CloudWatch::CompositeAlarm').Properties['AlarmRule']);
    const names = [...rule.matchAll(/ALARM\("([^"]+)"\)/g)].map(([, name]) => name ?? '');
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !alarmsOf(app).map(named).includes(name))).toEqual([]);
    expect(names).toEqual(
      expect.arrayContaining(['parley-prod-watch-AcceptedNotVisible', 'parley-prod-api-ServerErrors', 'parley-prod-consumers-ProjectorBehind']),
    );
    expect(names).not.toContain('parley-prod-watch-Errors-New');
  });

  test('errors of every log but its own go to the collector, which may write its groups, read one secret and nothing else', () => {
    const filters = app.of('AWS::Logs::SubscriptionFilter');
    const collector = app.of('AWS::Lambda::Function').find(({ Metadata }) => Metadata?.[DEPLOY_ENTRY_METADATA] === 'functions/errors/collect.ts') as Resource;
    const listened = filters.map(({ stack, Properties }) => `${stack}/${text(Properties['LogGroupName']?.['Ref'])}`);
    const logs = app.entries.map((entry) => `${app.fn(entry).stack}/${text(app.fn(entry).Properties['LoggingConfig']?.['LogGroup']?.['Ref'])}`);
    expect(listened.toSorted()).toEqual(logs.toSorted());
    expect(listened).not.toContain(`${collector.stack}/${text(collector.Properties['LoggingConfig']?.['LogGroup']?.['Ref'])}`);
    for (const { Properties } of filters) expect(text(Properties['FilterPattern'])).toContain('$.level = "ERROR"');
    const actions = app.statements(app.roleOf(collector), collector.stack).flatMap(({ Action }: Policy) => Action);
    expect(actions.filter((action) => /dynamodb|secrets|kms/.test(action)).toSorted()).toEqual([
      'dynamodb:BatchGetItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'secretsmanager:GetSecretValue',
    ]);
    expect(collector.Properties['Environment']?.['Variables']).toMatchObject({
      PARLEY_RELEASE: 'abc123',
      ERROR_TRACKING_DSN_NAME: 'parley/prod/error-tracking-dsn',
    });
    const permission = app.of('AWS::Lambda::Permission').find(({ Properties }) => text(Properties['Principal']) === 'logs.amazonaws.com');
    expect(permission?.Properties['SourceAccount']).toBeDefined();
    const groups = only('AWS::DynamoDB::GlobalTable');
    expect(groups.Properties).toMatchObject({ TableName: 'parley-prod-error-groups', TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true } });
  });

  test('two dashboards, whose searches are whole and name one function each', () => {
    const bodies = app.of('AWS::CloudWatch::Dashboard').map(({ Properties }) => JSON.stringify(Properties['DashboardBody']));
    expect(
      app
        .of('AWS::CloudWatch::Dashboard')
        .map(({ Properties }) => text(Properties['DashboardName']))
        .toSorted(),
    ).toEqual(['parley-prod-cost', 'parley-prod-flow']);
    const seconds = bodies.join('').match(/SUM\(SEARCH\('\{AWS\/Lambda,FunctionName\} MetricName=[^']+'/g) ?? [];
    expect(new Set(seconds).size).toBe(app.entries.length);
    // The stack of the API is called like one of its functions.
    expect(seconds.join('\n')).toMatch(/parley prod api NOT webhooks NOT poller NOT mail'/);
    for (const search of bodies.join('').match(/SEARCH\([^)]*\)/g) ?? []) expect(search).toMatch(/^SEARCH\('\{[^}]+\} MetricName=\S+ [^']+', '\w+', \d+\)$/);
  });
});

describe('dev', () => {
  let app: Synthesised;
  beforeAll(async () => {
    app = await synthesise({ profile: 'dev' });
  }, SLOW);

  test('groups errors, and pays for neither alarms nor dashboards', () => {
    expect(app.of('AWS::Logs::SubscriptionFilter')).toHaveLength(app.entries.length);
    for (const type of ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm', 'AWS::CloudWatch::Dashboard', 'AWS::SNS::Topic'])
      expect(app.of(type), type).toEqual([]);
  });

  test('has the saved queries, each of which ends somewhere', () => {
    const queries = app.of('AWS::Logs::QueryDefinition').map(({ Properties }) => [text(Properties['Name']), text(Properties['QueryString'])] as const);
    expect(queries.map(([name]) => name)).toEqual(
      expect.arrayContaining(['parley-dev/by correlation id', 'parley-dev/by group of errors', 'parley-dev/slowest requests']),
    );
    for (const [name, query] of queries) expect(query, name).toMatch(/\| limit \d+$/);
  });
});

test(
  'a laptop is spared all of it, an emulator too unless it asks, and then what it does not take',
  async () => {
    for (const context of [{ watch: 'false' }, { emulator: 'true' }] as Record<string, string>[]) {
      const laptop = await synthesise(context);
      for (const type of ['AWS::Logs::SubscriptionFilter', 'AWS::DynamoDB::GlobalTable', 'AWS::SNS::Topic', 'AWS::Logs::QueryDefinition'])
        expect(laptop.of(type), type).toEqual([]);
    }
    const emulated = await synthesise({ emulator: 'true', profile: 'prod', watch: 'true' }, true);
    for (const type of ['AWS::CloudWatch::CompositeAlarm', 'AWS::Logs::QueryDefinition']) expect(emulated.of(type), type).toEqual([]);
    expect(emulated.of('AWS::Logs::SubscriptionFilter')).toHaveLength(emulated.entries.length);
  },
  SLOW,
);

test(
  'a DSN itself is refused: it would stand in the template',
  async () => {
    await expect(synthesise({ errorTrackingDsn: 'https://key@example.com/1' })).rejects.toThrow('is the name of a secret that holds the DSN');
  },
  SLOW,
);

test('the page of observability tells every metric', () => {
  const path = new URL('../../docs/observability.md', import.meta.url);
  expect(existsSync(path)).toBe(true);
  const page = readFileSync(path, 'utf8');
  const missing = Object.entries(METRICS).flatMap(([service, metrics]) =>
    Object.keys(metrics).filter((name) => !new RegExp(`^\\| \`${name}\` \\| ${service} \\|`, 'm').test(page)),
  );
  expect(missing).toEqual([]);
});
