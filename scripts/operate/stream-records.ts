import { type _Record, type DynamoDBStreamsClient, GetRecordsCommand, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';
import type { StreamRange } from './letters.ts';

/** The stream keeps its records for a day; what a letter of an older one named can only be rebuilt. */
export class RecordsGone extends Error {
  constructor(shardId: string) {
    super(`the records of ${shardId} are older than the stream's day: rebuild what they were for`);
    this.name = 'RecordsGone';
  }
}

/** Reads what a letter names and answers the event that Lambda would make of it. @throws RecordsGone */
export const streamEvent = async (streams: DynamoDBStreamsClient, range: StreamRange): Promise<{ Records: object[] }> => {
  let iterator = await iteratorAt(streams, range);
  const found: _Record[] = [];
  while (iterator) {
    const page = await streams.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: 1000 }));
    const records = page.Records ?? [];
    found.push(...records);
    const last = sequenceOf(records.at(-1));
    iterator = last !== undefined && last < BigInt(range.last) ? page.NextShardIterator : undefined;
    // An open shard's end, which lies before the range's: the records are not there.
    if (records.length === 0) break;
  }
  const wanted = found.filter((record) => (sequenceOf(record) ?? 0n) <= BigInt(range.last));
  if (sequenceOf(wanted.at(-1)) !== BigInt(range.last)) throw new RecordsGone(range.shardId);
  return { Records: wanted.map((record) => eventOf(record, range.streamArn)) };
};

const iteratorAt = async (streams: DynamoDBStreamsClient, { streamArn, shardId, first }: StreamRange): Promise<string | undefined> => {
  try {
    const answer = await streams.send(
      new GetShardIteratorCommand({ StreamArn: streamArn, ShardId: shardId, ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber: first }),
    );
    return answer.ShardIterator;
  } catch (error) {
    if (['TrimmedDataAccessException', 'ResourceNotFoundException'].includes((error as Error).name)) throw new RecordsGone(shardId);
    throw error;
  }
};

const sequenceOf = (record: _Record | undefined): bigint | undefined => {
  const sequence = record?.dynamodb?.SequenceNumber;
  return sequence === undefined ? undefined : BigInt(sequence);
};

/** Lambda's form: times are seconds, bytes base64 (docs.aws.amazon.com/lambda/latest/dg/with-ddb.html, 2026-11). */
const eventOf = ({ eventID, eventName, eventVersion, awsRegion, dynamodb }: _Record, eventSourceARN: string): object => ({
  eventID,
  eventName,
  eventVersion,
  eventSource: 'aws:dynamodb',
  awsRegion,
  eventSourceARN,
  dynamodb: {
    ...dynamodb,
    ApproximateCreationDateTime: dynamodb?.ApproximateCreationDateTime ? dynamodb.ApproximateCreationDateTime.getTime() / 1000 : undefined,
    Keys: plain(dynamodb?.Keys),
    NewImage: plain(dynamodb?.NewImage),
    OldImage: plain(dynamodb?.OldImage),
  },
});

const plain = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
};
