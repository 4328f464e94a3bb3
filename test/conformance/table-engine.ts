import { randomUUID } from 'node:crypto';
import { BatchGetItemCommand, type DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { dynamoTable } from '../../adapters/table/dynamodb.ts';
import type { Table } from '../../domain/table/port.ts';

export interface TableEngineUnderTest {
  readonly table: Table;
  readonly tableName: string;
  readonly client: DynamoDBClient;
  /** A client with its own middleware, on the same engine. */
  newClient(): DynamoDBClient;
}

/** What the port relies on and cannot show by itself: said in DynamoDB's own words. */
export function tableEngineConformance(opened: () => TableEngineUnderTest): void {
  const newPartition = (): string => `T#${randomUUID()}`;
  const adding = (tableName: string, pk: string, amount: string, ClientRequestToken: string): TransactWriteItemsCommand =>
    new TransactWriteItemsCommand({
      ClientRequestToken,
      TransactItems: [
        {
          Update: {
            TableName: tableName,
            Key: { pk: { S: pk }, sk: { S: 'COUNT' } },
            UpdateExpression: 'ADD #n :n',
            ExpressionAttributeNames: { '#n': 'n' },
            ExpressionAttributeValues: { ':n': { N: amount } },
          },
        },
      ],
    });
  const countOf = async (pk: string): Promise<unknown> => (await opened().table.get([{ pk, sk: 'COUNT' }], { consistent: true }))[0]?.['n'];

  it('a transaction that comes again with its token is done once, with other contents it is refused', async () => {
    const { client, tableName } = opened();
    const pk = newPartition();
    const token = randomUUID();
    for (let n = 0; n < 3; n += 1) await client.send(adding(tableName, pk, '1', token));
    expect(await countOf(pk)).toBe(1);
    await expect(client.send(adding(tableName, pk, '2', token))).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
    await client.send(adding(tableName, pk, '1', randomUUID()));
    expect(await countOf(pk)).toBe(2);
  });

  it('a transaction whose answer was lost is asked again and done once', async () => {
    const { newClient, tableName } = opened();
    const client = newClient();
    let lost = 0;
    client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        if (lost > 0) return answer;
        lost += 1;
        throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET', name: 'TimeoutError' });
      },
      { step: 'deserialize', priority: 'low' },
    );
    const pk = newPartition();
    await dynamoTable(client, tableName).transact([{ op: 'update', key: { pk, sk: 'COUNT' }, add: { n: 1 } }]);
    expect(lost).toBe(1);
    expect(await countOf(pk)).toBe(1);
    client.destroy();
  });

  it('a batch get that does not fit names the keys it left', async () => {
    const { client, table, tableName } = opened();
    const pk = newPartition();
    const keys = Array.from({ length: 44 }, (_, n) => ({ pk, sk: `I#${n}` }));
    for (let at = 0; at < keys.length; at += 10)
      await table.transact(keys.slice(at, at + 10).map((key) => ({ op: 'put', item: { ...key, text: 'x'.repeat(399_000) } })));
    const Keys = keys.map((key) => ({ pk: { S: key.pk }, sk: { S: key.sk } }));
    const answer = await client.send(new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys } } }));
    const found = answer.Responses?.[tableName]?.length ?? 0;
    const left = answer.UnprocessedKeys?.[tableName]?.Keys?.length ?? 0;
    expect(left).toBeGreaterThan(0);
    expect(found + left).toBe(44);
  });
}
