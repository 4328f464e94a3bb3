import { Duration, Stack } from 'aws-cdk-lib';
import { CfnDomainName, WebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { CfnEventSourceMapping, type CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnCluster } from 'aws-cdk-lib/aws-msk';
import { type CfnDomain, Domain } from 'aws-cdk-lib/aws-opensearchservice';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct, type IConstruct } from 'constructs';
import { alarm, alarmOnDepth, EVERY_MINUTE } from './alarms.ts';
import { alarmOnBrokers, alarmOnGroupLag } from './broker-alarms.ts';
import { DEPLOY_ENTRY_METADATA, ParleyFunction } from './parley-function.ts';
import { alarmOnDomain, alarmOnTable } from './store-alarms.ts';

/** The maximum age in seconds of the oldest message of a queue; an hour for other queues. Replies and files are retried for four hours, and events of webhooks for three days; the later ones of the group wait too. */
const MAX_AGE: Readonly<Record<string, number>> = {
  Delivery: 60,
  Outbound: 18_000,
  Actions: 7_200,
  Helper: 18_000,
  Webhooks: 345_600,
  Media: 18_000,
  Analysis: 7_200,
  Timers: 960,
};

/** The scope for the alarms of one construct, in the construct's own stack. */
const alarmScopeOf = (construct: IConstruct): Construct => {
  const path = construct.node.path.split('/').slice(1).join('');
  return new Construct(Stack.of(construct), `${path}Alarms`);
};

/** The alarms of a construct by its type, so that a new function, queue or domain gets them automatically. */
export function alarmOn(construct: IConstruct): void {
  if (construct instanceof ParleyFunction) onFunction(construct);
  else if (construct instanceof Queue) onQueue(construct);
  else if (construct instanceof Table) alarmOnTable(alarmScopeOf(construct), construct);
  else if (construct instanceof Domain) alarmOnDomain(alarmScopeOf(construct), construct, volumeOf(construct));
  else if (construct instanceof WebSocketApi) onSockets(construct);
  else if (construct instanceof CfnCluster) alarmOnBrokers(alarmScopeOf(construct), construct);
  else if (construct instanceof CfnScheduleGroup) onSchedules(construct);
  else if (construct instanceof CfnDomainName) onCertificate(construct);
}

/** A function of the deployment that fails also fails the deployment, so it needs no alarm. */
export const isDeployTime = (fn: ParleyFunction): boolean => (fn.node.defaultChild as CfnFunction).getMetadata(DEPLOY_ENTRY_METADATA) !== undefined;

function onFunction(fn: ParleyFunction): void {
  if (isDeployTime(fn)) return;
  const scope = alarmScopeOf(fn);
  alarm(scope, 'Errors', {
    metric: fn.metricErrors({ ...EVERY_MINUTE, statistic: 'sum' }),
    threshold: 2,
    periods: 3,
    description: `${fn.entry} fails or times out`,
    runbook: 'server-errors',
  });
  alarm(scope, 'Throttles', {
    metric: fn.metricThrottles({ ...EVERY_MINUTE, statistic: 'sum' }),
    threshold: 0,
    periods: 3,
    description: `${fn.entry} is throttled`,
    runbook: 'throttling',
  });
  const source = fn.node.findAll().find((child) => child instanceof CfnEventSourceMapping && child.topics !== undefined);
  if (!(source instanceof CfnEventSourceMapping)) return;
  const { consumerGroupId } = source.amazonManagedKafkaEventSourceConfig as CfnEventSourceMapping.AmazonManagedKafkaEventSourceConfigProperty;
  const cluster = fn.node.root.node.findAll().find((construct) => construct instanceof CfnCluster);
  for (const topic of source.topics ?? []) if (cluster && consumerGroupId) alarmOnGroupLag(scope, cluster.clusterName, topic, consumerGroupId);
  alarm(scope, 'Lag', {
    metric: fn.metric('OffsetLag', { ...EVERY_MINUTE, statistic: 'max' }),
    threshold: 5_000,
    periods: 5,
    description: `${fn.entry} is 5,000 records behind its topic`,
    runbook: 'kafka-lag',
    affects: true,
  });
}

