import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { INDEX_KEYS } from '../../adapters/table/indexes.ts';

/** The single table as the stacks make it, on whatever speaks DynamoDB's protocol: its indexes, its stream. */
export const createTestTable = async (client: DynamoDBClient, tableName: string): Promise<void> => {
  const names = ['pk', 'sk', ...Object.values(INDEX_KEYS).flat()];
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: Object.entries(INDEX_KEYS).map(([IndexName, [pkName, skName]]) => ({
        IndexName,
        KeySchema: [
          { AttributeName: pkName, KeyType: 'HASH' },
          { AttributeName: skName, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      })),
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
};
