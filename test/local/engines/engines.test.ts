import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { DynamoDbClient, DynamoDbError } from '../../../local/engines/dynamodb-client.ts';
import { StreamWalker } from '../../../local/workers/stream-walker.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** An engine that answers what the test says, by action. */
const fake = async (answer: (action: string, input: Record<string, unknown>) => { status?: number; body?: unknown } | undefined): Promise<DynamoDbClient> => {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const given = answer(action, JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>);
      if (given !== undefined) response.writeHead(given.status ?? 200).end(given.body === undefined ? '' : JSON.stringify(given.body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const client = new DynamoDbClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  closing.push(() => {
    client.close();
    server.closeAllConnections();
    server.close();
  });
  return client;
};

describe('the engine’s client', () => {
  test('reads refusals in both spellings, and empty answers', async () => {
    const client = await fake((action) => {
      if (action === 'A') return { status: 400, body: { __type: 'com.amazonaws.dynamodb.v20120810#ThingException', message: 'no' } };
      if (action === 'B') return { status: 500, body: { Message: 'broken' } };
      if (action === 'C') return { status: 500, body: {} };
      return {};
    });
    const call = (action: string): Promise<unknown> => client.call('DynamoDB_20120810', action, {});
    await expect(call('A')).rejects.toMatchObject({ name: 'ThingException', message: 'no', status: 400 });
    await expect(call('B')).rejects.toMatchObject({ message: 'broken', status: 500 });
    await expect(call('C')).rejects.toBeInstanceOf(DynamoDbError);
    expect(await call('D')).toEqual({});
  });

  test('gives up on an engine that hangs', async () => {
    const client = await fake(() => undefined);
    await expect(client.call('DynamoDB_20120810', 'Hang', {}, 30)).rejects.toThrow(/did not answer/);
  });
});

describe('a walk through a stream', () => {
  const record = (sequence: string) => ({ eventID: sequence, dynamodb: { SequenceNumber: sequence } });
  const numbers = async (walker: StreamWalker): Promise<string[]> => (await walker.fetch(10)).map(({ position }) => `${position.shard}:${position.sequence}`);

  test('goes from a closed shard to the next, oldest first', async () => {
    const shards: Record<string, { Records: unknown[]; NextShardIterator?: string }> = {
      b: { Records: [record('3')], NextShardIterator: 'b' },
      a: { Records: [record('1'), record('2')] },
    };
    const client = await fake((action, input) => {
      if (action === 'DescribeTable') return { body: { Table: { LatestStreamArn: 'arn' } } };
      if (action === 'DescribeStream') return { body: { StreamDescription: { Shards: [{ ShardId: 'b' }, { ShardId: 'a' }] } } };
      if (action === 'GetShardIterator') return { body: { ShardIterator: input['ShardId'] } };
      return { body: shards[String(input['ShardIterator'])] };
    });
    const walker = new StreamWalker(client, 't', 'arn', null);
    expect(await numbers(walker)).toEqual(['a:1', 'a:2']);
    expect(await numbers(walker)).toEqual(['b:3']);
    expect(await numbers(new StreamWalker(client, 't', 'arn', { shard: 'gone', sequence: '0' }))).toEqual(['a:1', 'a:2']);
    expect(await numbers(new StreamWalker(client, 't', 'arn', null, 'LATEST'))).toEqual(['b:3']);
  });

  test('takes up an expired iterator where it stood, and a trimmed place at the horizon', async () => {
    const asked: string[] = [];
    const refusals = ['ExpiredIteratorException', 'TrimmedDataAccessException', 'InternalServerError'];
    const client = await fake((action, input) => {
      if (action === 'DescribeTable') return { body: { Table: { LatestStreamArn: 'arn' } } };
      if (action === 'DescribeStream') return { body: { StreamDescription: { Shards: [{ ShardId: 'a' }] } } };
      if (action === 'GetShardIterator') {
        asked.push(String(input['ShardIteratorType']));
        return { body: { ShardIterator: 'i' } };
      }
      const refusal = refusals.shift();
      return refusal === undefined ? { body: { Records: [record('9')] } } : { status: 400, body: { __type: refusal } };
    });
    const walker = new StreamWalker(client, 't', 'arn', { shard: 'a', sequence: '8' });
    expect(await numbers(walker)).toEqual([]);
    expect(await numbers(walker)).toEqual([]);
    await expect(walker.fetch(1)).rejects.toMatchObject({ name: 'InternalServerError' });
    expect(await numbers(walker)).toEqual(['a:9']);
    expect(asked).toEqual(['AFTER_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER', 'TRIM_HORIZON', 'TRIM_HORIZON']);
    expect(await numbers(walker)).toEqual(['a:9']);
  });

  test('has nothing before the first shard, and says when there is no stream', async () => {
    const bare = await fake((action) => ({ body: action === 'DescribeTable' ? { Table: { LatestStreamArn: 'arn' } } : { StreamDescription: { Shards: [] } } }));
    expect(await new StreamWalker(bare, 't', 'arn', null).fetch(1)).toEqual([]);
    const none = await fake(() => ({ body: { Table: {} } }));
    await expect(new StreamWalker(none, 't', 'arn', null).fetch(1)).rejects.toThrow(/no stream/);
  });

  test('an engine that is gone is the caller’s to hear', async () => {
    await expect(new StreamWalker(new DynamoDbClient('http://127.0.0.1:9'), 't', 'arn', null).fetch(1)).rejects.toThrow();
  });
});
