import type { DatabaseSync } from 'node:sqlite';
import { prepareRows, type RowStatement } from '../../adapters/embedded/database.ts';
import { lazyImage } from '../../adapters/table/attributes.ts';
import { itemOfText } from '../../adapters/table/sqlite/item-text.ts';
import { REGION } from '../assembly/identity.ts';
import type { Position, Step, StreamRecord, Walker } from './stream-walker.ts';

const NEXT = 'SELECT sequence, at, pk, sk, before, after, expired FROM stream WHERE sequence > ? ORDER BY sequence LIMIT ?';
const LAST = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'stream'), 0) AS last";
/** The stream of a file always has one shard. */
const SHARD = 'shardId-00000000000000000000-00000000';
/** The user identity of a TTL deletion's record (docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html, 2026-11). */
const BY_TTL = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };

/** Reads the stream of the embedded table from its file. */
export class TableWalker implements Walker {
  readonly #next: RowStatement;
  readonly #sourceArn: string;
  #sequence: number;

  constructor(db: DatabaseSync, sourceArn: string, position: Position | null, from: 'TRIM_HORIZON' | 'LATEST') {
    this.#next = prepareRows(db, NEXT);
    this.#sourceArn = sourceArn;
    const last = Number(db.prepare(LAST).get()?.['last']);
    if (position === null) this.#sequence = from === 'LATEST' ? last : 0;
    // The table's file was removed but the positions were kept: there is nothing to continue from.
    else this.#sequence = Number(position.sequence) > last ? 0 : Number(position.sequence);
  }

  async fetch(limit: number): Promise<Step[]> {
    return this.#next.all(this.#sequence, limit).map((row): Step => {
      const [number, at, pk, sk] = row as [number, number, string, string];
      const [before, after] = [textOf(row[4]), textOf(row[5])];
      const sequence = String(number);
      this.#sequence = number;
      const record: StreamRecord = {
        eventID: sequence,
        eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
        eventVersion: '1.1',
        eventSource: 'aws:dynamodb',
        awsRegion: REGION,
        eventSourceARN: this.#sourceArn,
        dynamodb: {
          ApproximateCreationDateTime: Math.floor(at / 1000),
          Keys: { pk: { S: pk }, sk: { S: sk } },
          ...(after === undefined ? {} : { NewImage: lazyImage(() => itemOfText(after)) }),
          ...(before === undefined ? {} : { OldImage: lazyImage(() => itemOfText(before)) }),
          SequenceNumber: sequence,
          SizeBytes: (before?.length ?? 0) + (after?.length ?? 0),
          StreamViewType: 'NEW_AND_OLD_IMAGES',
        },
        ...(row[6] === null ? {} : { userIdentity: BY_TTL }),
      };
      return { record, position: { shard: SHARD, sequence } };
    });
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
