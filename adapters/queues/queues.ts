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
  /** Sends all (in batches of at most 10 and 256 KB); resolves when every message is durable. @throws QueueUnavailable */
  send(queueUrl: string, messages: readonly QueueMessage[]): Promise<void>;
}

export class QueueUnavailable extends Error {
  constructor(cause: unknown) {
    super('the queue is unavailable', { cause });
    this.name = 'QueueUnavailable';
  }
}
