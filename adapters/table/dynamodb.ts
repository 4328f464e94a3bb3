import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  BatchGetItemCommand,
  type CancellationReason,
  DeleteItemCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  DynamoDBServiceException,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  type Item,
  type Key,
  type Page,
  type Query,
  type Refusal,
  type Table,
  TableRejected,
  TableUnavailable,
  TransactionRefused,
  type Write,
} from '../../domain/table/port.ts';
import { answeringWithin } from '../aws/answering-within.ts';
import { setting } from '../environment.ts';
import { AttributeJson } from './attribute-json.ts';
import { fromAttributes, toAttributes } from './attributes.ts';
import { type Expressed, expressWrite } from './expressions.ts';
import { INDEX_KEYS } from './indexes.ts';
import { mergeByQueries, sortByQueries } from './merge.ts';

/** DynamoDB's limit for one BatchGetItem. */
const BATCH_GET_LIMIT = 100;

const keyOf = ({ pk, sk }: Key): Record<string, AttributeValue> => toAttributes({ pk, sk });
const keyText = (key: Key): string => `${key.pk}\u0000${key.sk}`;

/** Why a write was cancelled; undefined for a code that means neither a conflict nor throttling. */
const refusalReason = (code: string): Refusal['reason'] | undefined =>
  code === 'ConditionalCheckFailed' ? 'condition' : code === 'TransactionConflict' ? 'conflict' : code.includes('Thr') ? 'throttled' : undefined;

const isReason = ({ Code }: CancellationReason): boolean => Code !== undefined && Code !== 'None';

/**
 * A cancelled transaction. Permanently rejected writes (`ValidationError`, a collection that is too large) take precedence over conflicts, because
 * deciding again would meet them again.
 */
const cancelled = (error: TransactionCanceledException): TableRejected | TransactionRefused => {
  const reasons = error.CancellationReasons ?? [];
  const wrong = reasons.flatMap((reason, index) => (isReason(reason) && refusalReason(reason.Code ?? '') === undefined ? [{ index, reason }] : []));
  const [first] = wrong;
  if (first) {
    const { Code = '', Message = '' } = first.reason;
    return new TableRejected(`write ${first.index}: ${Code} ${Message}`.trim(), { indexes: wrong.map(({ index }) => index), cause: error });
  }
  return new TransactionRefused(
    reasons.flatMap((reason, index): Refusal[] => {
      const kind = refusalReason(reason.Code ?? '');
      return kind ? [{ index, reason: kind, ...(reason.Item ? { item: fromAttributes(reason.Item) as Item } : {}) }] : [];
    }),
  );
};

/** Errors for a call that is invalid in itself. Text that the engine cannot parse is a SerializationException without a message. */
const WRONG = new Set(['ValidationException', 'SerializationException', 'ItemCollectionSizeLimitExceededException', 'RequestEntityTooLarge']);

/**
 * All other errors are the engine's, not the caller's: it cannot be reached, throttles, or does not know us or the table (yet: new roles
 * and tables take time to become visible).
 */
const mapped = (error: unknown): unknown => {
  if (error instanceof TransactionCanceledException) return cancelled(error);
  if (error instanceof DynamoDBServiceException) {
    if (error.name === 'ConditionalCheckFailedException') {
      const item = (error as { Item?: Record<string, AttributeValue> }).Item;
      return new TransactionRefused([{ index: 0, reason: 'condition', ...(item ? { item: fromAttributes(item) as Item } : {}) }]);
    }
    if (WRONG.has(error.name)) return new TableRejected(error.message === 'UnknownError' ? error.name : `${error.name}: ${error.message}`, { cause: error });
    if (error.name === 'TransactionConflictException') return new TransactionRefused([{ index: 0, reason: 'conflict' }]);
  }
  return new TableUnavailable(error);
};

const asked = async <T>(call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    throw mapped(error);
  }
};

const transactItem = (tableName: string, { kind, ...rest }: Expressed) => {
  const common = { TableName: tableName, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const, ...rest };
  return kind === 'put'
    ? { Put: common as never }
    : kind === 'delete'
      ? { Delete: common as never }
      : kind === 'update'
        ? { Update: common as never }
        : { ConditionCheck: common as never };
};

