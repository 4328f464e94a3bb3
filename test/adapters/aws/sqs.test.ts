import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { QueueUnavailable } from '../../../adapters/queues/queues.ts';
import { openQueues } from '../../../adapters/queues/sqs.ts';
import { type Recorded, stubService } from './service-stub.ts';

const sqs = stubService('AWS_ENDPOINT_URL_SQS');
const url = 'https://sqs.eu-central-1.amazonaws.com/1/delivery';
const fifo = 'https://sqs.eu-central-1.amazonaws.com/1/outbound.fifo';

interface Entry {
  readonly Id: string;
  readonly MessageBody: string;
  readonly MessageGroupId?: string;
}
const entriesOf = (request: Recorded): Entry[] => request.json()['Entries'] as Entry[];
const bodies = (): string[][] => sqs.recorded.map((request) => entriesOf(request).map(({ MessageBody }) => MessageBody));
/** Answers each request with success, but failure for the bodies given. */
const failing =
  (refused: readonly string[], senderFault = false) =>
  (request: Recorded) => {
    const entries = entriesOf(request);
    return {
      body: {
        Successful: entries
          .filter(({ MessageBody }) => !refused.includes(MessageBody))
          .map(({ Id, MessageBody }) => ({ Id, MessageId: Id, MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') })),
        Failed: entries
          .filter(({ MessageBody }) => refused.includes(MessageBody))
          .map(({ Id }) => ({ Id, SenderFault: senderFault, Code: 'Trouble', Message: 'why' })),
      },
    };
  };

test('more than ten messages go out ten at a time', async () => {
  await openQueues().send(
    url,
    Array.from({ length: 23 }, (_, n) => ({ body: String(n) })),
  );
  expect(
    bodies()
      .map((batch) => batch.length)
      .toSorted((a, b) => b - a),
  ).toEqual([10, 10, 3]);
  expect(new Set(bodies().flat()).size).toBe(23);
  expect(sqs.recorded[0]?.headers['x-amz-target']).toBe('AmazonSQS.SendMessageBatch');
});

test('a request carries at most 256 KB', async () => {
  const half = 'x'.repeat(140_000);
  await openQueues().send(url, [{ body: half }, { body: half }, { body: 'small' }]);
  expect(sqs.recorded.map((request) => entriesOf(request).length).toSorted((a, b) => a - b)).toEqual([1, 2]);
  await expect(openQueues().send(url, [{ body: 'ü'.repeat(140_000) }])).rejects.toThrow('over 262144 bytes');
});

test('only the failed entries of a batch are sent again', async () => {
  sqs.answer(failing(['b']), failing(['b']), failing([]));
  await openQueues().send(url, [{ body: 'a', delaySeconds: 3 }, { body: 'b' }]);
  expect(bodies()).toEqual([['a', 'b'], ['b'], ['b']]);
  expect(entriesOf(sqs.recorded[0] as Recorded)[0]).toMatchObject({ DelaySeconds: 3 });
});

test('repeated failures are unavailable, a final rejection is an error', async () => {
  sqs.answer(failing(['a']), failing(['a']), failing(['a']), failing(['a']));
  await expect(openQueues().send(url, [{ body: 'a' }])).rejects.toBeInstanceOf(QueueUnavailable);
  sqs.answer(failing(['a'], true));
  await expect(openQueues().send(url, [{ body: 'a' }])).rejects.toThrow('refused a message: Trouble why');
});

test('an answer of trouble is unavailable', async () => {
  sqs.answer(...Array.from({ length: 3 }, () => ({ status: 500, body: { __type: 'InternalError' } })));
  await expect(openQueues().send(url, [{ body: 'a' }])).rejects.toBeInstanceOf(QueueUnavailable);
});

test('messages of one group never share a request, so that a retry is not overtaken', async () => {
  sqs.answer(failing(['a1']), failing([]), failing([]));
  await openQueues().send(fifo, [
    { body: 'a1', groupId: 'a', dedupeId: '1' },
    { body: 'a2', groupId: 'a', dedupeId: '2' },
    { body: 'b1', groupId: 'b', dedupeId: '3' },
  ]);
  expect(bodies()).toEqual([['a1', 'b1'], ['a1'], ['a2']]);
  expect(entriesOf(sqs.recorded[2] as Recorded)[0]).toMatchObject({ MessageGroupId: 'a', MessageDeduplicationId: '2' });
});

test('nothing to send calls nothing', async () => {
  await openQueues().send(url, []);
  await openQueues().send(fifo, []);
  expect(sqs.recorded).toEqual([]);
});
