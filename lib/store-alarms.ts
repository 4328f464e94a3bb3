import { Stack } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type CfnTable, Operation, type Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Domain } from 'aws-cdk-lib/aws-opensearchservice';
import type { Construct } from 'constructs';
import { alarm, EVERY_MINUTE } from './alarms.ts';

/** Operations of functions on the table; a metric expression supports at most ten metrics. */
const OPERATIONS = [
  Operation.GET_ITEM,
  Operation.BATCH_GET_ITEM,
  Operation.QUERY,
  Operation.PUT_ITEM,
  Operation.UPDATE_ITEM,
  Operation.DELETE_ITEM,
  Operation.TRANSACT_WRITE_ITEMS,
];

/** An on-demand table is throttled when a partition is hot, or when traffic exceeds twice the peak within half an hour. */
export function alarmOnTable(scope: Construct, table: Table): void {
  const indexes = Stack.of(table).resolve((table.node.defaultChild as CfnTable).globalSecondaryIndexes) as
    | readonly { readonly indexName: string }[]
    | undefined;
  const throttled = (metricName: string): MathExpression => {
    const of = [undefined, ...(indexes ?? []).map(({ indexName }) => indexName)].map((index): [string, Metric] => [
      index === undefined ? 'whole' : `by${index.replace(/\W/g, '')}`,
      new Metric({
        namespace: 'AWS/DynamoDB',
        metricName,
        dimensionsMap: { TableName: table.tableName, ...(index === undefined ? {} : { GlobalSecondaryIndexName: index }) },
        ...EVERY_MINUTE,
        statistic: 'sum',
      }),
    ]);
    return new MathExpression({
      // A table without any throttling has no such metric.
      expression: of.map(([id]) => `FILL(${id}, 0)`).join(' + '),
      usingMetrics: Object.fromEntries(of),
      ...EVERY_MINUTE,
      label: metricName,
    });
  };
  const common = { threshold: 10, periods: 3, runbook: 'throttling' } as const;
  alarm(scope, 'ReadsThrottled', { ...common, metric: throttled('ReadThrottleEvents'), description: 'The table throttles reads' });
  alarm(scope, 'WritesThrottled', {
    ...common,
    metric: throttled('WriteThrottleEvents'),
    description: 'The table or one of its indexes throttles writes',
    affects: true,
  });
  alarm(scope, 'Unwell', {
    metric: table.metricSystemErrorsForOperations({ operations: OPERATIONS, ...EVERY_MINUTE }),
    threshold: 5,
    periods: 3,
    description: 'DynamoDB returns server errors',
    runbook: 'server-errors',
    affects: true,
  });
}

/** The share of a node's volume that must stay free, as the service advises; with too little, the domain blocks writes. */
const SHARE_LEFT = 0.25;
const MB_PER_GIB = 1024;

/** By docs.aws.amazon.com/opensearch-service/latest/developerguide/cloudwatch-alarms.html (2026-11). */
export function alarmOnDomain(scope: Construct, domain: Domain, volumeGib = 10): void {
  const most = { ...EVERY_MINUTE, statistic: 'max' } as const;
  const runbook = 'search-unwell';
  alarm(scope, 'Red', {
    metric: domain.metricClusterStatusRed(most),
    threshold: 0,
    periods: 1,
    description: 'An index has lost a primary shard: searches miss tickets',
    runbook,
    affects: true,
  });
  alarm(scope, 'Yellow', {
    metric: domain.metricClusterStatusYellow(most),
    threshold: 0,
    periods: 15,
    description: 'An index has too few replicas',
    runbook,
  });
  alarm(scope, 'DiskFull', {
    metric: domain.metricFreeStorageSpace({ ...EVERY_MINUTE, statistic: 'min' }),
    threshold: volumeGib * MB_PER_GIB * SHARE_LEFT,
    below: true,
    periods: 5,
    description: "A node's disk is three quarters full",
    runbook,
  });
  alarm(scope, 'WritesBlocked', {
    metric: domain.metricClusterIndexWritesBlocked(most),
    threshold: 0,
    periods: 3,
    description: 'The domain blocks writes: search is out of date',
    runbook,
    affects: true,
  });
  alarm(scope, 'MemoryPressed', {
    metric: domain.metricJVMMemoryPressure(most),
    threshold: 92,
    periods: 5,
    description: 'A node is low on memory',
    runbook,
  });
  alarm(scope, 'Busy', {
    metric: domain.metricCPUUtilization({ ...EVERY_MINUTE, statistic: 'avg' }),
    threshold: 80,
    periods: 15,
    description: 'Search has been over 80 % CPU for a quarter of an hour',
    runbook,
  });
  for (const [id, metric] of [
    ['KeyGone', domain.metricKMSKeyInaccessible(most)],
    ['KeyDisabled', domain.metricKMSKeyError(most)],
  ] as const)
    alarm(scope, id, {
      metric,
      threshold: 0,
      periods: 1,
      description: 'The domain cannot use its key; without it, the domain is lost permanently',
      runbook,
      affects: true,
    });
}
