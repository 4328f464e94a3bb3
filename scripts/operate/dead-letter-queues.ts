import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A dead-letter queue: of other queues, or (`sources` empty) of functions and event sources. */
export interface DeadLetterQueue {
  /** The name in the stack: `DeadLetters`, `OutboundDeadLetters` … */
  readonly name: string;
  readonly url: string;
  readonly waiting: number;
  /** URLs of the queues that use it. */
  readonly sources: readonly string[];
}

/** Seconds that dead letters stay hidden from others while an operator looks at them. */
const HIDDEN = 120;

/** The dead-letter queues of a profile, `parley-{profile}-messaging-{name}{suffix}`, and the queues that use them, `parley-{profile}-{name}`. */
export const deadLetterQueues = async (sqs: SQSClient, profile: string): Promise<DeadLetterQueue[]> => {
  const all = `parley-${profile}-`;
  const prefix = `${all}messaging-`;
  const urls: string[] = [];
  let next: string | undefined;
  do {
    const page = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: all, MaxResults: 100, NextToken: next }));
    urls.push(...(page.QueueUrls ?? []));
    next = page.NextToken;
  } while (next);
  const queues = await Promise.all(urls.map(async (url) => ({ url, ...(await attributesOf(sqs, url)) })));
  return queues
    .filter(({ url }) => url.includes(`/${prefix}`))
    .map(({ url, waiting, arn }) => ({
      name: nameOf(url, prefix),
      url,
      waiting,
      sources: queues.filter(({ target }) => target === arn).map((source) => source.url),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
};

/** CDK adds 8 digits of a hash, and CloudFormation 12 characters. */
const nameOf = (url: string, prefix: string): string =>
  url
    .slice(url.lastIndexOf('/') + 1)
    .slice(prefix.length)
    .replace(/\.fifo$/, '')
    .replace(/-[^-]*$/, '')
    .replace(/[0-9A-F]{8}$/, '');

const attributesOf = async (sqs: SQSClient, url: string): Promise<{ arn: string; waiting: number; target: string | undefined }> => {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn', 'ApproximateNumberOfMessages', 'RedrivePolicy'] }),
  );
  const policy = Attributes.RedrivePolicy ? (JSON.parse(Attributes.RedrivePolicy) as { deadLetterTargetArn?: string }) : {};
  return { arn: Attributes.QueueArn ?? url, waiting: Number(Attributes.ApproximateNumberOfMessages ?? 0), target: policy.deadLetterTargetArn };
};

/** Receives up to `most` dead letters and hides them from others for two minutes. A FIFO queue returns only the first ones of each group. */
export const readLetters = async (sqs: SQSClient, url: string, most: number): Promise<Message[]> => {
  const found = new Map<string, Message>();
  for (let empty = 0; empty < 2 && found.size < most; ) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: HIDDEN,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    for (const message of Messages) found.set(message.MessageId ?? '', message);
    empty = Messages.length === 0 ? empty + 1 : 0;
  }
  return [...found.values()].slice(0, most);
};

/** Makes a dead letter visible to others again. */
export const release = async (sqs: SQSClient, url: string, { ReceiptHandle }: Message): Promise<void> => {
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }));
};

export const remove = async (sqs: SQSClient, url: string, { ReceiptHandle }: Message): Promise<void> => {
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
};

/** Sends a dead letter back to its queue. In a FIFO queue it keeps its group and goes to its end. */
export const sendBack = async (sqs: SQSClient, url: string, { Body, Attributes, MessageAttributes, MessageId }: Message): Promise<void> => {
  const fifo = url.endsWith('.fifo');
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: url,
      MessageBody: Body,
      ...(MessageAttributes ? { MessageAttributes } : {}),
      // Within five minutes, the id of the first delivery would be treated as a duplicate.
      ...(fifo ? { MessageGroupId: Attributes?.MessageGroupId ?? MessageId, MessageDeduplicationId: `redrive.${MessageId}.${Date.now()}` } : {}),
    }),
  );
};
