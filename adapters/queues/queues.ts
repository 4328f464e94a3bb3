import { Rejected, Unavailable } from '../../domain/edge-errors.ts';

/** The edge to SQS. `#queues` resolves to `sqs.ts`, or to `embedded.ts` on a laptop. */
export interface QueueMessage {
  /** JSON, at most 256 KB. */
  readonly body: string;
  /** FIFO queues only: messages of one group are delivered in order. */
  readonly groupId?: string;
  /** FIFO queues only: the same id within 5 minutes is delivered once. */
  readonly dedupeId?: string;
  /** Standard queues only: 0–900. */
  readonly delaySeconds?: number;
}

export interface Queues {
  /** Sends all (in batches of at most 10 and 256 KB); resolves when every message is durable. @throws QueueUnavailable, QueueRejected */
  send(queueUrl: string, messages: readonly QueueMessage[]): Promise<void>;
  /**
   * Shows received messages again after so many milliseconds (rounded up to seconds, at most 12 hours) instead of after the queue's own time. In a
   * FIFO queue their group waits with them. Receipts of messages that are deleted or visible again are ignored. @throws QueueUnavailable
   */
  postpone(queueUrl: string, receipts: readonly string[], ms: number): Promise<void>;
}

export class QueueUnavailable extends Unavailable {
  constructor(cause: unknown) {
    super('the queue is unavailable', cause);
    this.name = 'QueueUnavailable';
  }
}

/** The queue rejects the message: it is too large or invalid. Other messages of the same call may have been sent. */
export class QueueRejected extends Rejected {
  constructor(reason: string) {
    super(reason);
    this.name = 'QueueRejected';
  }
}
/** SQS hides a received message for at most 12 hours, in whole seconds. */
const LONGEST_SECONDS = 43_200;

export const secondsOf = (ms: number): number => Math.min(Math.max(0, Math.ceil(ms / 1_000)), LONGEST_SECONDS);
