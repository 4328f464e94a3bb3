import type { TablePlan } from '../assembly/plan.ts';
import { type DynamoDbClient, DynamoDbError } from './dynamodb-client.ts';

const SERVICE = 'DynamoDB_20120810';

/** Waits until the engine answers. @throws when it does not within `limitMs`, or when `given` ends the wait */
export async function whenAnswering(client: DynamoDbClient, limitMs: number, gone: () => boolean = () => false): Promise<void> {
  const until = Date.now() + limitMs;
  for (let pause = 5; ; pause = Math.min(pause * 2, 100)) {
    try {
      await client.call(SERVICE, 'ListTables', { Limit: 1 }, 2_000);
      return;
    } catch (error) {
      if (gone()) throw new Error('the table engine ended while it was starting', { cause: error });
      if (Date.now() > until) throw new Error(`the table engine did not answer within ${limitMs} ms`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** Creates the tables that are not there yet. A table whose indexes differ from the plan's stays as it is, and is named in the answer. */
export async function createTables(client: DynamoDbClient, tables: readonly TablePlan[]): Promise<string[]> {
  const differing: string[] = [];
  for (const { name, create } of tables) {
    try {
      await client.call(SERVICE, 'CreateTable', create);
    } catch (error) {
      if (!(error instanceof DynamoDbError) || error.name !== 'ResourceInUseException') throw error;
      const { Table } = await client.call<{ Table: { GlobalSecondaryIndexes?: { IndexName: string }[] } }>(SERVICE, 'DescribeTable', { TableName: name });
      const names = (indexes: unknown): string =>
        ((indexes ?? []) as { IndexName: string }[])
          .map(({ IndexName }) => IndexName)
          .sort()
          .join();
      if (names(Table.GlobalSecondaryIndexes) !== names(create['GlobalSecondaryIndexes'])) differing.push(name);
    }
  }
  return differing;
}
