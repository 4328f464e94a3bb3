import { beforeAll, describe, expect, test } from 'vitest';
import { items, list, type Resource, type Synthesised, synthesise, text } from './synthesised.ts';

const SLOW = 180_000;

describe.each(['dev', 'prod'] as const)('%s', (profile) => {
  let app: Synthesised;
  beforeAll(async () => {
    app = await synthesise({ profile });
  }, SLOW);
  const cluster = (): Resource => app.of('AWS::MSK::Cluster')[0] as Resource;
  const topicsFunction = (): Resource =>
    app.of('AWS::Lambda::Function').find(({ Metadata }) => Metadata?.['parley:deploy-entry'] === 'functions/deploy/topics.ts') as Resource;

  test('brokers stand in every zone of the network, log to a group that forgets, and are kept in prod', () => {
    const { Properties, DeletionPolicy } = cluster();
    const zones = profile === 'prod' ? 3 : 2;
    expect(Number(Properties['NumberOfBrokerNodes'])).toBe(zones);
    expect(items(Properties['BrokerNodeGroupInfo']?.['ClientSubnets'])).toHaveLength(zones);
    const logs = Properties['LoggingInfo']?.['BrokerLogs']?.['CloudWatchLogs'];
    expect(logs?.['Enabled']).toBe(true);
    const group = app.of('AWS::Logs::LogGroup').find(({ id, stack }) => stack === cluster().stack && id === text(logs?.['LogGroup']?.['Ref']));
    expect(Number(group?.Properties['RetentionInDays'])).toBe(profile === 'prod' ? 90 : 7);
    expect(DeletionPolicy).toBe(profile === 'prod' ? 'RetainExceptOnCreate' : 'Delete');
  });

  test('prod encrypts volumes with its own key and pays for metrics by broker; dev does neither', () => {
    const { Properties } = cluster();
    expect(Properties['EnhancedMonitoring']).toBe(profile === 'prod' ? 'PER_BROKER' : 'DEFAULT');
    expect(Properties['EncryptionInfo']?.['EncryptionAtRest'] !== undefined).toBe(profile === 'prod');
  });

  test('standard brokers are told what Express brokers come with: no topic by accident, no leader that lost records', () => {
    const [settings, ...others] = app.of('AWS::MSK::Configuration');
    expect(others).toEqual([]);
    if (profile === 'prod') return expect(settings).toBeUndefined();
    const lines = text(settings?.Properties['ServerProperties']).split('\n');
    expect(lines).toEqual(expect.arrayContaining(['auto.create.topics.enable=false', 'unclean.leader.election.enable=false', 'log.retention.hours=168']));
    return expect(cluster().Properties['ConfigurationInfo']?.['Arn']).toEqual({ 'Fn::GetAtt': [settings?.id, 'Arn'] });
  });

  test('topics are made by a function that may make and alter these topics and nothing else', () => {
    const fn = topicsFunction();
    expect(fn.Properties['VpcConfig']).toBeDefined();
    const kafka = app
      .statements(app.roleOf(fn), fn.stack)
      .filter(({ Effect, Action }) => Effect === 'Allow' && list(Action).some((action) => action.startsWith('kafka-cluster:')));
    expect(kafka.flatMap(({ Action }) => list(Action)).sort()).toEqual(
      ['AlterTopic', 'Connect', 'CreateTopic', 'DescribeTopic'].map((verb) => `kafka-cluster:${verb}`),
    );
    const named = kafka.flatMap(({ Resource: resources }) => list(resources)).map((resource) => /"\/([a-z_]+)"\]\]/.exec(JSON.stringify(resource))?.[1]);
    const topics = Object.keys((app.of('Custom::KafkaTopics')[0]?.Properties['Topics'] ?? {}) as object);
    expect(named.filter((name) => name !== undefined).sort()).toEqual([...topics].sort());
  });

  test('a producer may write only to its topic, and a consumer reads only in its own group', () => {
    const statementsOf = (entry: string): string => {
      const fn = app.fn(entry);
      return JSON.stringify(
        app.statements(app.roleOf(fn), fn.stack).filter(({ Action }) => list(Action).some((action) => action.startsWith('kafka-cluster:'))),
      );
    };
    expect(statementsOf('functions/webhooks/handler.ts')).toMatch(/WriteData/);
    expect(statementsOf('functions/webhooks/handler.ts')).not.toMatch(/ReadData|AlterGroup|CreateTopic/);
    expect(statementsOf('functions/consumers/messages.ts')).toMatch(/ReadData/);
    expect(statementsOf('functions/consumers/messages.ts')).toMatch(/parley-messages/);
    expect(statementsOf('functions/consumers/messages.ts')).not.toMatch(/WriteData|CreateTopic/);
  });
});
