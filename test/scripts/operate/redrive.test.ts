import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lambdaEndpoint, openFunctions } from '../../../scripts/operate/functions.ts';
import { describeLetter, readLetter } from '../../../scripts/operate/letters.ts';
import { type RedriveDeps, redrive } from '../../../scripts/operate/redrive.ts';
import { FakeAws } from './fake-aws.ts';

const LETTERS = 'parley-dev-messaging-DeadLettersBBF8BAAB-1A2B3C4D5E6F';
const OUTBOUND = 'parley-dev-outbound.fifo';
const OUTBOUND_LETTERS = 'parley-dev-messaging-OutboundDeadLettersE7FEDD18-1A2B3C4D5E6F.fifo';
const CONSUMER = 'parley-dev-consumers-Messages12345678-AbCdEf';
const REINDEX = 'parley-dev-consumers-Reindex12345678-AbCdEf';
const PROJECTOR = 'parley-dev-consumers-Projector12345678-AbCdEf';

let aws: FakeAws;
let deps: RedriveDeps;
let said: string[];
beforeEach(async () => {
  aws = new FakeAws();
  await aws.start();
  for (const [name, redriveTo] of [[LETTERS], [OUTBOUND, OUTBOUND_LETTERS], [OUTBOUND_LETTERS]] as const)
    aws.queues.set(name, { held: [], ...(redriveTo ? { redrive: redriveTo } : {}) });
  for (const name of [CONSUMER, PROJECTOR]) aws.functions.set(name, () => ({ batchItemFailures: [] }));
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = { region: 'eu-west-1', endpoint: aws.endpoint, credentials };
  said = [];
  deps = {
    sqs: new SQSClient(client),
    streams: new DynamoDBStreamsClient(client),
    functions: openFunctions({ region: 'eu-west-1', endpoint: aws.endpoint, credentials: async () => credentials }),
    env: {},
    say: (line) => said.push(line),
  };
});
afterEach(() => aws.stop());

const run = (options: { queue?: string; apply?: string; drop?: string }): Promise<number> => redrive(deps, { profile: 'dev', limit: 100, ...options });
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');
const recordLetter = (value: string): string =>
  JSON.stringify({ reason: 'Unacceptable: no such origin', partition: 'messages-3', offset: 42, key: 'a2V5', value });

describe('what lies in a queue of dead letters', () => {
  const context = { requestId: 'r', functionArn: `arn:aws:lambda:eu-west-1:0:function:${PROJECTOR}:$LATEST`, condition: 'RetryAttemptsExhausted' };

  test('a record that its consumer gave up, with the reason', () => {
    const letter = readLetter(recordLetter('e30='));
    expect(letter).toMatchObject({ kind: 'record', topic: 'messages', partition: 3, offset: 42, key: 'a2V5' });
    expect(describeLetter(letter)).toBe('record messages-3@42: Unacceptable: no such origin');
  });

  test('positions in topic and stream, as Lambda writes them', () => {
    const topic = readLetter(
      JSON.stringify({
        requestContext: { ...context, approximateInvokeCount: 6 },
        KafkaBatchInfo: { recordsInfo: { 'messages-0': { firstRecordOffset: '7', lastRecordOffset: '9' } } },
      }),
    );
    expect(topic).toMatchObject({ kind: 'topicPositions', ranges: [{ topic: 'messages', partition: 0, first: 7, last: 9 }] });
    expect(describeLetter(topic)).toBe('records messages-0@7…9: RetryAttemptsExhausted after 6 tries');
    const stream = readLetter(
      JSON.stringify({
        requestContext: { ...context, approximateInvokeCount: 101 },
        responsePayload: { errorType: 'TableUnavailable', errorMessage: 'no answer' },
        DDBStreamBatchInfo: { shardId: 'shard-1', startSequenceNumber: '100', endSequenceNumber: '102', batchSize: 3, streamArn: 'arn:stream' },
      }),
    );
    expect(stream).toMatchObject({ kind: 'streamPositions', range: { first: '100', last: '102', size: 3 } });
    expect(describeLetter(stream)).toBe(`3 changes of shard shard-1 for ${PROJECTOR}: RetryAttemptsExhausted after 101 tries; TableUnavailable: no answer`);
  });

  test('a call that failed, and whatever else is a message of a queue', () => {
    const call = readLetter(JSON.stringify({ requestContext: { ...context, approximateInvokeCount: 3 }, requestPayload: { schema: 'timers/1' } }));
    expect(call).toMatchObject({ kind: 'invocation', payload: { schema: 'timers/1' } });
    for (const body of ['not json', '[]', '"text"', '{"type":"reply"}', JSON.stringify({ requestContext: context })])
      expect(readLetter(body)).toEqual({ kind: 'message' });
  });
});

