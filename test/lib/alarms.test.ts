import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnCluster } from 'aws-cdk-lib/aws-msk';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { expect, test } from 'vitest';
import { alarmOnBrokers } from '../../lib/broker-alarms.ts';
import { total } from '../../lib/metric-search.ts';
import { alarmOn } from '../../lib/resource-alarms.ts';
import { synthesise, text } from './synthesised.ts';

const SLOW = 180_000;
const metricsOf = (stack: Stack): string[] =>
  Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).flatMap(({ Properties }) => {
    const properties = Properties as { MetricName?: string; Metrics?: { MetricStat?: { Metric: { MetricName: string } } }[] };
    return properties.MetricName ?? (properties.Metrics ?? []).flatMap(({ MetricStat }) => MetricStat?.Metric.MetricName ?? []);
  });

test('brokers with disks are watched by their disks and copies, and Express brokers by what they have instead', () => {
  const watched = (instanceType: string): string[] => {
    const stack = new Stack(new App(), 'Brokers');
    const cluster = new CfnCluster(stack, 'Cluster', {
      clusterName: 'c',
      kafkaVersion: '3.8.x',
      numberOfBrokerNodes: 2,
      brokerNodeGroupInfo: { instanceType, clientSubnets: ['a', 'b'] },
    });
    alarmOnBrokers(stack, cluster);
    return [...new Set(metricsOf(stack))].toSorted();
  };
  const always = ['ActiveControllerCount', 'CpuSystem', 'CpuUser'];
  expect(watched('kafka.m7g.large')).toEqual([...always, 'KafkaDataLogsDiskUsed', 'UnderReplicatedPartitions'].toSorted());
  expect(watched('express.m7g.large')).toEqual([...always, 'ProduceThrottleTime'].toSorted());
});

test('a queue that nobody thought of is watched all the same', () => {
  const stack = new Stack(new App(), 'Queues');
  const dead = new Queue(stack, 'NewDeadLetters');
  const queue = new Queue(stack, 'New', { deadLetterQueue: { queue: dead, maxReceiveCount: 3 } });
  for (const construct of [dead, queue]) alarmOn(construct);
  expect(metricsOf(stack).toSorted()).toEqual(['ApproximateAgeOfOldestMessage', 'ApproximateNumberOfMessagesVisible']);
});

test(
  'a name of our own has an alarm on its certificate',
  async () => {
    const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/x';
    const app = await synthesise({ profile: 'prod', domainName: 'parley.example.com', certificateArn, waf: 'false' });
    const expiring = app.of('AWS::CloudWatch::Alarm').filter(({ Properties }) => text(Properties['MetricName']) === 'DaysToExpiry');
    expect(expiring.length).toBeGreaterThan(0);
    for (const { Properties } of expiring) expect(Properties['Dimensions']).toEqual([{ Name: 'CertificateArn', Value: certificateArn }]);
  },
  SLOW,
);

test('a search names what it wants and what it does not', () => {
  const search = { schema: '{A,B}', metric: 'M', words: ['parley', 'api'], without: ['webhooks'], statistic: 'Sum', period: { toSeconds: () => 60 } as never };
  expect(total(search, 'x', 2).expression).toBe(`SUM(SEARCH('{A,B} MetricName="M" parley api NOT webhooks', 'Sum', 60)) * 2`);
  expect(total({ ...search, without: [] }, 'x').expression).toBe(`SUM(SEARCH('{A,B} MetricName="M" parley api', 'Sum', 60))`);
});
