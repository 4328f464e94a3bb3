import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { ParleyFunction } from './parley-function.ts';

/**
 * Calls a reader of the table's stream each minute, to retry delayed changes of its projections (`domain/projections/relay/marks.ts`). A failed call is not retried,
 * because the next one follows in a minute. An EventBridge rule costs nothing; Scheduler is for one-time schedules.
 */
export function retryEachMinute(fn: ParleyFunction, deadLetters: IQueue): void {
  fn.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1), onFailure: new SqsDestination(deadLetters) });
  new Rule(fn, 'Retry', {
    description: 'Retries delayed changes of projections',
    schedule: Schedule.rate(Duration.minutes(1)),
    targets: [new LambdaFunction(fn, { event: RuleTargetInput.fromObject({ retry: 'due' }), retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
  });
}