describe('redrive', () => {
  test('without a queue it lists all of them', async () => {
    aws.put(LETTERS, 'one', 'two');
    await run({});
    expect(said).toEqual(['     2  DeadLetters', '     0  OutboundDeadLetters']);
  });

  test('looking changes nothing', async () => {
    aws.put(LETTERS, recordLetter(base64({ late: false })));
    await run({ queue: 'DeadLetters' });
    expect(said).toEqual(['letter-1  record messages-3@42: Unacceptable: no such origin']);
    expect(aws.queues.get(LETTERS)?.held).toMatchObject([{ hidden: false }]);
    expect(aws.invoked).toEqual([]);
  });

  test('a record goes to its consumer as the topic would bring it, late, and leaves the queue', async () => {
    aws.put(LETTERS, recordLetter(base64({ schema: 'messages/1', late: false, event: { occurredAt: '2026-11-01T10:00:00Z' } })));
    expect(await run({ queue: 'DeadLetters', apply: 'all' })).toBe(0);
    const [call] = aws.invoked as unknown as { name: string; event: { records: Record<string, { value: string }[]> } }[];
    expect(call?.name).toBe(CONSUMER);
    expect(call?.event).toMatchObject({ eventSource: 'aws:kafka', records: { 'messages-3': [{ topic: 'messages', partition: 3, offset: 42, key: 'a2V5' }] } });
    const value = call?.event.records['messages-3']?.[0]?.value ?? '';
    expect(JSON.parse(Buffer.from(value, 'base64').toString())).toEqual({
      schema: 'messages/1',
      late: true,
      event: { occurredAt: '2026-11-01T10:00:00Z' },
    });
    expect(aws.bodies(LETTERS)).toEqual([]);
  });

  test.each([
    [
      'its function throws',
      () => {
        throw new Error('still down');
      },
      'still down',
    ],
    [
      'its function names it as failed',
      () => ({ batchItemFailures: [{ itemIdentifier: { partition: 'messages-3', offset: 42 } }] }),
      '1 of 1 records failed again',
    ],
  ])('a letter stays when %s', async (_what, handler, reason) => {
    aws.functions.set(CONSUMER, handler);
    aws.put(LETTERS, recordLetter(base64({ late: false })));
    expect(await run({ queue: 'DeadLetters', apply: 'all' })).toBe(1);
    expect(said.at(-1)).toContain(reason);
    expect(aws.queues.get(LETTERS)?.held).toMatchObject([{ hidden: false }]);
  });

  test.each([
    ['is not JSON', Buffer.from('{').toString('base64'), 'is not JSON'],
    ['is no event', base64({ other: true }), 'is not an event'],
    ['was cut by an older release', 'A'.repeat(200_000), 'by its offset'],
  ])('a record that %s is not sent round in circles', async (_what, value, reason) => {
    aws.put(LETTERS, recordLetter(value));
    expect(await run({ queue: 'DeadLetters', apply: 'all' })).toBe(1);
    expect(said.at(-1)).toContain(reason);
    expect(aws.invoked).toEqual([]);
  });

  const aside = JSON.stringify({ reason: 'TableRejected: no', aside: 'T/t/dead/abc', partition: 'messages-3', offset: 42 });

  test('a letter that was too long for the queue is read from the bucket and applied whole', async () => {
    const value = base64({ late: false, text: 'x'.repeat(300_000) });
    deps = { ...deps, readObject: async (key) => (key === 'T/t/dead/abc' ? recordLetter(value) : undefined) };
    aws.put(LETTERS, aside);
    expect(await run({ queue: 'DeadLetters', apply: 'all' })).toBe(0);
    expect(said[0]).toContain('messages-3@42, too long for the queue: TableRejected: no');
    expect(JSON.stringify(aws.invoked)).toContain(base64({ late: true, text: 'x'.repeat(300_000) }));
  });

  test('and stays, saying why, without a bucket or when the object is gone', async () => {
    aws.put(LETTERS, aside);
    expect(await run({ queue: 'DeadLetters', apply: 'all' })).toBe(1);
    expect(said.at(-1)).toContain('set OBJECTS_BUCKET');
    deps = { ...deps, readObject: async () => undefined };
    expect(await run({ queue: 'DeadLetters', apply: 'all' })).toBe(1);
    expect(said.at(-1)).toContain('is gone');
  });

  test('a change that a projection gave up goes to the function that runs it', async () => {
    aws.functions.set(REINDEX, () => ({ batchItemFailures: [] }));
    const change = (projection: string) => ({ reason: 'QueueRejected: too large', projection, pk: 'T#t#TH#a', sk: 'HEAD' });
    for (const projection of ['feed', 'search']) aws.put(LETTERS, JSON.stringify(change(projection)));
    expect(await run({ queue: 'DeadLetters', apply: 'all' })).toBe(0);
    expect(said[0]).toContain('for projection feed: QueueRejected: too large');
    const retried = (projection: string) => ({ retry: [{ projection, pk: 'T#t#TH#a', sk: 'HEAD' }] });
    expect(aws.invoked).toEqual([
      { name: PROJECTOR, event: retried('feed') },
      { name: REINDEX, event: retried('search') },
    ]);
  });

  test('changes of the table are read from the stream again and brought to the reader that gave them up', async () => {
    aws.stream = ['99', '100', '101', '102'].map((SequenceNumber) => ({
      eventID: SequenceNumber,
      eventName: 'MODIFY',
      dynamodb: { SequenceNumber, Keys: { pk: { S: 'T#t' } }, ApproximateCreationDateTime: 1_700_000_000 },
    }));
    const letter = (last: string): string =>
      JSON.stringify({
        requestContext: {
          functionArn: `arn:aws:lambda:eu-west-1:0:function:${PROJECTOR}:$LATEST`,
          condition: 'RetryAttemptsExhausted',
          approximateInvokeCount: 101,
        },
        DDBStreamBatchInfo: { shardId: 'shard-1', startSequenceNumber: '100', endSequenceNumber: last, batchSize: 2, streamArn: 'arn:stream' },
      });
    aws.put(LETTERS, letter('101'), letter('105'));
    expect(await run({ queue: 'DeadLetters', apply: 'all' })).toBe(1);
    expect(aws.invoked).toHaveLength(1);
    expect(aws.invoked[0]).toMatchObject({
      name: PROJECTOR,
      event: {
        Records: [
          { eventSource: 'aws:dynamodb', eventSourceARN: 'arn:stream', dynamodb: { SequenceNumber: '100', ApproximateCreationDateTime: 1_700_000_000 } },
          { dynamodb: { SequenceNumber: '101' } },
        ],
      },
    });
    expect(said.at(-1)).toContain('older than a day');
  });

  test('records that only the topic holds wait for brokers', async () => {
    aws.put(
      LETTERS,
      JSON.stringify({
        requestContext: { functionArn: 'arn:aws:lambda:eu-west-1:0:function:f', approximateInvokeCount: 6 },
        KafkaBatchInfo: { recordsInfo: { 'messages-0': { firstRecordOffset: '7', lastRecordOffset: '9' } } },
      }),
    );
    expect(await run({ queue: 'DeadLetters', apply: 'all' })).toBe(1);
    expect(said.at(-1)).toContain('set KAFKA_BROKERS');
  });

  test("a queue's message goes back to its queue, in its group; only those that were chosen", async () => {
    aws.put(OUTBOUND_LETTERS, '{"type":"reply","number":1}', '{"type":"reply","number":2}');
    await run({ queue: 'OutboundDeadLetters', apply: 'letter-1' });
    expect(aws.queues.get(OUTBOUND)?.held).toMatchObject([{ body: '{"type":"reply","number":1}', group: 'thread-1' }]);
    expect(aws.bodies(OUTBOUND_LETTERS)).toEqual(['{"type":"reply","number":2}']);
  });

  test('dropped is dropped, and an unknown queue is named', async () => {
    aws.put(LETTERS, 'one', 'two');
    await run({ queue: 'DeadLetters', drop: 'letter-2' });
    expect(aws.bodies(LETTERS)).toEqual(['one']);
    await expect(run({ queue: 'Nothing' })).rejects.toThrow('no queue Nothing; the queues are DeadLetters, OutboundDeadLetters');
  });
});

test('where Lambda is follows from the standard variables', () => {
  expect(lambdaEndpoint('eu-west-1', {})).toBe('https://lambda.eu-west-1.amazonaws.com');
  expect(lambdaEndpoint('eu-west-1', { AWS_ENDPOINT_URL: 'http://localhost:4566/' })).toBe('http://localhost:4566');
  expect(lambdaEndpoint('eu-west-1', { AWS_ENDPOINT_URL: 'http://a', AWS_ENDPOINT_URL_LAMBDA: 'http://b' })).toBe('http://b');
});
