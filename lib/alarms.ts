import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** Headings of docs/operations.md; every alarm names its runbook. */
export type Runbook =
  | 'kafka-lag'
  | 'stream-lag'
  | 'projection-behind'
  | 'dead-letters'
  | 'server-errors'
  | 'throttling'
  | 'search-unwell'
  | 'broker-unwell'
  | 'timers-late'
  | 'error-groups';

export interface Watched {
  readonly metric: IMetric;
  /** The alarm fires above it; with `below`, at it and below it. */
  readonly threshold: number;
  /** Consecutive periods. */
  readonly periods: number;
  readonly below?: boolean;
  /** What is wrong, for the person on call. */
  readonly description: string;
  readonly runbook: Runbook;
  /** Customers or agents notice: part of the composite alarm. */
  readonly affects?: boolean;
  /** For metrics where missing data means a fault. */
  readonly silenceRings?: boolean;
}

const affecting = new WeakSet<Alarm>();

/** Whether customers or agents notice the problem. */
export const affectsCustomers = (alarm: Alarm): boolean => affecting.has(alarm);

/** The name is known at synthesis, so that no stack has to export its alarms. */
export const alarmNameOf = (alarm: Alarm): string => `${Stack.of(alarm).stackName}-${alarm.node.path.split('/').slice(1).join('-')}`;

/** One alarm. Its actions are added at the end, for all alarms of the app at once (watch.ts). */
export function alarm(scope: Construct, id: string, watched: Watched): Alarm {
  const { metric, threshold, periods, below, description, runbook, affects, silenceRings } = watched;
  const path = [...scope.node.path.split('/').slice(1), id].join('-');
  const made = new Alarm(scope, id, {
    alarmName: `${Stack.of(scope).stackName}-${path}`,
    metric,
    threshold,
    evaluationPeriods: periods,
    comparisonOperator: below ? ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD : ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: silenceRings ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    alarmDescription: `${description}. Runbook: docs/operations.md#${runbook}`,
  });
  if (affects) affecting.add(made);
  return made;
}

export const EVERY_MINUTE = { period: Duration.minutes(1) } as const;

/** Fires at the first dead letter, because somebody must look at each. */
export function alarmOnDepth(scope: Construct, id: string, queue: IQueue): void {
  alarm(scope, id, {
    metric: queue.metricApproximateNumberOfMessagesVisible({ ...EVERY_MINUTE, statistic: 'max' }),
    threshold: 0,
    periods: 1,
    description: 'A dead-letter queue has messages',
    runbook: 'dead-letters',
  });
}

/** Fires when a reader of the stream is a minute behind, so that queues or search are out of date. */
export function alarmOnIteratorAge(scope: Construct, id: string, fn: IFunction): void {
  alarm(scope, id, {
    metric: fn.metric('IteratorAge', { ...EVERY_MINUTE, statistic: 'max' }),
    threshold: 60_000,
    periods: 3,
    description: "A reader of the table's stream is a minute behind: queues, counters, sockets or search are out of date",
    runbook: 'stream-lag',
    affects: true,
  });
}

export function alarmOnServerErrors(scope: Construct, id: string, metric: IMetric): void {
  alarm(scope, id, { metric, threshold: 5, periods: 2, description: 'The API answers with 5xx', runbook: 'server-errors', affects: true });
}
