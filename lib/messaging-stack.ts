import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { alarmOnDepth } from './alarms.ts';
import { publishMailEvents } from './mail-events.ts';
import type { Profile } from './profile.ts';
import { removalOf } from './retention.ts';
import { CONSUMED, type ConsumedTopic } from './topics.ts';

/** Time-outs in seconds of the functions that read the queues. */
export const TIMEOUTS = {
  outbound: 110,
  actions: 60,
  analysis: 60,
  helper: 60,
  webhooks: 60,
  media: 110,
  people: 300,
  mailbox: 120,
  push: 60,
  delivery: 30,
  fanout: 30,
  timers: 30,
  bulk: 900,
} as const;
/**
 * Visibility time-outs in seconds: six times the function's, so that throttling alone never causes a second delivery. Senders set the visibility of
 * each retry themselves. Only if a sender dies, its entry and the rest of the group stay hidden for this long, so theirs are short.
 */
const HIDDEN = {
  outbound: 120,
  actions: 90,
  analysis: 90,
  helper: 90,
  webhooks: 90,
  media: 120,
  people: 300,
  mailbox: 720,
  push: 90,
  delivery: 180,
  fanout: 60,
  timers: 180,
  bulk: 900,
} as const;
/**
 * Deliveries before a message goes to the dead-letter queue. Senders stop retrying themselves, after hours and some hundred deliveries, so theirs is
 * the maximum of SQS.
 */
const DELIVERIES = {
  outbound: 1_000,
  actions: 1_000,
  analysis: 1_000,
  helper: 1_000,
  webhooks: 1_000,
  media: 1_000,
  people: 5,
  mailbox: 5,
  push: 5,
  delivery: 3,
  fanout: 30,
  timers: 5,
  bulk: 5,
} as const;
/** Concurrent batches. The limit prevents a full queue from starving other functions of the account and from flooding providers and connections. */
export const CONCURRENCY = {
  outbound: 200,
  actions: 50,
  analysis: 20,
  helper: 20,
  webhooks: 50,
  media: 50,
  people: 5,
  mailbox: 5,
  push: 50,
  delivery: 200,
  fanout: 200,
  timers: 50,
  bulk: 5,
} as const;
export type QueueName = keyof typeof TIMEOUTS;

/** Queues with their dead-letter queues, and the group of one-time schedules. */
export class MessagingStack extends Stack {
  readonly queues: Readonly<Record<QueueName, Queue>>;
  /** Dead letters of topics and streams, with the reason. */
  readonly deadLetters: Queue;
  /** Dead-letter queues by the name of their queue. */
  readonly deadLettersOf: Readonly<Record<QueueName, Queue>>;
  /** Dead-letter queues of the topics' consumers; `messages` shares `deadLetters`. */
  readonly deadLettersOfTopics: Readonly<Record<ConsumedTopic, Queue>>;
  readonly scheduleGroup: string;

  constructor(scope: Construct, id: string, props: StackProps & { readonly profile: Profile }) {
    super(scope, id, props);
    const { profile } = props;
    this.deadLetters = this.#deadLetters(profile);
    const names = Object.keys(TIMEOUTS) as QueueName[];
    this.deadLettersOf = Object.fromEntries(names.map((name) => [name, this.#deadLetters(profile, name)])) as Record<QueueName, Queue>;
    this.queues = Object.fromEntries(names.map((name) => [name, this.#queue(name, profile)])) as Record<QueueName, Queue>;
    this.deadLettersOfTopics = Object.fromEntries(
      CONSUMED.map((topic) => [topic, topic === 'messages' ? this.deadLetters : this.#deadLetters(profile, undefined, topicTitle(topic))]),
    ) as Record<ConsumedTopic, Queue>;
    const group = new CfnScheduleGroup(this, 'Schedules', { name: `parley-${profile.name}` });
    this.scheduleGroup = group.ref;
    publishMailEvents(this, profile);

    new CfnOutput(this, 'deadLetterQueueUrl', { value: this.deadLetters.queueUrl });
    for (const topic of CONSUMED) if (topic !== 'messages') new CfnOutput(this, outputOfLetters(topic), { value: this.deadLettersOfTopics[topic].queueUrl });
    new CfnOutput(this, 'bulkQueueUrl', { value: this.queues.bulk.queueUrl });
  }

  #queue(name: QueueName, profile: Profile): Queue {
    return new Queue(this, title(name), {
      queueName: nameOf(name, profile),
      ...(isFifo(name) ? FIFO : {}),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(HIDDEN[name]),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.deadLettersOf[name], maxReceiveCount: DELIVERIES[name] },
      removalPolicy: removalOf(profile),
    });
  }

  /** A dead-letter queue. With `of`, only that queue may use it. Without `of`, no queue may use it, only the event sources of topics and streams (`whose`; '': all of them). */
  #deadLetters(profile: Profile, of?: QueueName, whose = ''): Queue {
    const id = of === undefined ? `${whose}DeadLetters` : `${title(of)}DeadLetters`;
    const queue = new Queue(this, id, {
      ...(of !== undefined && isFifo(of) ? { fifo: true } : {}),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      redriveAllowPolicy:
        of === undefined
          ? { redrivePermission: RedrivePermission.DENY_ALL }
          : { sourceQueues: [Queue.fromQueueArn(this, `${id}Source`, this.formatArn({ service: 'sqs', resource: nameOf(of, profile) }))] },
      removalPolicy: removalOf(profile),
    });
    acknowledge(queue, 'AwsSolutions-SQS3', 'This queue is a dead-letter queue; an alarm watches it.');
    if (profile.alarms) alarmOnDepth(this, `${id}Alarm`, queue);
    return queue;
  }
}

/** High throughput: order and deduplication hold within a group (one thread's replies, one rule's calls of a ticket, a ticket's events, a webhook's events of a ticket, a file, a tenant's people, a conversation's frames), not over the whole queue. */
const FIFO = { fifo: true, deduplicationScope: DeduplicationScope.MESSAGE_GROUP, fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID } as const;

const isFifo = (name: QueueName): boolean => ['outbound', 'actions', 'analysis', 'helper', 'webhooks', 'media', 'people', 'fanout'].includes(name);

/** Fixed names, because a queue and its dead-letter queue refer to each other, so neither can be created first. */
const nameOf = (name: QueueName, profile: Profile): string => `parley-${profile.name}-${name}${isFifo(name) ? '.fifo' : ''}`;

/** `metadata_actions` → `MetadataActions` */
export const topicTitle = (topic: string): string => topic.split('_').map(title).join('');

/** The output with the URL of a topic's dead-letter queue. */
export const outputOfLetters = (topic: ConsumedTopic): string => (topic === 'messages' ? 'deadLetterQueueUrl' : `deadLetterQueueUrlOf${topicTitle(topic)}`);

const title = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
