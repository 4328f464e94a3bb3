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

/** Lines at level ERROR or FATAL, from us and from Lambda's runtime, and its reports of invocations that timed out or failed. */
const PATTERN = FilterPattern.literal('{ ($.level = "ERROR") || ($.level = "FATAL") || ($.record.status = "timeout") || ($.record.status = "failure") }');

/** `-c errorTrackingDsn=…`: the name of a secret. @throws for the DSN itself, which would end up in every template */
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
      // scripts/errors.ts finds it by this name.
      tableName: `parley-${profile.name}-error-groups`,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      timeToLiveAttribute: 'ttl',
      // Derived from logs: lost groups come back with the next error.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(groups, 'AwsSolutions-DDB3', 'Derived from logs and deleted after 90 days: lost groups come back with the next error.');
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

  /** Subscribes to a function's log, but never to its own. */
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
      description: 'A new error',
      runbook,
    });
    alarm(this, 'Again', {
      metric: own('errors', 'RegressedErrorGroups', 'sum', five),
      threshold: 0,
      periods: 1,
      description: 'An error that was marked as resolved is back',
      runbook,
    });
    alarm(this, 'Flood', { metric: own('errors', 'ErrorEvents', 'sum', five), threshold: 100, periods: 2, description: 'Many errors a minute', runbook });
    alarm(this, 'NotForwarded', {
      metric: own('errors', 'ErrorForwardsFailed', 'sum', five),
      threshold: 0,
      periods: 6,
      description: 'The error tracker does not accept events; the groups of errors are still complete',
      runbook,
    });
    alarm(this, 'CollectorFails', {
      metric: this.#collector.metricErrors({ period: five, statistic: 'sum' }),
      threshold: 0,
      periods: 2,
      description: 'Errors are not grouped; they are only in the logs',
      runbook,
    });
  }
}
