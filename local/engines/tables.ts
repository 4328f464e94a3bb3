import type { TablePlan } from '../assembly/plan.ts';
import { type DynamoDbClient, DynamoDbError } from './dynamodb-client.ts';

const SERVICE = 'DynamoDB_20120810';

/** Creates missing tables. A table whose indexes differ from the plan is left as it is, and returned by name. */
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
