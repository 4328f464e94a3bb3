import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { MetricName, Service } from '../functions/metrics.ts';
import { PROJECTIONS, PROJECTOR_PROJECTIONS } from '../functions/projection-names.ts';
import { alarm, EVERY_MINUTE } from './alarms.ts';

/** A metric of Parley. */
export const own = <S extends Service>(service: S, metricName: MetricName<S>, statistic = 'sum', period = Duration.minutes(1)): Metric =>
  new Metric({ namespace: 'Parley', metricName, dimensionsMap: { service }, statistic, period });

/** A metric of Parley with a value for each projection. */
export const ofProjection = (projection: string, metricName: 'ChangesDelayed' | 'DeadLetters', period = Duration.minutes(1)): Metric => {
  const service = PROJECTOR_PROJECTIONS.includes(projection) ? 'projector' : 'reindex';
  return new Metric({ namespace: 'Parley', metricName, dimensionsMap: { service, projection }, statistic: 'sum', period, label: projection });
};

/** Concurrent executions of one account and Region, unless AWS raised it (`-c accountConcurrency`). */
const ACCOUNT_CONCURRENCY = 1_000;
const QUARTER = Duration.minutes(15);
const FIVE_MINUTES = Duration.minutes(5);
/** Fewer events than this in a quarter of an hour are not significant. */
const ENOUGH = 50;

/**
 * The lower of two shares: of accepted webhook events, the share that the consumer has settled, and of appended entries, the
 * share that was projected. 1 while there are too few events.
 */
function visibleShare(): IMetric {
  const { accepted, settled } = flow(QUARTER);
  return new MathExpression({
    expression: `MIN([IF(accepted > ${ENOUGH}, settled / accepted, 1), IF(appended > ${ENOUGH}, projected / appended, 1)])`,
    usingMetrics: {
      accepted,
      settled,
      appended: sum({ aNew: own('messages', 'MessagesAppended') }, QUARTER),
      projected: sum({ pNew: own('projector', 'MessagesProjected') }, QUARTER),
    },
    period: QUARTER,
    label: 'share of accepted messages that is visible',
  });
}

/** A period without data counts as 0. */
const sum = (metrics: Readonly<Record<string, Metric>>, period: Duration): MathExpression =>
  new MathExpression({
    expression: Object.keys(metrics)
      .map((id) => `FILL(${id}, 0)`)
      .join(' + '),
    usingMetrics: Object.fromEntries(Object.entries(metrics).map(([id, metric]) => [id, metric.with({ period })])),
    period,
  });

/** Events that webhooks accepted, and events that the consumer has settled. */
const flow = (period: Duration) => ({
  accepted: sum({ wAll: own('webhooks', 'MessagesAccepted') }, period),
  settled: sum(
    {
      sNew: own('messages', 'MessagesAppended'),
      sChanged: own('messages', 'AmendmentsApplied'),
      sDouble: own('messages', 'DoublesDropped'),
      sIgnored: own('messages', 'EventsIgnored'),
      sDead: own('messages', 'DeadLetters'),
    },
    period,
  ),
});

/**
 * 1 for five minutes in which the consumer settled nothing although accepted events wait. Three such periods in a row raise the alarm, at any volume. The
 * running sum keeps a single message over the next periods, and three periods prevent an alarm for a message in the last second of a period.
 */
function silence(): IMetric {
  return new MathExpression({
    expression: 'IF(settled < 1 AND RUNNING_SUM(accepted - settled) >= 1, 1, 0)',
    usingMetrics: flow(FIVE_MINUTES),
    period: FIVE_MINUTES,
    label: 'events are accepted and none is settled',
  });
}

/** Alarms on the hub's own metrics, and on its account. */
export function alarmOnHub(scope: Construct, accountConcurrency = ACCOUNT_CONCURRENCY): void {
  alarm(scope, 'AcceptedNotVisible', {
    metric: visibleShare(),
    threshold: 0.9,
    below: true,
    periods: 2,
    description: 'A tenth of the messages that were accepted in a quarter of an hour is not in tickets',
    runbook: 'kafka-lag',
    affects: true,
  });
  alarm(scope, 'NothingSettled', {
    metric: silence(),
    threshold: 0,
    periods: 3,
    description: 'Messages were accepted, but none was settled for 15 minutes: the consumer does not work',
    runbook: 'kafka-lag',
    affects: true,
  });
  alarm(scope, 'WebhooksUnavailable', {
    metric: own('webhooks', 'WebhookUnavailable'),
    threshold: 5,
    periods: 2,
    description: 'Webhooks cannot be stored; providers retry them only for some hours',
    runbook: 'server-errors',
    affects: true,
  });
  alarm(scope, 'SignaturesRejected', {
    metric: own('webhooks', 'WebhookSignatureRejected', 'sum', Duration.minutes(5)),
    threshold: 100,
    periods: 3,
    description: "Webhooks without a valid signature: a provider's secret has changed, or somebody forges calls",
    runbook: 'server-errors',
  });
  alarm(scope, 'RepliesFailing', {
    metric: own('outbound', 'RepliesFailed', 'sum', Duration.minutes(5)),
    threshold: 10,
    periods: 2,
    description: "Providers reject agents' replies",
    runbook: 'server-errors',
    affects: true,
  });
  alarm(scope, 'RepliesLost', {
    metric: own('outbound', 'RepliesUnknown', 'sum', Duration.minutes(5)),
    threshold: 5,
    periods: 1,
    description: 'The outcome of replies is unknown; agents see that',
    runbook: 'server-errors',
  });
  alarm(scope, 'TimersLate', {
    metric: own('timers', 'TimerLateness', 'p90', Duration.minutes(5)),
    threshold: 60_000,
    periods: 2,
    description: 'Closures and followups are a minute late',
    runbook: 'timers-late',
  });
  alarm(scope, 'PollsFailing', {
    metric: own('poller', 'PollsFailed', 'sum', QUARTER),
    threshold: 10,
    periods: 4,
    description: 'Polls of providers fail; their messages come late',
    runbook: 'server-errors',
  });
  alarm(scope, 'PollsLate', {
    metric: own('poller', 'PollLateness', 'p90', FIVE_MINUTES),
    threshold: 600_000,
    periods: 2,
    description: 'Polls are ten minutes late: there are more origins than the poller handles in a minute',
    runbook: 'server-errors',
  });
  for (const projection of PROJECTIONS)
    alarm(scope, `Behind-${projection}`, {
      metric: ofProjection(projection, 'ChangesDelayed', QUARTER),
      threshold: 0,
      periods: 2,
      description: `The projection ${projection} cannot process changes: its output is out of date`,
      runbook: 'projection-behind',
    });
  alarm(scope, 'SearchRefuses', {
    metric: own('reindex', 'SearchWritesFailed', 'sum', Duration.minutes(5)),
    threshold: 0,
    periods: 3,
    description: 'Search rejects documents',
    runbook: 'search-unwell',
  });
  alarm(scope, 'Concurrency', {
    metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'ConcurrentExecutions', ...EVERY_MINUTE, statistic: 'max' }),
    threshold: accountConcurrency * 0.8,
    periods: 3,
    description: `The account runs over ${accountConcurrency * 0.8} of ${accountConcurrency} concurrent executions; above the limit, calls are throttled`,
    runbook: 'throttling',
  });
}
