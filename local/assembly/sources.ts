import type { QueueSource, StreamSource, TopicSource } from './plan.ts';
import type { Found } from './resolve.ts';

interface MappingProperties {
  readonly FunctionName: string;
  readonly EventSourceArn?: string;
  readonly Enabled?: boolean;
  readonly BatchSize?: number;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly BisectBatchOnFunctionError?: boolean;
  readonly MaximumRetryAttempts?: number;
  readonly MaximumRecordAgeInSeconds?: number;
  readonly StartingPosition?: string;
  readonly FunctionResponseTypes?: readonly string[];
  readonly DestinationConfig?: { readonly OnFailure?: { readonly Destination?: string } };
  readonly FilterCriteria?: { readonly Filters?: readonly { readonly Pattern?: string }[] };
  readonly ScalingConfig?: { readonly MaximumConcurrency?: number };
  readonly Topics?: readonly string[];
  readonly AmazonManagedKafkaEventSourceConfig?: { readonly ConsumerGroupId?: string };
  readonly SelfManagedKafkaEventSourceConfig?: { readonly ConsumerGroupId?: string };
}

/** Limits of parallel messages of a queue, because a laptop has few cores, whatever the stacks allow. */
const QUEUE_MESSAGES = 40;
const QUEUE_BATCHES = 4;

export type Source =
  | { readonly kind: 'topic'; readonly source: TopicSource }
  | { readonly kind: 'stream'; readonly source: StreamSource }
  | { readonly kind: 'queue'; readonly source: QueueSource };

const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

/** One AWS::Lambda::EventSourceMapping; undefined when it is disabled. @throws for a source that a laptop does not support */
export function readSource(mapping: Found): Source | undefined {
  const p = mapping.properties as unknown as MappingProperties;
  if (p.Enabled === false) return undefined;
  const arn = p.EventSourceArn ?? '';
  const shared = {
    id: `${mapping.stack}/${mapping.id}`,
    functionName: p.FunctionName.startsWith('arn:') ? lastPart(p.FunctionName) : p.FunctionName,
    windowMs: (p.MaximumBatchingWindowInSeconds ?? 0) * 1000,
    partial: p.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
    filters: (p.FilterCriteria?.Filters ?? []).map((filter): unknown => JSON.parse(filter.Pattern ?? '{}')),
  };
  const destination = p.DestinationConfig?.OnFailure?.Destination;
  const retrying = {
    ...shared,
    batchSize: p.BatchSize ?? 100,
    from: p.StartingPosition === 'LATEST' ? ('LATEST' as const) : ('TRIM_HORIZON' as const),
    bisect: p.BisectBatchOnFunctionError ?? false,
    maxRetries: p.MaximumRetryAttempts ?? -1,
    maxAgeSeconds: p.MaximumRecordAgeInSeconds ?? -1,
    onFailure: destination === undefined ? null : lastPart(destination),
    sourceArn: arn,
  };
  const topic = p.Topics?.[0];
  if (topic !== undefined) {
    const group = (p.AmazonManagedKafkaEventSourceConfig ?? p.SelfManagedKafkaEventSourceConfig)?.ConsumerGroupId ?? shared.id;
    return { kind: 'topic', source: { ...retrying, topic, group } };
  }
  const table = /:dynamodb:.*:table\/([^/]+)\/stream\//.exec(arn)?.[1];
  if (table !== undefined) return { kind: 'stream', source: { ...retrying, table } };
  if (/:sqs:/.test(arn)) {
    const batchSize = p.BatchSize ?? 10;
    const most = Math.max(QUEUE_BATCHES, Math.floor(QUEUE_MESSAGES / batchSize));
    const concurrency = Math.min(p.ScalingConfig?.MaximumConcurrency ?? most, most);
    return { kind: 'queue', source: { ...shared, batchSize, queue: lastPart(arn), queueArn: arn, concurrency } };
  }
  throw new Error(`${shared.id}: a laptop has no event source ${arn}`);
}
