import { beforeAll, describe, expect, test } from 'vitest';
import { items, type Json, list, type Synthesised, synthesise, text } from './synthesised.ts';

const SLOW = 180_000;

/** Actions by the service whose endpoint they need. What Lambda does by itself (network interfaces, traces) needs none. */
const ENDPOINTS: Readonly<Record<string, string>> = { dynamodb: 'dynamodb', s3: 's3', sqs: 'sqs', secretsmanager: 'secretsmanager', sts: 'sts' };
const WITHOUT = ['xray', 'ec2', 'kms', 'kafka-cluster', 'es', 'logs'];
/** Event source mappings read these in Lambda's own network. */
const BY_LAMBDA =
  /^(sqs:(ReceiveMessage|ChangeMessageVisibility|GetQueueUrl|DeleteMessage|GetQueueAttributes)|dynamodb:(ListStreams|DescribeStream|GetRecords|GetShardIterator))$/;

describe.each(['dev', 'prod'] as const)('%s', (profile) => {
  let app: Synthesised;
  beforeAll(async () => {
    app = await synthesise({ profile });
  }, SLOW);

  test('every service that functions inside call has an endpoint there, and no other', () => {
    const endpoints = app.of('AWS::EC2::VPCEndpoint').map(({ Properties }) => JSON.stringify(Properties['ServiceName']));
    const reachable = Object.keys(ENDPOINTS).filter((service) => endpoints.some((name) => name.includes(`.${service}"`)));
    const called = new Set<string>();
    for (const entry of app.entries) {
      const fn = app.fn(entry);
      if (!fn.Properties['VpcConfig']) continue;
      for (const { Effect, Action } of app.statements(app.roleOf(fn), fn.stack)) {
        if (Effect !== 'Allow') continue;
        for (const action of list(Action)) {
          const service = action.split(':')[0] ?? '';
          if (!WITHOUT.includes(service) && !BY_LAMBDA.test(action)) called.add(service);
        }
      }
    }
    expect([...called].sort()).toEqual([...reachable].sort());
    expect(endpoints).toHaveLength(reachable.length);
  });

  test('nothing is carried to another account through an endpoint, and dev pays for one zone of each', () => {
    for (const { Properties, id } of app.of('AWS::EC2::VPCEndpoint')) {
      const [statement, ...others] = items(Properties['PolicyDocument']?.['Statement']);
      expect(others, id).toEqual([]);
      expect(statement?.['Condition'], id).toEqual({ StringEquals: { 'aws:ResourceAccount': { Ref: 'AWS::AccountId' } } });
      if (text(Properties['VpcEndpointType']) === 'Interface') expect(items(Properties['SubnetIds']), id).toHaveLength(profile === 'prod' ? 3 : 1);
    }
  });

  test('functions that call providers are outside the network and reach neither brokers nor search', () => {
    for (const entry of [
      'functions/senders/outbound.ts',
      'functions/senders/actions.ts',
      'functions/senders/media.ts',
      'functions/senders/people.ts',
      'functions/senders/ticket-helper.ts',
      'functions/realtime/delivery.ts',
      'functions/realtime/fan-out.ts',
      'functions/realtime/gateway.ts',
    ]) {
      const fn = app.fn(entry);
      expect(fn.Properties['VpcConfig'], entry).toBeUndefined();
      expect(JSON.stringify(app.statements(app.roleOf(fn), fn.stack)), entry).not.toMatch(/kafka|es:ESHttp/);
    }
  });

  test("the event source's pollers, which wear the brokers' group, reach the dead-letter queue", () => {
    const groupOf = (description: string): string =>
      app.of('AWS::EC2::SecurityGroup').find(({ Properties }) => text(Properties['GroupDescription']) === description)?.id ?? '';
    const names = (json: unknown): string => JSON.stringify(json);
    const on443 = ({ Properties }: { readonly Properties: Json }): boolean => names(Properties['FromPort']) === '443' && names(Properties['ToPort']) === '443';
    const [brokers, endpoints] = [groupOf('Kafka brokers'), groupOf('Interface endpoints')];
    const out = app.of('AWS::EC2::SecurityGroupEgress').filter(on443);
    const into = app.of('AWS::EC2::SecurityGroupIngress').filter(on443);
    expect(out.some(({ Properties: p }) => names(p['GroupId']).includes(brokers) && names(p['DestinationSecurityGroupId']).includes(endpoints))).toBe(true);
    expect(into.some(({ Properties: p }) => names(p['GroupId']).includes(endpoints) && names(p['SourceSecurityGroupId']).includes(brokers))).toBe(true);
    const sqs = app.of('AWS::EC2::VPCEndpoint').find(({ Properties }) => names(Properties['ServiceName']).includes('.sqs"'));
    expect(names(sqs?.Properties['SecurityGroupIds'])).toContain(endpoints);
    // And the pollers act with the function's role.
    const consumer = app.fn('functions/consumers/messages.ts');
    expect(names(app.statements(app.roleOf(consumer), consumer.stack))).toContain('sqs:SendMessage');
  });

  test('no security group opens anything to the world', () => {
    for (const type of ['AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupIngress'])
      for (const { Properties, id } of app.of(type)) {
        const rules = type === 'AWS::EC2::SecurityGroup' ? items(Properties['SecurityGroupIngress']) : [Properties];
        for (const rule of rules) expect(JSON.stringify(rule), id).not.toMatch(/0\.0\.0\.0\/0|::\/0/);
      }
    for (const { Properties } of app.of('AWS::EC2::Subnet')) expect(Properties['MapPublicIpOnLaunch']).toBe(false);
  });
});
