import type { ProjectorDeps } from '../../domain/projections/relay/project.ts';

/** Where a projector under test sends to, named by what each queue is. */
export const PROJECTOR_QUEUES = {
  outboundQueueUrl: 'outbound',
  actionsQueueUrl: 'actions',
  analysisQueueUrl: 'analysis',
  deliveryQueueUrl: 'delivery',
  bulkQueueUrl: 'bulk',
  timerQueueUrl: 'timers',
  deadLetterQueueUrl: 'dead',
} as const satisfies Partial<ProjectorDeps>;
