import type { Node } from 'constructs';
import { numberOption } from './options.ts';
import type { Profile } from './profile.ts';

/** Settings of a topic and its consumer. */
export interface TopicSettings {
  /** The number of partitions can only grow, and each increase moves keys (docs/deploy.md). */
  readonly partitions: number;
  /** The maximum number of records of an invocation. */
  readonly batchSize: number;
  /** How long an invocation waits for more records. */
  readonly windowSeconds: number;
  /** The number of retries before a record becomes a dead letter. */
  readonly maxRetries: number;
  readonly pollers: { readonly min: number; readonly max: number };
}

const PARTITIONS = { messages: 12, tickets: 6, queue_acks: 3, ai_messages: 3, metadata_actions: 3, escalations_outbound: 3 } as const;
export type TopicName = keyof typeof PARTITIONS;
export const TOPIC_NAMES = Object.keys(PARTITIONS) as TopicName[];

/** Topics that a function consumes; each has its own dead-letter queue, except `messages`, which shares one with the streams. */
export const CONSUMED = [
  'messages',
  'tickets',
  'queue_acks',
  'ai_messages',
  'metadata_actions',
  'escalations_outbound',
] as const satisfies readonly TopicName[];
export type ConsumedTopic = (typeof CONSUMED)[number];

const BATCH = 20;
const RETRIES = 5;

/** `-c topics.{topic}.partitions|batchSize|windowSeconds|maxRetries=…`; with defaults. @throws with the name of the option */
export function topicSettings(node: Node, profile: Profile, topic: TopicName): TopicSettings {
  const given = (name: string, least: number, most: number, usual: number): number => numberOption(node, `topics.${topic}.${name}`, least, most) ?? usual;
  return {
    partitions: given('partitions', 3, 1_000, PARTITIONS[topic]),
    batchSize: given('batchSize', 1, 1_000, BATCH),
    windowSeconds: given('windowSeconds', 0, 1, profile.messagesWindowSeconds),
    maxRetries: given('maxRetries', 0, 100, RETRIES),
    // Other systems send few events compared with the messages of customers.
    pollers: topic === 'messages' ? profile.pollers : { min: 1, max: Math.min(5, profile.pollers.max) },
  };
}
