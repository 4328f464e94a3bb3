import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import type { DataStack } from './data-stack.ts';
import { COMMANDS, connectQueue, connectTable } from './edges.ts';
import { allow, seenBy } from './grants.ts';
import { CONCURRENCY, type MessagingStack, TIMEOUTS } from './messaging-stack.ts';
import { ParleyFunction } from './parley-function.ts';
import type { Profile } from './profile.ts';
import { ticketSettings } from './settings.ts';

/** Closure and followup: one-time schedules start the timers function early, and a delayed message makes the timer exact to the second. */
export class ScheduledTimers extends Construct {
  readonly #fn: ParleyFunction;
  readonly #role: Role;
  readonly #messaging: MessagingStack;

  constructor(scope: Construct, id: string, props: { readonly profile: Profile; readonly data: DataStack; readonly messaging: MessagingStack }) {
    super(scope, id);
    const { profile, data, messaging } = props;
    this.#messaging = messaging;
    this.#fn = new ParleyFunction(this, 'Function', {
      profile,
      entry: 'functions/jobs/timers.ts',
      description: 'Closes tickets, ends followups and has replies mailed to visitors when they are due',
      timeout: TIMEOUTS.timers,
      memory: 512,
      environment: ticketSettings(profile),
    });
    connectTable(this.#fn, data, COMMANDS);
    connectQueue(this.#fn, messaging, 'timers');
    connectQueue(this.#fn, messaging, 'outbound');
    this.#fn.addEventSource(new SqsEventSource(messaging.queues.timers, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: CONCURRENCY.timers }));
    this.#fn.configureAsyncInvoke({ retryAttempts: 2, maxEventAge: Duration.hours(6), onFailure: new SqsDestination(messaging.deadLettersOf.timers) });
    const stack = Stack.of(this);
    this.#role = new Role(this, 'ScheduleRole', {
      description: 'EventBridge Scheduler calls the timers function',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
    });
    this.#role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.#fn.functionArn] }));
    this.#role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [messaging.deadLettersOf.timers.queueArn] }));
  }

  /** Lets a function arm and disarm timers: distant ones with schedules, near ones with the queue. */
  armedBy(fn: ParleyFunction): void {
    const group = this.#messaging.scheduleGroup;
    fn.addEnvironment('SCHEDULE_GROUP', group);
    fn.addEnvironment('SCHEDULE_ROLE_ARN', this.#role.roleArn);
    fn.addEnvironment('SCHEDULE_TARGET_ARN', this.#fn.functionArn);
    fn.addEnvironment('SCHEDULE_DEAD_LETTERS_ARN', this.#messaging.deadLettersOf.timers.queueArn);
    connectQueue(fn, this.#messaging, 'timers');
    const schedules = Stack.of(this).formatArn({ service: 'scheduler', resource: 'schedule', resourceName: `${seenBy(fn, this.#messaging, group)}/*` });
    const verbs = ['CreateSchedule', 'UpdateSchedule', 'DeleteSchedule'].map((verb) => `scheduler:${verb}`);
    allow(fn, verbs, [schedules], 'Each timer has a schedule with its own name; the group has no other schedules.');
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [this.#role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      }),
    );
  }
}
