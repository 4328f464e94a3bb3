import { randomUUID } from 'node:crypto';
import type { TopicSource } from '../../local/assembly/plan.ts';
import { pollKafka } from '../../local/workers/kafka-source.ts';
import { accountOf, Services, servicesAs, type Target } from './target.ts';

export interface Bridge {
  stop(): Promise<void>;
}

/** The consumer of one topic. */
export interface Bridged {
  readonly topic: string;
  /** Name of the deployed function behind the topic. */
  readonly consumer: string;
  /** Name of that function's role: pollers act with it. */
  readonly consumerRole: string;
  readonly deadLetterQueueUrl: string;
}

export interface BridgeOptions {
  readonly target: Target;
  readonly brokers: string;
  readonly topics: readonly Bridged[];
}

/** The settings of the event sources that emulators do not poll (lib/topic-source.ts, lib/consumers-stack.ts); a test checks that they are equal. */
export const bridgedSource = (topic: string): Omit<TopicSource, 'functionName'> => ({
  id: `bridge:${topic}`,
  topic,
  group: `parley-${topic}`,
  batchSize: 20,
  windowMs: 0,
  partial: true,
  filters: [],
  from: 'TRIM_HORIZON',
  bisect: true,
  maxRetries: 5,
  maxAgeSeconds: -1,
  onFailure: 'dead letters',
  sourceArn: 'arn:aws:kafka:us-east-1:000000000000:cluster/local/00000000-0000-0000-0000-000000000000-1',
});

/**
 * Replaces Lambda's pollers on AWS: passes records of the real broker to the deployed functions with the Invoke API, in the format of the
 * event source, and handles their partial-batch responses.
 */
export function startBridge({ target, brokers, topics }: BridgeOptions): Bridge {
  const services = new Services(target);
  const pollers = topics.map(({ topic, consumer, consumerRole, deadLetterQueueUrl }) =>
    pollKafka({
      brokers,
      source: { ...bridgedSource(topic), functionName: consumer },
      invoke: (event) => services.invoke(consumer, event),
      giveUp: (facts, { condition, attempts, error }) =>
        sendAsPoller(services, consumerRole, deadLetterQueueUrl, {
          requestContext: { requestId: randomUUID(), functionArn: consumer, condition, approximateInvokeCount: attempts },
          responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: error === null ? null : 'Unhandled' },
          version: '1.0',
          timestamp: new Date().toISOString(),
          ...facts,
        }),
    }),
  );
  return { stop: async () => void (await Promise.all(pollers.map((poller) => poller.stop()))) };
}

/** As the function's role, which needs the grant for it, and not as the deploying user. */
export async function sendAsPoller(services: Services, role: string, queueUrl: string, record: object): Promise<void> {
  const poller = await servicesAs(services, `arn:aws:iam::${await accountOf(services)}:role/${role}`);
  await poller.json('sqs', 'AmazonSQS.SendMessage', { QueueUrl: queueUrl, MessageBody: JSON.stringify(record) }, '1.0');
}
