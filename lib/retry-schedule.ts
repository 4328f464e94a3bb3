import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { ParleyFunction } from './parley-function.ts';

/**
 * Calls a reader of the table's stream each minute, for what its projections still owe (`domain/projections/relay/marks.ts`): a call that fails is not repeated, the
 * next minute's comes anyway. A rule of EventBridge, which costs nothing; Scheduler is for times that are known once.
 */
export function retryEachMinute(fn: ParleyFunction, deadLetters: IQueue): void {
  fn.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1), onFailure: new SqsDestination(deadLetters) });
  new Rule(fn, 'Retry', {
    description: 'Carries on what projections could not carry on at once',
    schedule: Schedule.rate(Duration.minutes(1)),
    targets: [new LambdaFunction(fn, { event: RuleTargetInput.fromObject({ retry: 'due' }), retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
  });
}
