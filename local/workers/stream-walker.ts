import { type DynamoDbClient, DynamoDbError } from '../engines/dynamodb-client.ts';

/** A record as DynamoDB Streams returns it and Lambda passes it on. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: string;
  readonly eventSource: string;
  readonly awsRegion: string;
  readonly eventSourceARN: string;
  /** Set on removals by TTL. */
  readonly userIdentity?: unknown;
  readonly dynamodb: {
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Readonly<Record<string, unknown>>;
    readonly NewImage?: Readonly<Record<string, unknown>>;
    readonly OldImage?: Readonly<Record<string, unknown>>;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: string;
  };
}

/** The last record read; null: none yet. */
export interface Position {
  readonly shard: string;
  readonly sequence: string;
}

export interface Step {
  readonly record: StreamRecord;
  readonly position: Position;
}

/** Reads a stream from a position, as one ordered sequence. */
export interface Walker {
  /** The next records, at most `limit`; none without new records. @throws when the engine cannot be read; then call again */
  fetch(limit: number): Promise<Step[]>;
}

interface Shard {
  readonly ShardId: string;
}

const SERVICE = 'DynamoDBStreams_20120810';

/** Reads with the protocol of DynamoDB Streams, shard after shard. */
export class StreamWalker implements Walker {
  readonly #client: DynamoDbClient;
  readonly #table: string;
  readonly #sourceArn: string;
  #position: Position | null;
  readonly #from: 'TRIM_HORIZON' | 'LATEST';
  #streamArn: string | undefined;
  #shard: string | undefined;
  #iterator: string | undefined;

  constructor(client: DynamoDbClient, table: string, sourceArn: string, position: Position | null, from: 'TRIM_HORIZON' | 'LATEST' = 'TRIM_HORIZON') {
    this.#client = client;
    this.#table = table;
    this.#sourceArn = sourceArn;
    this.#position = position;
    this.#from = from;
  }

  async fetch(limit: number): Promise<Step[]> {
    this.#iterator ??= await this.#open();
    if (this.#iterator === undefined) return [];
    let answer: { Records: StreamRecord[]; NextShardIterator?: string | null };
    try {
      answer = await this.#client.call(SERVICE, 'GetRecords', { ShardIterator: this.#iterator, Limit: Math.min(limit, 1000) });
    } catch (error) {
      this.#iterator = undefined;
      if (!(error instanceof DynamoDbError)) throw error;
      // The position no longer exists: continue at the trim horizon.
      if (error.name === 'TrimmedDataAccessException') this.#position = null;
      else if (error.name !== 'ExpiredIteratorException') throw error;
      return [];
    }
    const shard = this.#shard ?? '';
    const steps = answer.Records.map((record) => ({
      record: Object.assign(record, { eventSourceARN: this.#sourceArn }),
      position: { shard, sequence: record.dynamodb.SequenceNumber },
    }));
    this.#position = steps.at(-1)?.position ?? this.#position;
    this.#iterator = answer.NextShardIterator ?? (await this.#next(shard));
    return steps;
  }

  /** An iterator after the position, or where a new reader begins. */
  async #open(): Promise<string | undefined> {
    const shards = await this.#shards();
    const position = this.#position;
    if (position !== null && shards.includes(position.shard)) {
      this.#shard = position.shard;
      return this.#iteratorOf(position.shard, { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: position.sequence });
    }
    this.#shard = position === null && this.#from === 'LATEST' ? shards.at(-1) : shards[0];
    if (this.#shard === undefined) return undefined;
    return this.#iteratorOf(this.#shard, { ShardIteratorType: position === null ? this.#from : 'TRIM_HORIZON' });
  }

  /** The shard that follows a closed one, from its beginning. */
  async #next(closed: string): Promise<string | undefined> {
    const shards = await this.#shards();
    const next = shards[shards.indexOf(closed) + 1];
    if (next === undefined) return undefined;
    this.#shard = next;
    return this.#iteratorOf(next, { ShardIteratorType: 'TRIM_HORIZON' });
  }

  async #iteratorOf(shard: string, where: Record<string, string>): Promise<string> {
    const answer = await this.#client.call<{ ShardIterator: string }>(SERVICE, 'GetShardIterator', { StreamArn: this.#streamArn, ShardId: shard, ...where });
    return answer.ShardIterator;
  }

  /** Oldest first: local engines sort shards by name. */
  async #shards(): Promise<string[]> {
    if (this.#streamArn === undefined) {
      const { Table } = await this.#client.call<{ Table: { LatestStreamArn?: string } }>('DynamoDB_20120810', 'DescribeTable', { TableName: this.#table });
      if (Table.LatestStreamArn === undefined) throw new Error(`table ${this.#table} has no stream`);
      this.#streamArn = Table.LatestStreamArn;
    }
    const answer = await this.#client.call<{ StreamDescription: { Shards: Shard[] } }>(SERVICE, 'DescribeStream', { StreamArn: this.#streamArn });
    return answer.StreamDescription.Shards.map((shard) => shard.ShardId).sort();
  }
}
