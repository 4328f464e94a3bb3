import type { ProjectDeps } from '../../support/queues/project.ts';
import type { LaneDeps } from './lane.ts';

interface QueueMessage {
  readonly body: string;
  readonly groupId?: string;
  readonly dedupeId?: string;
  readonly delaySeconds?: number;
}

/** The queues and adapters that projections use. */
export interface ProjectorDeps extends ProjectDeps, Omit<LaneDeps, 'queues'> {
  readonly queues: { send(queueUrl: string, messages: readonly QueueMessage[]): Promise<void> };
  readonly schedules: {
    arm(schedule: { readonly name: string; readonly at: number; readonly payload: string }): Promise<void>;
    disarm(name: string): Promise<void>;
  };
  readonly outboundQueueUrl: string;
  readonly actionsQueueUrl: string;
  readonly analysisQueueUrl: string;
  readonly deliveryQueueUrl: string;
  readonly bulkQueueUrl: string;
  readonly timerQueueUrl: string;
  /** The queue of events for the ticket helper; '' if there is no helper. */
  readonly helperQueueUrl: string;
  /** The queue of events for customers' webhooks. */
  readonly webhooksQueueUrl: string;
  /** The queue of files to fetch from providers. */
  readonly mediaQueueUrl: string;
  /** The queue of what is told to devices of chats, groups and directs, a group for each conversation. */
  readonly fanOutQueueUrl: string;
}