/** The table on DynamoDB, or any engine with its protocol. The client's own retries are short, because callers know better what to repeat. */
export const dynamoTable = (client: DynamoDBClient, tableName: string): Table => {
  const getBatch = async (keys: readonly Key[], consistent: boolean, found: Map<string, Item>): Promise<void> => {
    let pending = keys.map(keyOf);
    for (let attempt = 0; pending.length > 0; attempt += 1) {
      if (attempt > 8) throw new TableUnavailable(new Error('the engine left keys unprocessed'));
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * 25 * 2 ** attempt));
      const answer = await asked(client.send(new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys: pending, ConsistentRead: consistent } } })));
      for (const attributes of answer.Responses?.[tableName] ?? []) {
        const item = fromAttributes(attributes) as Item;
        found.set(keyText(item), item);
      }
      pending = (answer.UnprocessedKeys?.[tableName]?.Keys ?? []) as typeof pending;
    }
  };

  const queryInput = (query: Query) => {
    const [pkName, skName] = query.index ? INDEX_KEYS[query.index] : (['pk', 'sk'] as const);
    const values: Record<string, AttributeValue> = { ':p': { S: query.pk } };
    let expression = '#p = :p';
    // DynamoDB refuses an empty text for a key, and every key begins with it.
    if (query.beginsWith) {
      expression += ' AND begins_with(#s, :b)';
      values[':b'] = { S: query.beginsWith };
    } else if (query.from !== undefined && query.to !== undefined) {
      expression += ' AND #s BETWEEN :f AND :t';
      values[':f'] = { S: query.from };
      values[':t'] = { S: query.to };
    } else if (query.from !== undefined) {
      expression += ' AND #s >= :f';
      values[':f'] = { S: query.from };
    } else if (query.to !== undefined) {
      expression += ' AND #s <= :t';
      values[':t'] = { S: query.to };
    }
    return {
      TableName: tableName,
      IndexName: query.index,
      KeyConditionExpression: expression,
      ExpressionAttributeNames: { '#p': pkName, ...(expression.includes('#s') ? { '#s': skName } : {}) },
      ExpressionAttributeValues: values,
      ScanIndexForward: !query.descending,
      Limit: query.limit,
      ConsistentRead: query.index ? undefined : query.consistent,
      ExclusiveStartKey: query.after ? (toAttributes(query.after) as Record<string, AttributeValue>) : undefined,
    };
  };
  const pageOf = (answer: { Items?: Record<string, AttributeValue>[] | undefined; LastEvaluatedKey?: Record<string, AttributeValue> | undefined }): Page => ({
    items: (answer.Items ?? []).map((attributes) => fromAttributes(attributes) as Item),
    next: answer.LastEvaluatedKey ? (fromAttributes(answer.LastEvaluatedKey) as Record<string, string>) : null,
  });

  const table: Table = {
    async get(keys, options = {}) {
      const found = new Map<string, Item>();
      const unique = [...new Map(keys.map((key) => [keyText(key), key])).values()];
      const batches: Promise<void>[] = [];
      for (let start = 0; start < unique.length; start += BATCH_GET_LIMIT) {
        batches.push(getBatch(unique.slice(start, start + BATCH_GET_LIMIT), options.consistent ?? false, found));
      }
      await Promise.all(batches);
      return keys.map((key) => found.get(keyText(key)));
    },
    async query(query) {
      return pageOf(await asked(client.send(new QueryCommand(queryInput(query)))));
    },
    merge: (query) => mergeByQueries(table, query),
    sorted: (query) => sortByQueries(table, query),
    async count(query) {
      let total = 0;
      let after: Record<string, AttributeValue> | undefined;
      do {
        const answer = await asked(client.send(new QueryCommand({ ...queryInput(query), Select: 'COUNT', ...(after ? { ExclusiveStartKey: after } : {}) })));
        total += answer.Count ?? 0;
        after = answer.LastEvaluatedKey;
      } while (after);
      return total;
    },
    async transact(writes: readonly Write[]) {
      await asked(
        client.send(
          new TransactWriteItemsCommand({
            TransactItems: writes.map((write) => transactItem(tableName, expressWrite(write))),
            // The client's own retry of a lost call is the same transaction to DynamoDB, not a second one.
            ClientRequestToken: randomUUID(),
          }),
        ),
      );
    },
    async write(write) {
      const { kind, ...rest } = expressWrite(write);
      const common = { TableName: tableName, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const, ...rest };
      if (kind === 'put') await asked(client.send(new PutItemCommand(common as never)));
      else if (kind === 'delete') await asked(client.send(new DeleteItemCommand(common as never)));
      else {
        const answer = await asked(client.send(new UpdateItemCommand({ ...(common as object), ReturnValues: 'ALL_NEW' } as never)));
        return answer.Attributes ? (fromAttributes(answer.Attributes) as Item) : undefined;
      }
      return undefined;
    },
    async scan(options = {}) {
      return pageOf(
        await asked(
          client.send(
            new ScanCommand({
              TableName: tableName,
              Limit: options.limit,
              ExclusiveStartKey: options.after ? (toAttributes(options.after) as Record<string, AttributeValue>) : undefined,
            }),
          ),
        ),
      );
    },
  };
  return table;
};

/** An engine that hangs must become a 503 well before API Gateway times out after 29 s, with one retry and the caller's own work in between. */
const TIMEOUTS = answeringWithin(5_000);

/**
 * The client's default logger copies every call and its result (to remove sensitive values) and then drops them; without
 * `info` and `error` it is not called. That took 8 % of the consumer's CPU. Credential providers need `debug`.
 */
const SILENT = { debug: () => {}, trace: () => {}, warn: () => {} } as unknown as NonNullable<DynamoDBClientConfig['logger']>;

/** A client as the table uses it. `config`: endpoint and credentials where they are not the environment's. */
export const tableClient = (config: DynamoDBClientConfig = {}): DynamoDBClient =>
  new DynamoDBClient({ maxAttempts: 2, requestHandler: TIMEOUTS, logger: SILENT, protocol: AttributeJson, ...config });

/** Reads `TABLE_NAME`; region, endpoint and credentials as every AWS SDK does. */
export const openTable = (): Table => dynamoTable(tableClient(), setting('TABLE_NAME'));
