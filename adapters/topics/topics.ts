import { Unavailable } from '../../domain/edge-errors.ts';

/** The edge to the topics (Kafka on AWS). `#topics` resolves to `kafka.ts`, or to `embedded.ts` on a laptop. */
export interface TopicRecord {
  /** Records with the same key stay in order; the partition is Kafka's murmur2 of it. */
  readonly key: string;
  /** UTF-8 JSON, at most 200 KB; larger bodies use a claim check. */
  readonly value: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Topics {
  /** Resolves when every record is durable (acks=all). @throws TopicUnavailable */
  produce(topic: string, records: readonly TopicRecord[]): Promise<void>;
  close(): Promise<void>;
}

export class TopicUnavailable extends Unavailable {
  constructor(cause: unknown) {
    super('the topic is unavailable', cause);
    this.name = 'TopicUnavailable';
  }
}
