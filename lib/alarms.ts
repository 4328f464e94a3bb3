import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** Somebody has to look at what is in there: one is enough. */
export function alarmOnDepth(scope: Construct, id: string, queue: IQueue): void {
  alarm(
    scope,
    id,
    queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'max' }),
    0,
    1,
    'Something was given up; see docs/deploy.md, "Dead letters"',
  );
}

/** A stream's reader is a minute behind: queues and search no longer tell the truth. */
export function alarmOnIteratorAge(scope: Construct, id: string, fn: IFunction): void {
  alarm(scope, id, fn.metric('IteratorAge', { period: Duration.minutes(1), statistic: 'max' }), 60_000, 3, 'A reader of the stream is a minute behind');
}

export function alarmOnServerErrors(scope: Construct, id: string, metric: IMetric): void {
  alarm(scope, id, metric, 5, 2, 'The API answers with 5xx');
}

function alarm(scope: Construct, id: string, metric: IMetric, threshold: number, periods: number, alarmDescription: string): void {
  new Alarm(scope, id, {
    metric,
    threshold,
    evaluationPeriods: periods,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription,
  });
}
