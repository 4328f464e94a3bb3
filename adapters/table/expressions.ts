import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Condition, Key, Write } from '../../domain/table/port.ts';
import { toAttributes } from './attributes.ts';

/** A write in DynamoDB's terms, without the table's name. */
export interface Expressed {
  readonly kind: Write['op'];
  readonly Item?: Record<string, AttributeValue>;
  readonly Key?: Record<string, AttributeValue>;
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, AttributeValue>;
}

const expressCondition = (condition: Condition, names: Record<string, string>, values: Record<string, unknown>): string => {
  const parts: string[] = [];
  if (condition.absent) parts.push('attribute_not_exists(pk)');
  if (condition.exists) parts.push('attribute_exists(pk)');
  Object.entries(condition.equals ?? {}).forEach(([attribute, value], index) => {
    names[`#e${index}`] = attribute;
    if (value === null) parts.push(`attribute_not_exists(#e${index})`);
    else {
      values[`:e${index}`] = value;
      parts.push(`#e${index} = :e${index}`);
    }
  });
  const bound = condition.absentOrLess;
  if (bound) {
    names['#b'] = bound.attribute;
    values[':b'] = bound.than;
    parts.push('(attribute_not_exists(#b) OR #b < :b)');
  }
  return parts.join(' AND ');
};

const expressUpdate = (write: Extract<Write, { op: 'update' }>, names: Record<string, string>, values: Record<string, unknown>): string => {
  const clause = (word: string, prefix: string, entries: [string, unknown][], glue: string): string => {
    if (entries.length === 0) return '';
    const parts = entries.map(([attribute, value], index) => {
      names[`#${prefix}${index}`] = attribute;
      if (value === undefined) return `#${prefix}${index}`;
      values[`:${prefix}${index}`] = value;
      return `#${prefix}${index}${glue}:${prefix}${index}`;
    });
    return `${word} ${parts.join(', ')}`;
  };
  const set = Object.entries(write.set ?? {}).filter(([, value]) => value !== undefined);
  return [
    clause('SET', 's', set, ' = '),
    clause('ADD', 'a', Object.entries(write.add ?? {}), ' '),
    clause(
      'REMOVE',
      'r',
      (write.remove ?? []).map((name) => [name, undefined]),
      '',
    ),
  ]
    .filter((part) => part !== '')
    .join(' ');
};

const keyAttributes = ({ pk, sk }: Key): Record<string, AttributeValue> => toAttributes({ pk, sk });

export const expressWrite = (write: Write): Expressed => {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const update = write.op === 'update' ? expressUpdate(write, names, values) : '';
  const condition = write.when ? expressCondition(write.when, names, values) : '';
  return {
    kind: write.op,
    ...(write.op === 'put' ? { Item: toAttributes(write.item) } : { Key: keyAttributes(write.key) }),
    ...(update ? { UpdateExpression: update } : {}),
    ...(condition ? { ConditionExpression: condition } : {}),
    ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
    ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: toAttributes(values) } : {}),
  };
};
