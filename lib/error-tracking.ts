import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, Billing, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, type ILogGroup, type ILogSubscriptionDestination, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { Construct, type IConstruct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { alarm } from './alarms.ts';
import { allow } from './grants.ts';
import { own } from './hub-alarms.ts';
import { option } from './options.ts';
import { ParleyFunction } from './parley-function.ts';
import type { Profile } from './profile.ts';

/** Lines at level ERROR, ours and those of Lambda's runtime, and its reports of invocations that never came back. */
const PATTERN = FilterPattern.literal('{ ($.level = "ERROR") || ($.level = "FATAL") || ($.record.status = "timeout") || ($.record.status = "failure") }');

/** `-c errorTrackingDsn=…`: the name of a secret. @throws when it is the DSN itself, which would stand in every template */
function readDsnName(scope: IConstruct): string | undefined {
  const name = option(scope.node, 'errorTrackingDsn');
  if (name?.includes('://')) throw new Error('-c errorTrackingDsn is the name of a secret that holds the DSN, not the DSN itself: see docs/observability.md');
  return name;
}

/** Groups of errors: a table, and a function that reads the log of every other function. */
export class ErrorTracking extends Construct {
  readonly #collector: ParleyFunction;

  constructor(scope: Construct, id: string, props: { readonly profile: Profile }) {
    super(scope, id);
    const { profile } = props;
    const stack = Stack.of(this);
    const groups = new TableV2(this, 'Groups', {
      // The name by which scripts/errors.ts finds it.
      tableName: `parley-${profile.name}-error-groups`,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      timeToLiveAttribute: 'ttl',
      // A projection of logs: what is lost comes again with the next error.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(groups, 'AwsSolutions-DDB3', 'A projection of logs, forgotten after 90 days: what is lost comes again with the next error.');
    const dsnName = readDsnName(this);
    this.#collector = new ParleyFunction(this, 'Collector', {
      profile,
      entry: 'functions/errors/collect.ts',
      description: 'Groups the errors of all logs',
      deployTime: true,
      timeout: 60,
      memory: 256,
      environment: {
        TABLE_NAME: groups.tableName,
        PARLEY_PROFILE: profile.name,
        PARLEY_RELEASE: option(this.node, 'release') ?? 'unknown',
        ERROR_TRACKING_DSN_NAME: dsnName ?? '',
      },
    });
    allow(this.#collector, ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [groups.tableArn]);
    if (dsnName !== undefined) {
      const secret = stack.formatArn({ service: 'secretsmanager', resource: `secret:${dsnName}-??????` });
      allow(this.#collector, ['secretsmanager:GetSecretValue'], [secret]);
    }
    this.#collector.addPermission('Logs', {
      principal: new ServicePrincipal('logs.amazonaws.com'),
      sourceAccount: stack.account,
      sourceArn: stack.formatArn({ service: 'logs', resource: `log-group:parley-${profile.name}-*` }),
    });
    if (profile.alarms) this.#alarms();
  }

  /** Listens to a function's log; to its own never. */
  listenTo(fn: ParleyFunction): void {
    if (fn === this.#collector) return;
    const { functionArn } = this.#collector;
    const destination: ILogSubscriptionDestination = { bind: (_scope: Construct, _logs: ILogGroup) => ({ arn: functionArn }) };
    new SubscriptionFilter(fn, 'ErrorsOfLog', { logGroup: fn.logGroup, destination, filterPattern: PATTERN });
  }

  #alarms(): void {
    const runbook = 'error-groups';
    const five = Duration.minutes(5);
    alarm(this, 'New', {
      metric: own('errors', 'NewErrorGroups', 'sum', five),
      threshold: 0,
      periods: 1,
      says: 'An error that was never seen before',
      runbook,
    });
    alarm(this, 'Again', {
      metric: own('errors', 'RegressedErrorGroups', 'sum', five),
      threshold: 0,
      periods: 1,
      says: 'An error is back that was said to be resolved',
      runbook,
    });
    alarm(this, 'Flood', { metric: own('errors', 'ErrorEvents', 'sum', five), threshold: 100, periods: 2, says: 'Errors, many a minute', runbook });
    alarm(this, 'NotForwarded', {
      metric: own('errors', 'ErrorForwardsFailed', 'sum', five),
      threshold: 0,
      periods: 6,
      says: 'The error tracker takes nothing; the groups are complete all the same',
      runbook,
    });
    alarm(this, 'CollectorFails', {
      metric: this.#collector.metricErrors({ period: five, statistic: 'sum' }),
      threshold: 0,
      periods: 2,
      says: 'Errors are not grouped; they are in the logs',
      runbook,
    });
  }
}
