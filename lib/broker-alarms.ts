import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnCluster } from 'aws-cdk-lib/aws-msk';
import type { Construct } from 'constructs';
import { alarm, EVERY_MINUTE } from './alarms.ts';

const NAMESPACE = 'AWS/Kafka';

/**
 * Lag of a consumer group. MSK measures it at every monitoring level, as long as the group is stable (docs.aws.amazon.com/msk/latest/developerguide/
 * consumer-lag.html, 2026-11); the event source's own OffsetLag, on the function, continues through rebalances.
 */
export function alarmOnGroupLag(scope: Construct, clusterName: string, topic: string, group: string): void {
  const dimensionsMap = { 'Cluster Name': clusterName, 'Consumer Group': group, Topic: topic };
  alarm(scope, `${topic}LateGroup`, {
    metric: new Metric({ namespace: NAMESPACE, metricName: 'EstimatedMaxTimeLag', dimensionsMap, ...EVERY_MINUTE, statistic: 'max' }),
    threshold: 60,
    periods: 5,
    description: `Messages from a minute ago are not in their tickets yet: the consumer group ${group} lags`,
    runbook: 'kafka-lag',
    affects: true,
  });
}

/** One value for all brokers: the worst or the sum. Brokers are numbered from 1. */
function ofBrokers(clusterName: string, brokers: number, names: readonly string[], fold: 'MAX' | 'SUM'): MathExpression {
  const usingMetrics: Record<string, Metric> = {};
  const terms: string[] = [];
  for (let broker = 1; broker <= brokers; broker += 1) {
    const ids = names.map((metricName, index) => {
      const id = `b${broker}m${index}`;
      const dimensionsMap = { 'Cluster Name': clusterName, 'Broker ID': String(broker) };
      usingMetrics[id] = new Metric({ namespace: NAMESPACE, metricName, dimensionsMap, ...EVERY_MINUTE, statistic: 'avg' });
      return id;
    });
    terms.push(ids.join('+'));
  }
  return new MathExpression({ expression: `${fold}([${terms.join(',')}])`, usingMetrics, ...EVERY_MINUTE, label: names.join('+') });
}

/**
 * Express brokers have no disks and no under-replicated partitions to watch; they throttle clients instead. Metric names from
 * docs.aws.amazon.com/msk/latest/developerguide/metrics-details-express.html and metrics-details.html (2026-11).
 */
export function alarmOnBrokers(scope: Construct, cluster: CfnCluster): void {
  const { clusterName, numberOfBrokerNodes: brokers } = cluster;
  const { instanceType } = cluster.brokerNodeGroupInfo as CfnCluster.BrokerNodeGroupInfoProperty;
  const runbook = 'broker-unwell';
  alarm(scope, 'NoController', {
    metric: new Metric({
      namespace: NAMESPACE,
      metricName: 'ActiveControllerCount',
      dimensionsMap: { 'Cluster Name': clusterName },
      ...EVERY_MINUTE,
      statistic: 'max',
    }),
    threshold: 0,
    below: true,
    periods: 5,
    description: 'The cluster has no controller: failover does not work',
    runbook,
  });
  alarm(scope, 'BrokersBusy', {
    metric: ofBrokers(clusterName, brokers, ['CpuUser', 'CpuSystem'], 'MAX'),
    threshold: 60,
    periods: 15,
    description: 'A broker is over 60 % CPU: it could not take over the load of another',
    runbook,
  });
  if (instanceType.startsWith('express.')) {
    alarm(scope, 'ProducersSlowed', {
      metric: ofBrokers(clusterName, brokers, ['ProduceThrottleTime'], 'MAX'),
      threshold: 0,
      periods: 5,
      description: 'Brokers throttle producers: the load exceeds what this broker size takes',
      runbook,
      affects: true,
    });
    return;
  }
  alarm(scope, 'DisksFull', {
    metric: ofBrokers(clusterName, brokers, ['KafkaDataLogsDiskUsed'], 'MAX'),
    threshold: 80,
    periods: 5,
    description: "A broker's disk is over 80 % full; the broker stops when it is full",
    runbook,
  });
  alarm(scope, 'UnderReplicated', {
    metric: ofBrokers(clusterName, brokers, ['UnderReplicatedPartitions'], 'SUM'),
    threshold: 0,
    periods: 10,
    description: 'Partitions have too few in-sync replicas',
    runbook,
  });
}
