import type { Node } from 'constructs';
import { numberOption } from './options.ts';
import type { Profile } from './profile.ts';

/** How one topic is kept and consumed. */
export interface TopicSettings {
  /** They only ever rise, and each rise moves keys (docs/deploy.md). */
  readonly partitions: number;
  /** Records of one invocation at most. */
  readonly batchSize: number;
  /** How long an invocation waits for more records. */
  readonly windowSeconds: number;
  /** How often a record is tried again before it is a dead letter. */
  readonly maxRetries: number;
  readonly pollers: { readonly min: number; readonly max: number };
}

const PARTITIONS = { messages: 12, tickets: 6, queue_acks: 3, ai_messages: 3, metadata_actions: 3, escalations_outbound: 3 } as const;
export type TopicName = keyof typeof PARTITIONS;
export const TOPIC_NAMES = Object.keys(PARTITIONS) as TopicName[];

/** Topics that a function consumes; each has a dead-letter queue of its own, but for `messages`, whose letters share one with the streams'. */
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

/** `-c topics.{topic}.partitions|batchSize|windowSeconds|maxRetries=…`; the defaults without. @throws naming the option */
export function topicSettings(node: Node, profile: Profile, topic: TopicName): TopicSettings {
  const given = (name: string, least: number, most: number, usual: number): number => numberOption(node, `topics.${topic}.${name}`, least, most) ?? usual;
  return {
    partitions: given('partitions', 3, 1_000, PARTITIONS[topic]),
    batchSize: given('batchSize', 1, 1_000, BATCH),
    windowSeconds: given('windowSeconds', 0, 1, profile.messagesWindowSeconds),
    maxRetries: given('maxRetries', 0, 100, RETRIES),
    // What others send is little beside what customers write.
    pollers: topic === 'messages' ? profile.pollers : { min: 1, max: Math.min(5, profile.pollers.max) },
  };
}
