import type { ProjectorDeps } from '../../domain/projections/relay/project.ts';

/** The queues that a projector under test sends to, by their purpose. */
export const PROJECTOR_QUEUES = {
  outboundQueueUrl: 'outbound',
  actionsQueueUrl: 'actions',
  analysisQueueUrl: 'analysis',
  deliveryQueueUrl: 'delivery',
  bulkQueueUrl: 'bulk',
  timerQueueUrl: 'timers',
  // No helper, as in most deployments.
  helperQueueUrl: '',
  webhooksQueueUrl: 'webhooks',
  mediaQueueUrl: 'media',
  fanOutQueueUrl: 'fanout',
  deadLetterQueueUrl: 'dead',
} as const satisfies Partial<ProjectorDeps>;
