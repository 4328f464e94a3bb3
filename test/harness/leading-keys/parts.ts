/** One thing that IAM is asked for a request: an action on the table or an index, and the partition keys it is about. */
export interface Part {
  readonly action: string;
  readonly resource: string;
  readonly keys: readonly string[];
  readonly enclosing: string | null;
}

type Attributes = Readonly<Record<string, { readonly S?: string }>>;
interface Body {
  readonly Key?: Attributes;
  readonly Item?: Attributes;
  readonly IndexName?: string;
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Attributes;
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly Attributes[] }>>;
  readonly TransactItems?: readonly Readonly<Record<string, Body>>[];
}

const WRITES: Readonly<Record<string, string>> = { Put: 'PutItem', Update: 'UpdateItem', Delete: 'DeleteItem', ConditionCheck: 'ConditionCheckItem' };

const keyOf = ({ Key, Item }: Body): string => {
  const pk = (Key ?? Item)?.['pk']?.S;
  if (pk === undefined) throw new Error('a request without a partition key');
  return pk;
};

/** The value that the partition key is compared with: `#p = :p`, whichever attribute `#p` is. */
const queriedKey = ({ KeyConditionExpression = '', ExpressionAttributeValues = {} }: Body): string => {
  const [, value = ''] = /^#\w+ = (:\w+)/.exec(KeyConditionExpression) ?? [];
  const key = ExpressionAttributeValues[value]?.S;
  if (key === undefined) throw new Error(`a query whose key is not understood: ${KeyConditionExpression}`);
  return key;
};

/**
 * What DynamoDB asks IAM for a request. A transaction is authorised by the actions it consists of
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html). Whether `LeadingKeys` then holds the key of
 * one item or those of all is not written there, so that both are asked, and both must be allowed.
 * @throws for a call that the hub has never made: say here first which keys it has
 */
export const partsOf = (operation: string, body: Body): Part[] => {
  const part = (action: string, keys: readonly string[], enclosing: string | null = null): Part => ({
    action: `dynamodb:${action}`,
    resource: body.IndexName === undefined ? 'table' : `table/index/${body.IndexName}`,
    keys,
    enclosing,
  });
  switch (operation) {
    case 'GetItem':
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [part(operation, [keyOf(body)])];
    case 'Query':
      return [part(operation, [queriedKey(body)])];
    case 'Scan':
      return [part(operation, [])];
    case 'BatchGetItem':
      return Object.values(body.RequestItems ?? {}).map(({ Keys }) =>
        part(
          operation,
          Keys.map((Key) => keyOf({ Key })),
        ),
      );
    case 'TransactWriteItems': {
      const writes = (body.TransactItems ?? []).flatMap((item) => Object.entries(item).map(([kind, one]) => [WRITES[kind] ?? kind, keyOf(one)] as const));
      const all = writes.map(([, key]) => key);
      return writes.flatMap(([action, key]) => [part(action, [key], operation), part(action, all, operation)]);
    }
    default:
      throw new Error(`nobody has said which keys ${operation} has`);
  }
};
