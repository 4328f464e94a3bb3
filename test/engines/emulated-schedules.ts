import { CreateScheduleGroupCommand, DeleteScheduleGroupCommand, ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { CreateQueueCommand, DeleteMessageCommand, DeleteQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { openSchedules } from '../../adapters/scheduler/eventbridge.ts';
import type { SchedulesUnderTest } from '../conformance/scheduler.ts';

let opened = 0;

/** Schedules in a group of their own whose target is a queue, so that what came can be read. */
export async function emulatedSchedules(endpoint: string, prefix: string): Promise<SchedulesUnderTest> {
  const [scheduler, sqs] = [new SchedulerClient({ endpoint }), new SQSClient({ endpoint, useQueueUrlAsEndpoint: false })];
  const group = `${prefix}-${(opened += 1)}`;
  await scheduler.send(new CreateScheduleGroupCommand({ Name: group }));
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `${group}-target` }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  Object.assign(process.env, {
    SCHEDULE_GROUP: group,
    SCHEDULE_TARGET_ARN: Attributes?.['QueueArn'],
    SCHEDULE_ROLE_ARN: 'arn:aws:iam::000000000000:role/scheduler',
  });
  const arrivals: { payload: string; at: number }[] = [];
  return {
    schedules: openSchedules(),
    async arrivals() {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['SentTimestamp'] }),
      );
      for (const { Body = '', Attributes: sent, ReceiptHandle } of Messages) {
        arrivals.push({ payload: Body, at: Number(sent?.SentTimestamp) });
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
      return arrivals;
    },
    async armed() {
      const names: string[] = [];
      let NextToken: string | undefined;
      do {
        const answer = await scheduler.send(new ListSchedulesCommand({ GroupName: group, NextToken }));
        names.push(...(answer.Schedules ?? []).map(({ Name = '' }) => Name));
        NextToken = answer.NextToken;
      } while (NextToken);
      return names;
    },
    async close() {
      await Promise.all([scheduler.send(new DeleteScheduleGroupCommand({ Name: group })), sqs.send(new DeleteQueueCommand({ QueueUrl }))]);
      scheduler.destroy();
      sqs.destroy();
    },
  };
}
