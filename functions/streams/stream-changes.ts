import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { imageOf } from '../../adapters/table/attributes.ts';
import type { Item } from '../../domain/table/port.ts';

/** One record of the table's stream as the domain sees it. `sequence` names it in a partial-batch answer. */
export interface StreamChange {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  readonly sequence: string;
}

const itemOf = (image: unknown): Item | undefined => (image === undefined ? undefined : (imageOf(image as Record<string, AttributeValue>) as Item));

/** Records whose key `wanted` refuses are not even decoded: a reader looks at few of the kinds of items. */
export const changesOf = (records: readonly DynamoDBRecord[], wanted: (key: { readonly pk: string; readonly sk: string }) => boolean): StreamChange[] =>
  records.flatMap(({ dynamodb }) => {
    const pk = dynamodb?.Keys?.['pk']?.S;
    const sk = dynamodb?.Keys?.['sk']?.S;
    if (!dynamodb?.SequenceNumber || pk === undefined || sk === undefined || !wanted({ pk, sk })) return [];
    return [{ before: itemOf(dynamodb.OldImage), after: itemOf(dynamodb.NewImage), sequence: dynamodb.SequenceNumber }];
  });
