import { type _Record, type DynamoDBStreamsClient, GetRecordsCommand, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';
import type { StreamRange } from './letters.ts';

/** The stream keeps its records for a day; for older letters, only a rebuild helps. */
export class RecordsGone extends Error {
  constructor(shardId: string) {
    super(`the records of ${shardId} are older than a day and no longer in the stream: rebuild the projections`);
    this.name = 'RecordsGone';
  }
}

/** Reads the records of a letter's range and returns them as the event that Lambda would create. @throws RecordsGone */
export const streamEvent = async (streams: DynamoDBStreamsClient, range: StreamRange): Promise<{ Records: object[] }> => {
  let iterator = await iteratorAt(streams, range);
  const found: _Record[] = [];
  while (iterator) {
    const page = await streams.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: 1000 }));
    const records = page.Records ?? [];
    found.push(...records);
    const last = sequenceOf(records.at(-1));
    iterator = last !== undefined && last < BigInt(range.last) ? page.NextShardIterator : undefined;
    // The open shard ends before the range: the records are missing.
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

/** Lambda's format: times are seconds, bytes base64 (docs.aws.amazon.com/lambda/latest/dg/with-ddb.html, 2026-11). */
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
