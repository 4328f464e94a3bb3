import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynamoTable, openTable } from '../../../adapters/table/dynamodb.ts';
import { TableRejected, TableUnavailable, TransactionRefused } from '../../../domain/table/port.ts';

/** A client that answers what the test says, in turn. */
const client = (...answers: unknown[]): DynamoDBClient & { readonly asked: unknown[] } => {
  const asked: unknown[] = [];
  const send = async (command: unknown): Promise<unknown> => {
    asked.push(command);
    const answer = answers[Math.min(asked.length - 1, answers.length - 1)];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { send, asked } as never;
};
const service = (name: string, fault: 'client' | 'server'): DynamoDBServiceException =>
  new DynamoDBServiceException({ name, $fault: fault, message: name, $metadata: {} });
const cancelled = (...codes: (string | undefined)[]): TransactionCanceledException =>
  new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons: codes.map((Code) => ({ Code })) });
const put = { op: 'put', item: { pk: 'a', sk: 'b' } } as const;

describe('what DynamoDB refuses', () => {
  it.each([
    ['a conflict', cancelled('None', 'TransactionConflict'), [{ index: 1, reason: 'conflict' }]],
    ['throttling', cancelled('ThrottlingError', undefined), [{ index: 0, reason: 'throttled' }]],
    ['too much for a partition', cancelled('ProvisionedThroughputExceeded'), [{ index: 0, reason: 'throttled' }]],
    ['a condition', new ConditionalCheckFailedException({ message: 'no', $metadata: {} }), [{ index: 0, reason: 'condition' }]],
    ['a conflict with a transaction', service('TransactionConflictException', 'client'), [{ index: 0, reason: 'conflict' }]],
  ])('%s is a refusal', async (_what, error, refusals) => {
    await expect(dynamoTable(client(error), 't').transact([put, put])).rejects.toMatchObject({ name: 'TransactionRefused', refusals });
    await expect(dynamoTable(client(error), 't').write(put)).rejects.toBeInstanceOf(TransactionRefused);
  });

  it.each([
    ['a broken line', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
    ['a fault of the service', service('InternalServerError', 'server')],
    ['throttling', service('ThrottlingException', 'client')],
    ['too much throughput', service('ProvisionedThroughputExceededException', 'client')],
    ['a request that is still under way', service('TransactionInProgressException', 'client')],
    ['a permission that is missing, or not there yet', service('AccessDeniedException', 'client')],
    ['credentials that have ended', service('ExpiredTokenException', 'client')],
    ['a table that is not there yet', service('ResourceNotFoundException', 'client')],
  ])('%s means unavailable', async (_what, error) => {
    const table = dynamoTable(client(error), 't');
    const calls = [table.get([put.item]), table.query({ pk: 'a' }), table.count({ pk: 'a' }), table.scan(), table.write(put), table.transact([put])];
    for (const outcome of await Promise.allSettled(calls))
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'TableUnavailable', cause: error } });
    await expect(table.get([put.item])).rejects.toBeInstanceOf(TableUnavailable);
  });

  it.each([
    ['what is wrong in itself', service('ValidationException', 'client')],
    ['text that it cannot parse', service('SerializationException', 'client')],
  ])('%s is rejected for good, with the reason of the engine', async (_what, error) => {
    const table = dynamoTable(client(error), 't');
    for (const call of [table.get([put.item]), table.query({ pk: 'a' }), table.write(put), table.transact([put])]) {
      await expect(call).rejects.toBeInstanceOf(TableRejected);
      await expect(call).rejects.toMatchObject({ message: expect.stringContaining(error.name) as unknown, cause: error, indexes: [] });
    }
  });

  it('a cancelled transaction names the writes that can never be made, before the races that were lost', async () => {
    const reasons = ['None', 'ConditionalCheckFailed', 'ValidationError', 'None', 'ItemCollectionSizeLimitExceeded'];
    const answer = dynamoTable(client(cancelled(...reasons)), 't').transact([put, put, put, put, put]);
    await expect(answer).rejects.toMatchObject({
      name: 'TableRejected',
      indexes: [2, 4],
      message: expect.stringContaining('write 2: ValidationError') as unknown,
    });
  });
});

describe('keys left unprocessed', () => {
  const left = { UnprocessedKeys: { t: { Keys: [{ pk: { S: 'a' }, sk: { S: 'b' } }] } } };
  it('are asked for again', async () => {
    const fake = client(left, { Responses: { t: [{ pk: { S: 'a' }, sk: { S: 'b' }, n: { N: '1' } }] } });
    expect(await dynamoTable(fake, 't').get([put.item])).toEqual([{ pk: 'a', sk: 'b', n: 1 }]);
    expect(fake.asked.every((command) => command instanceof BatchGetItemCommand)).toBe(true);
    expect(fake.asked.length).toBe(2);
  });
});

it('a count goes on over pages', async () => {
  const next = { pk: { S: 'a' }, sk: { S: 'b' } };
  expect(await dynamoTable(client({ Count: 3, LastEvaluatedKey: next }, { Count: 2 }), 't').count({ pk: 'a' })).toBe(5);
});

it('opening it without a table’s name says which variable is missing', () => {
  const before = process.env['TABLE_NAME'];
  delete process.env['TABLE_NAME'];
  expect(() => openTable()).toThrow(/TABLE_NAME/);
  process.env['TABLE_NAME'] = 'parley';
  expect(typeof openTable().get).toBe('function');
  if (before === undefined) delete process.env['TABLE_NAME'];
  else process.env['TABLE_NAME'] = before;
});
