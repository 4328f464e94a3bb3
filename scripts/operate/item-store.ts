import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type DynamoDBClient,
  type KeysAndAttributes,
  ScanCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type { ItemKey, ItemStore, StoredItem } from './restore-items.ts';

type Image = Record<string, AttributeValue>;

const MOST_GETS = 100;
const MOST_WRITES = 25;

const chunks = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));

/** Canonical JSON of an item: sorted members, with bytes and sets marked. */
const textOf = (image: Image): string =>
  JSON.stringify(image, (_, value: unknown) => {
    if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') };
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });

const storedOf = (image: Image): StoredItem => ({ pk: image['pk']?.S ?? '', sk: image['sk']?.S ?? '', text: textOf(image) });

const keyOf = ({ pk, sk }: ItemKey): Image => ({ pk: { S: pk }, sk: { S: sk } });

/** A DynamoDB table; with a tenant, only items with its keys, `T#{tenant}`. Unprocessed parts are retried. */
export const itemStore = (dynamodb: DynamoDBClient, table: string, tenantId: string | undefined): ItemStore => {
  const ofTenant =
    tenantId === undefined
      ? {}
      : {
          FilterExpression: 'pk = :own OR begins_with(pk, :below)',
          ExpressionAttributeValues: { ':own': { S: `T#${tenantId}` }, ':below': { S: `T#${tenantId}#` } },
        };

  const write = async (requests: WriteRequest[]): Promise<void> => {
    for (const chunk of chunks(requests, MOST_WRITES)) {
      let left: WriteRequest[] = chunk;
      while (left.length > 0) left = (await dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [table]: left } }))).UnprocessedItems?.[table] ?? [];
    }
  };

  return {
    async scan(after) {
      const page = await dynamodb.send(new ScanCommand({ TableName: table, ConsistentRead: true, ...ofTenant, ExclusiveStartKey: after as Image | undefined }));
      return { items: (page.Items ?? []).map(storedOf), next: page.LastEvaluatedKey };
    },
    async get(keys) {
      const found = new Map<string, StoredItem>();
      for (const chunk of chunks(keys, MOST_GETS)) {
        let left: KeysAndAttributes | undefined = { Keys: chunk.map(keyOf), ConsistentRead: true };
        while (left?.Keys && left.Keys.length > 0) {
          const answer: { Responses?: Record<string, Image[]>; UnprocessedKeys?: Record<string, KeysAndAttributes> } = await dynamodb.send(
            new BatchGetItemCommand({ RequestItems: { [table]: left } }),
          );
          for (const image of answer.Responses?.[table] ?? []) {
            const item = storedOf(image);
            found.set(`${item.pk}\u0000${item.sk}`, item);
          }
          left = answer.UnprocessedKeys?.[table];
        }
      }
      return keys.map(({ pk, sk }) => found.get(`${pk}\u0000${sk}`));
    },
    put: (items) => write(items.map(({ text }) => ({ PutRequest: { Item: imageOf(text) } }))),
    remove: (keys) => write(keys.map((key) => ({ DeleteRequest: { Key: keyOf(key) } }))),
  };
};

/** The item of a text that `textOf` created, perhaps from another table. */
const imageOf = (text: string): Image =>
  JSON.parse(text, (_, value: unknown) =>
    typeof value === 'object' && value !== null && 'bytes' in value && typeof value.bytes === 'string' && Object.keys(value).length === 1
      ? new Uint8Array(Buffer.from(value.bytes, 'base64'))
      : value,
  ) as Image;
