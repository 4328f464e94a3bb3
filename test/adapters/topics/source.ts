import type { TopicSource } from '../../../local/assembly/plan.ts';
import type { MemberOptions } from '../../conformance/topics.ts';

/** An event source as the stacks make them. */
export const topicSource = ({ group, topic, from = 'TRIM_HORIZON' }: MemberOptions): TopicSource => ({
  id: group,
  functionName: 'member',
  topic,
  group,
  from,
  batchSize: 25,
  windowMs: 0,
  partial: true,
  filters: [],
  bisect: true,
  maxRetries: 5,
  maxAgeSeconds: -1,
  onFailure: null,
  sourceArn: 'arn:aws:kafka:us-east-1:000000000000:cluster/test/1',
});
