import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { imageOf } from '../../adapters/table/attributes.ts';
import type { Item } from '../../domain/table/port.ts';

/** One record of the table's stream for the domain. `sequence` identifies it in a partial-batch response. */
export interface StreamChange {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  readonly sequence: string;
}

const itemOf = (image: unknown): Item | undefined => (image === undefined ? undefined : (imageOf(image as Record<string, AttributeValue>) as Item));

/** Decodes only records whose key `wanted` accepts: a reader needs few kinds of items. */
export const changesOf = (records: readonly DynamoDBRecord[], wanted: (key: { readonly pk: string; readonly sk: string }) => boolean): StreamChange[] =>
  records.flatMap(({ dynamodb }) => {
    const pk = dynamodb?.Keys?.['pk']?.S;
    const sk = dynamodb?.Keys?.['sk']?.S;
    if (!dynamodb?.SequenceNumber || pk === undefined || sk === undefined || !wanted({ pk, sk })) return [];
    return [{ before: itemOf(dynamodb.OldImage), after: itemOf(dynamodb.NewImage), sequence: dynamodb.SequenceNumber }];
  });