function onQueue(queue: Queue): void {
  if (queue.deadLetterQueue === undefined) {
    // Most dead-letter queues have their alarm already.
    if (queue.node.scope?.node.tryFindChild(`${queue.node.id}Alarm`) === undefined) alarmOnDepth(alarmScopeOf(queue), 'Depth', queue);
    return;
  }
  const scope = alarmScopeOf(queue);
  alarm(scope, 'Old', {
    metric: queue.metricApproximateAgeOfOldestMessage({ ...EVERY_MINUTE, statistic: 'max' }),
    threshold: MAX_AGE[queue.node.id] ?? 3_600,
    periods: 5,
    description: `The queue ${queue.node.id.toLowerCase()} fills faster than it is processed`,
    runbook: queue.node.id === 'Timers' ? 'timers-late' : 'throttling',
    affects: queue.node.id === 'Delivery' || queue.node.id === 'Outbound',
  });
  if (queue.node.id === 'Outbound') onUnread(scope, queue);
}

/** The age of the oldest reply shows a problem late; replies that nothing receives show it early. */
function onUnread(scope: Construct, queue: Queue): void {
  const period = Duration.minutes(5);
  alarm(scope, 'Unread', {
    metric: new MathExpression({
      expression: 'IF(FILL(sent, 0) > 0 AND FILL(received, 0) == 0, 1, 0)',
      usingMetrics: {
        sent: queue.metricNumberOfMessagesSent({ period, statistic: 'sum' }),
        received: queue.metricNumberOfMessagesReceived({ period, statistic: 'sum' }),
      },
      period,
      label: 'replies that nothing receives',
    }),
    threshold: 0,
    periods: 2,
    description: 'Replies are sent to the queue outbound, but nothing receives them',
    runbook: 'throttling',
    affects: true,
  });
}

/** GiB of one node's disk. */
const volumeOf = (domain: Domain): number | undefined =>
  (Stack.of(domain).resolve((domain.node.defaultChild as CfnDomain).ebsOptions) as { readonly volumeSize?: number } | undefined)?.volumeSize;

function onSockets(api: WebSocketApi): void {
  const errors = (metricName: string): Metric =>
    new Metric({ namespace: 'AWS/ApiGateway', metricName, dimensionsMap: { ApiId: api.apiId }, ...EVERY_MINUTE, statistic: 'sum' });
  alarm(alarmScopeOf(api), 'Errors', {
    metric: new MathExpression({
      expression: 'integration + execution',
      usingMetrics: { integration: errors('IntegrationError'), execution: errors('ExecutionError') },
      ...EVERY_MINUTE,
      label: 'errors of sockets',
    }),
    threshold: 5,
    periods: 2,
    description: 'The WebSocket API returns server errors',
    runbook: 'server-errors',
    affects: true,
  });
}

/** Names by docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html (2026-11). */
function onSchedules(group: CfnScheduleGroup): void {
  const scope = alarmScopeOf(group);
  const metric = (metricName: string): Metric =>
    new Metric({ namespace: 'AWS/Scheduler', metricName, dimensionsMap: { ScheduleGroup: group.ref }, ...EVERY_MINUTE, statistic: 'sum' });
  const common = { threshold: 0, runbook: 'timers-late' } as const;
  alarm(scope, 'Dropped', { ...common, metric: metric('InvocationDroppedCount'), periods: 1, description: 'Scheduler dropped a closure or a followup' });
  alarm(scope, 'Throttled', {
    ...common,
    metric: metric('InvocationThrottleCount'),
    periods: 10,
    description: 'More timers are due than Scheduler may call at once',
  });
  alarm(scope, 'Failing', { ...common, metric: metric('TargetErrorCount'), periods: 5, description: 'Scheduler cannot call the timers function' });
}

function onCertificate(name: CfnDomainName): void {
  const configurations = Stack.of(name).resolve(name.domainNameConfigurations) as readonly { readonly certificateArn?: unknown }[] | undefined;
  const certificateArn = configurations?.[0]?.certificateArn;
  if (typeof certificateArn !== 'string') return;
  alarm(alarmScopeOf(name), 'Expires', {
    metric: new Metric({
      namespace: 'AWS/CertificateManager',
      metricName: 'DaysToExpiry',
      dimensionsMap: { CertificateArn: certificateArn },
      period: Duration.days(1),
      statistic: 'min',
    }),
    threshold: 20,
    below: true,
    periods: 1,
    description: 'The certificate of the custom domain was not renewed automatically',
    runbook: 'server-errors',
  });
}
