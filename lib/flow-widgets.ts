import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { PROJECTIONS } from '../functions/projection-names.ts';
import { ofProjection, own } from './hub-alarms.ts';
import { found } from './metric-search.ts';

const period = Duration.minutes(1);
const FUNCTIONS = '{AWS/Lambda,FunctionName}';
const QUEUES = '{AWS/SQS,QueueName}';
const GROUPS = '{AWS/Kafka,"Cluster Name","Consumer Group",Topic}';

const graph = (title: string, left: readonly IMetric[], more: { right?: readonly IMetric[]; unit?: string; stacked?: boolean } = {}): GraphWidget =>
  new GraphWidget({
    title,
    width: 8,
    height: 7,
    left: [...left],
    ...(more.right ? { right: [...more.right] } : {}),
    leftYAxis: { min: 0, showUnits: false, ...(more.unit ? { label: more.unit } : {}) },
    stacked: more.stacked ?? false,
  });

/** Accepted → appended → projected → searched → delivered, with the lag of each; rows from left to right. */
export function flowWidgets(words: readonly string[]): IWidget[][] {
  const functions = (metric: string, statistic: string) => found({ schema: FUNCTIONS, metric, words, statistic, period });
  const queues = (metric: string, statistic: string) => found({ schema: QUEUES, metric, words, statistic, period });
  return [
    [
      graph('Messages a minute: accepted → appended → projected', [
        own('webhooks', 'MessagesAccepted'),
        own('messages', 'MessagesAppended'),
        own('messages', 'AmendmentsApplied'),
        own('projector', 'MessagesProjected'),
      ]),
      graph('→ searched → pushed', [own('reindex', 'SearchWrites'), own('delivery', 'FramesPushed')]),
      graph('→ replied', [own('outbound', 'RepliesSent'), own('outbound', 'RepliesFailed'), own('outbound', 'RepliesUnknown'), own('outbound', 'SendRetries')]),
    ],
    [
      graph(
        'Kafka: lag in seconds (left) and records (right)',
        [found({ schema: GROUPS, metric: 'EstimatedMaxTimeLag', words, statistic: 'Maximum', period })],
        {
          right: [functions('OffsetLag', 'Maximum')],
        },
      ),
      graph("The table's stream: lag of readers in milliseconds", [functions('IteratorAge', 'Maximum')], { unit: 'ms' }),
      graph('Queues: age of the oldest message', [queues('ApproximateAgeOfOldestMessage', 'Maximum')], { unit: 's' }),
    ],
    [
      graph('Ignored and rejected', [
        own('messages', 'DoublesDropped'),
        own('messages', 'EventsIgnored'),
        own('webhooks', 'WebhookIgnored'),
        own('webhooks', 'WebhookUnreadable'),
        own('webhooks', 'WebhookUnrouted'),
      ]),
      graph('Dead letters and retries', [
        own('messages', 'DeadLetters'),
        own('messages', 'EventRetries'),
        own('projector', 'ProjectionRetries'),
        own('reindex', 'SearchWritesFailed'),
        own('delivery', 'DeliveryRetries'),
        own('timers', 'TimersFailed'),
      ]),
      graph('Timers: lateness (left) and number (right)', [own('timers', 'TimerLateness', 'p50'), own('timers', 'TimerLateness', 'p90')], {
        unit: 'ms',
        right: [own('timers', 'TimersFired'), own('timers', 'TimersStale')],
      }),
    ],
    [
      graph(
        'Projections: delayed changes',
        PROJECTIONS.map((projection) => ofProjection(projection, 'ChangesDelayed')),
        { stacked: true },
      ),
      graph(
        'Projections: dead letters',
        PROJECTIONS.map((projection) => ofProjection(projection, 'DeadLetters')),
        { stacked: true },
      ),
      graph('Bulk lane: rebuilds, evaluations, reveals', [own('bulk', 'BulkStretches'), own('bulk', 'BulkFailures')]),
    ],
    [
      graph('Functions: p99 duration', [functions('Duration', 'p99')], { unit: 'ms' }),
      graph('Functions: errors and throttles', [functions('Errors', 'Sum'), functions('Throttles', 'Sum')]),
      graph('Errors', [
        own('errors', 'ErrorEvents'),
        own('errors', 'NewErrorGroups'),
        own('errors', 'RegressedErrorGroups'),
        own('api', 'InternalErrors'),
        own('api', 'Unavailable'),
        own('webhooks', 'WebhookUnavailable'),
      ]),
    ],
  ];
}
