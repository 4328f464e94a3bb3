import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { openQueues } from '../../adapters/queues/sqs.ts';
import type { QueuesUnderTest, Wanted } from '../conformance/queue.ts';

let opened = 0;

/** The receiver's side of SQS; queues vanish with the driver. `prefix` keeps runs apart. */
export async function emulatedQueues(endpoint: string, prefix: string): Promise<QueuesUnderTest> {
  // A queue's address names the host that the service believes to have.
  const client = new SQSClient({ endpoint, useQueueUrlAsEndpoint: false });
  const made: string[] = [];
  const run = (opened += 1);
  const createOne = async (name: string, { fifo, visibilitySeconds = 30, contentBasedDeduplication }: Wanted, redrive?: string): Promise<string> => {
    const { QueueUrl = '' } = await client.send(
      new CreateQueueCommand({
        QueueName: `${prefix}-${run}-${name}`,
        Attributes: {
          VisibilityTimeout: String(visibilitySeconds),
          ...(fifo ? { FifoQueue: 'true' } : {}),
          ...(contentBasedDeduplication ? { ContentBasedDeduplication: 'true' } : {}),
          ...(redrive ? { RedrivePolicy: redrive } : {}),
        },
      }),
    );
    made.push(QueueUrl);
    return QueueUrl;
  };
  return {
    queues: openQueues(),
    async create(name, wanted = {}) {
      if (wanted.maxReceives === undefined) return { url: await createOne(name, wanted), deadLetterUrl: '' };
      const deadLetterUrl = await createOne(
        name.replace(/(\.fifo)?$/, (suffix) => `-dead${suffix}`),
        { fifo: wanted.fifo ?? false },
      );
      const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl: deadLetterUrl, AttributeNames: ['QueueArn'] }));
      const redrive = JSON.stringify({ deadLetterTargetArn: Attributes?.['QueueArn'], maxReceiveCount: wanted.maxReceives });
      return { url: await createOne(name, wanted, redrive), deadLetterUrl };
    },
    async receive(url, max, waitSeconds = 0) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: max, WaitTimeSeconds: waitSeconds, MessageSystemAttributeNames: ['All'] }),
      );
      return Messages.map(({ Body = '', ReceiptHandle = '', Attributes = {} }) => ({
        body: Body,
        receipt: ReceiptHandle,
        receives: Number(Attributes.ApproximateReceiveCount),
        groupId: Attributes.MessageGroupId ?? null,
      }));
    },
    async remove(url, receipts) {
      await Promise.all(receipts.map((ReceiptHandle) => client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }))));
    },
    async show(url, receipts) {
      await Promise.all(
        receipts.map((ReceiptHandle) => client.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }))),
      );
    },
    async close() {
      await Promise.all(made.map((QueueUrl) => client.send(new DeleteQueueCommand({ QueueUrl }))));
      client.destroy();
    },
  };
}
