import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { alarmOnDepth } from './alarms.ts';
import type { Profile } from './profile.ts';
import { removalOf } from './retention.ts';
import { CONSUMED, type ConsumedTopic } from './topics.ts';

/** Seconds that the functions behind the queues may take. */
export const TIMEOUTS = { outbound: 110, actions: 60, analysis: 60, helper: 60, people: 300, delivery: 30, timers: 30, bulk: 900 } as const;
/**
 * Seconds that a queue hides what is in work: six times the function's, so that throttling alone never makes a second delivery. Senders set their
 * own time for what it must try again; only one that dies leaves its entry, and what is behind it in its group, hidden for this long: there it is short.
 */
const HIDDEN = { outbound: 120, actions: 90, analysis: 90, helper: 90, people: 300, delivery: 180, timers: 180, bulk: 900 } as const;
/**
 * Deliveries before the dead letters. Senders give up by themselves, after hours and some hundred deliveries: there it is the most that SQS takes, so
 * that nothing is lost untried.
 */
const DELIVERIES = { outbound: 1_000, actions: 1_000, analysis: 1_000, helper: 1_000, people: 5, delivery: 3, timers: 5, bulk: 5 } as const;
/** Batches at work at once, so that a full queue neither starves other functions of the account nor falls upon providers and connections. */
export const CONCURRENCY = { outbound: 200, actions: 50, analysis: 20, helper: 20, people: 5, delivery: 200, timers: 50, bulk: 5 } as const;
export type QueueName = keyof typeof TIMEOUTS;

/** Everything that waits: queues with their dead letters, and the group of one-time schedules. */
export class MessagingStack extends Stack {
  readonly queues: Readonly<Record<QueueName, Queue>>;
  /** Dead letters of topics and streams, with the reason. */
  readonly deadLetters: Queue;
  /** By the queue they belong to. */
  readonly deadLettersOf: Readonly<Record<QueueName, Queue>>;
  /** Dead letters of a topic's consumer; `messages` shares `deadLetters`. */
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

  /** Of one queue, and for no other; without `of` for what topics and streams (`whose`; '': all of them) hand over themselves, and for no queue. */
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
    acknowledge(queue, 'AwsSolutions-SQS3', 'This queue is where others give up; an alarm watches it.');
    if (profile.alarms) alarmOnDepth(this, `${id}Alarm`, queue);
    return queue;
  }
}

/** High throughput: order and deduplication hold within a group (one thread's replies, one rule's calls of a ticket, a ticket's events, a tenant's people), not over the whole queue. */
const FIFO = { fifo: true, deduplicationScope: DeduplicationScope.MESSAGE_GROUP, fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID } as const;

const isFifo = (name: QueueName): boolean => ['outbound', 'actions', 'analysis', 'helper', 'people'].includes(name);

/** Fixed, because a queue and its dead letters name each other, and neither can be made before the other. */
const nameOf = (name: QueueName, profile: Profile): string => `parley-${profile.name}-${name}${isFifo(name) ? '.fifo' : ''}`;

/** `metadata_actions` → `MetadataActions` */
export const topicTitle = (topic: string): string => topic.split('_').map(title).join('');

/** The output that names a topic's dead letters. */
export const outputOfLetters = (topic: ConsumedTopic): string => (topic === 'messages' ? 'deadLetterQueueUrl' : `deadLetterQueueUrlOf${topicTitle(topic)}`);

const title = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
