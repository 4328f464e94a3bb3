import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient, ShardIteratorType } from '@aws-sdk/client-dynamodb-streams';
import { DescribeStreamCommand, GetRecordsCommand, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromAttributes } from '../../adapters/table/attributes.ts';
import type { Item, Table, Write } from '../../domain/table/port.ts';
import type { Position, Step, Walker } from '../../local/workers/stream-walker.ts';
import { until } from '../harness/until.ts';

/** A table with its stream on, and the ways in which the laptop cloud reads it. */
export interface StreamUnderTest {
  readonly table: Table;
  /** Name → a walk from a position. */
  readonly walkers: Readonly<Record<string, (position: Position | null, from: 'TRIM_HORIZON' | 'LATEST') => Walker>>;
  /** Kills the engine and starts it again with the same data. */
  restart(): Promise<void>;
}

/** The same by DynamoDB's own protocol. */
export interface StreamServiceUnderTest extends StreamUnderTest {
  readonly tableName: string;
  readonly client: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
}

interface Change {
  readonly kind: string;
  readonly sk: string;
  readonly before: Record<string, unknown> | undefined;
  readonly after: Record<string, unknown> | undefined;
}

const imageOf = (image: unknown): Record<string, unknown> | undefined => (image === undefined ? undefined : fromAttributes(image as never));
const changeOf = ({ record: { eventName, dynamodb } }: Step): Change & { readonly pk: string } => {
  const key = fromAttributes(dynamodb.Keys as never);
  return { kind: eventName, pk: String(key['pk']), sk: String(key['sk']), before: imageOf(dynamodb.OldImage), after: imageOf(dynamodb.NewImage) };
};

const newPartition = (): string => `T#${randomUUID()}`;
const endOf = (table: Table, pk: string): Promise<unknown> => table.write({ op: 'put', item: { pk, sk: 'END' } });

/** What the projector and the search index live on: every change once, in order, with what stood there before and after. */
export function streamsConformance(opened: () => StreamUnderTest, ways: readonly string[]): void {
  /** Reads on until the last of the wanted partition's changes has come. */
  const walkTo = async (walker: Walker, pk: string, isLast: (change: Change) => boolean): Promise<Step[]> => {
    const own: Step[] = [];
    await until('the stream has brought the last change', async () => {
      for (const step of await walker.fetch(100)) if (changeOf(step).pk === pk) own.push(step);
      const last = own.at(-1);
      return last !== undefined && isLast(changeOf(last));
    });
    return own;
  };
  const isEnd = (change: Change): boolean => change.sk === 'END';
  const end = (pk: string): Promise<unknown> => endOf(opened().table, pk);
  const changesOf = (steps: readonly Step[]): Change[] =>
    steps
      .map(changeOf)
      .filter((change) => !isEnd(change))
      .map(({ kind, sk, before, after }) => ({ kind, sk, before, after }));

  describe.each(ways)('read %s', (way) => {
    const walk = (position: Position | null = null, from: 'TRIM_HORIZON' | 'LATEST' = 'TRIM_HORIZON'): Walker => {
      const open = opened().walkers[way];
      if (!open) throw new Error(`there is no walker ${way}`);
      return open(position, from);
    };

    it('every change brings what stood there before and after', async () => {
      const { table } = opened();
      const pk = newPartition();
      const key = { pk, sk: 'A' };
      await table.write({ op: 'put', item: { ...key, n: 1, deep: { list: ['ä', null, true] } } });
      await table.write({ op: 'update', key, add: { n: 2 }, remove: ['deep'] });
      await table.write({ op: 'put', item: { ...key, text: 'new' } });
      await table.write({ op: 'delete', key });
      await end(pk);
      const first = { ...key, n: 1, deep: { list: ['ä', null, true] } };
      expect(changesOf(await walkTo(walk(), pk, isEnd))).toEqual([
        { kind: 'INSERT', sk: 'A', before: undefined, after: first },
        { kind: 'MODIFY', sk: 'A', before: first, after: { ...key, n: 3 } },
        { kind: 'MODIFY', sk: 'A', before: { ...key, n: 3 }, after: { ...key, text: 'new' } },
        { kind: 'REMOVE', sk: 'A', before: { ...key, text: 'new' }, after: undefined },
      ]);
    });

    it('a transaction brings a record for each of its writes, a check none', async () => {
      const { table } = opened();
      const pk = newPartition();
      await table.write({ op: 'put', item: { pk, sk: 'OLD', v: 1 } });
      await table.transact([
        { op: 'put', item: { pk, sk: 'NEW', v: 1 }, when: { absent: true } },
        { op: 'update', key: { pk, sk: 'OLD' }, set: { v: 2 } },
        { op: 'check', key: { pk, sk: 'NONE' }, when: { absent: true } },
      ]);
      await table.transact([{ op: 'delete', key: { pk, sk: 'OLD' } }]);
      await end(pk);
      const changes = changesOf(await walkTo(walk(), pk, isEnd));
      expect(changes.toSorted((a, b) => a.sk.localeCompare(b.sk))).toEqual([
        { kind: 'INSERT', sk: 'NEW', before: undefined, after: { pk, sk: 'NEW', v: 1 } },
        { kind: 'INSERT', sk: 'OLD', before: undefined, after: { pk, sk: 'OLD', v: 1 } },
        { kind: 'MODIFY', sk: 'OLD', before: { pk, sk: 'OLD', v: 1 }, after: { pk, sk: 'OLD', v: 2 } },
        { kind: 'REMOVE', sk: 'OLD', before: { pk, sk: 'OLD', v: 2 }, after: undefined },
      ]);
    });

    it('a rejected write and a write that changes nothing leave no record', async () => {
      const { table } = opened();
      const pk = newPartition();
      const item = { pk, sk: 'A', v: 1 };
      await table.write({ op: 'put', item });
      await table.write({ op: 'put', item: { ...item, v: 2 }, when: { absent: true } }).catch(() => undefined);
      await table
        .transact([
          { op: 'put', item: { pk, sk: 'B' } },
          { op: 'delete', key: item, when: { equals: { v: 9 } } },
        ])
        .catch(() => undefined);
      await table.write({ op: 'put', item });
      await table.write({ op: 'update', key: item, set: { v: 1 } });
      await table.transact([{ op: 'put', item }]);
      await table.write({ op: 'delete', key: { pk, sk: 'NONE' } });
      await end(pk);
      expect(changesOf(await walkTo(walk(), pk, isEnd)).map(({ kind, sk }) => `${kind} ${sk}`)).toEqual(['INSERT A']);
    });

    it('records of one item come in the order of its writes, whoever wrote them', async () => {
      const { table } = opened();
      const pk = newPartition();
      const keys = Array.from({ length: 5 }, (_, n) => ({ pk, sk: `I#${n}` }));
      const add = (key: Item): Write => ({ op: 'update', key, add: { n: 1 } });
      await Promise.all(
        keys.map(async (key) => {
          for (let n = 0; n < 12; n += 1) await (n % 3 === 0 ? table.transact([add(key)]) : table.write(add(key) as never));
        }),
      );
      await end(pk);
      const changes = changesOf(await walkTo(walk(), pk, isEnd));
      for (const { sk } of keys) {
        const own = changes.filter((change) => change.sk === sk);
        expect(own.map(({ after }) => after?.['n'])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        expect(own.map(({ before }) => before?.['n'] ?? 0)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
      }
    });

    it('a reader goes on behind where it stood, also after the engine was killed', async () => {
      const { table, restart } = opened();
      const pk = newPartition();
      const put = (n: number): Promise<unknown> => table.write({ op: 'put', item: { pk, sk: `I#${n}` } });
      for (let n = 0; n < 6; n += 1) await put(n);
      const six = await walkTo(walk(), pk, ({ sk }) => sk === 'I#5');
      expect(six.map((step) => changeOf(step).sk)).toEqual(['I#0', 'I#1', 'I#2', 'I#3', 'I#4', 'I#5']);
      await restart();
      await put(6);
      await end(pk);
      const position = six[2]?.position ?? null;
      expect(changesOf(await walkTo(walk(position), pk, isEnd)).map(({ sk }) => sk)).toEqual(['I#3', 'I#4', 'I#5', 'I#6']);
      expect(changesOf(await walkTo(walk(), pk, isEnd))).toHaveLength(7);
    });

    it('a reader that begins with the latest sees nothing of before', async () => {
      const { table } = opened();
      const pk = newPartition();
      await table.write({ op: 'put', item: { pk, sk: 'BEFORE' } });
      const walker = walk(null, 'LATEST');
      expect((await walker.fetch(100)).filter((step) => changeOf(step).pk === pk)).toEqual([]);
      await table.write({ op: 'put', item: { pk, sk: 'AFTER' } });
      await end(pk);
      expect(changesOf(await walkTo(walker, pk, isEnd)).map(({ sk }) => sk)).toEqual(['AFTER']);
    });

    it('sequence numbers rise', async () => {
      const pk = newPartition();
      for (let n = 0; n < 12; n += 1) await opened().table.write({ op: 'put', item: { pk, sk: `I#${n}` } });
      await end(pk);
      const numbers = (await walkTo(walk(), pk, isEnd)).map(({ position }) => BigInt(position.sequence));
      expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => (a < b ? -1 : 1)));
    });
  });
}

/** What our walker over the protocol relies on, said in the service's own words. */
export function streamServiceConformance(opened: () => StreamServiceUnderTest): void {
  const end = (pk: string): Promise<unknown> => endOf(opened().table, pk);
  describe('by the service’s own calls', () => {
    let streamArn = '';
    beforeAll(async () => {
      const { client, tableName } = opened();
      streamArn = (await client.send(new DescribeTableCommand({ TableName: tableName }))).Table?.LatestStreamArn ?? '';
    });
    const newestShard = async (): Promise<string> => {
      const shards = (await opened().streams.send(new DescribeStreamCommand({ StreamArn: streamArn }))).StreamDescription?.Shards ?? [];
      return (
        shards
          .map(({ ShardId }) => ShardId ?? '')
          .toSorted()
          .at(-1) ?? ''
      );
    };
    /** Sort keys of a partition's records from where the iterator begins. */
    const read = async (pk: string, type: ShardIteratorType, sequence?: string, limit?: number): Promise<{ sk: string; sequence: string }[]> => {
      const { streams } = opened();
      const where = { StreamArn: streamArn, ShardId: await newestShard(), ShardIteratorType: type, SequenceNumber: sequence };
      let iterator = (await streams.send(new GetShardIteratorCommand(where))).ShardIterator;
      const found: { sk: string; sequence: string }[] = [];
      await until('the end is read', async () => {
        const answer = await streams.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: limit }));
        if (limit !== undefined) expect(answer.Records?.length ?? 0).toBeLessThanOrEqual(limit);
        iterator = answer.NextShardIterator;
        for (const { dynamodb } of answer.Records ?? []) {
          const key = dynamodb?.Keys ?? {};
          if (key['pk']?.S === pk) found.push({ sk: key['sk']?.S ?? '', sequence: dynamodb?.SequenceNumber ?? '' });
        }
        return found.at(-1)?.sk === 'END';
      });
      return found;
    };

    it('an iterator begins at the horizon, at a sequence number or after it, and goes on to the end in portions', async () => {
      const { table } = opened();
      const pk = newPartition();
      for (let n = 0; n < 5; n += 1) await table.write({ op: 'put', item: { pk, sk: `I#${n}` } });
      await end(pk);
      const all = await read(pk, 'TRIM_HORIZON');
      expect(all.map(({ sk }) => sk)).toEqual(['I#0', 'I#1', 'I#2', 'I#3', 'I#4', 'END']);
      const third = all[2]?.sequence;
      expect((await read(pk, 'AT_SEQUENCE_NUMBER', third)).map(({ sk }) => sk)).toEqual(['I#2', 'I#3', 'I#4', 'END']);
      expect((await read(pk, 'AFTER_SEQUENCE_NUMBER', third, 2)).map(({ sk }) => sk)).toEqual(['I#3', 'I#4', 'END']);
    });

    it('an iterator of an open shard always has a next one', async () => {
      const { streams } = opened();
      const where = { StreamArn: streamArn, ShardId: await newestShard(), ShardIteratorType: 'LATEST' as const };
      let iterator = (await streams.send(new GetShardIteratorCommand(where))).ShardIterator;
      for (let n = 0; n < 3; n += 1) {
        const answer = await streams.send(new GetRecordsCommand({ ShardIterator: iterator }));
        expect(answer.Records).toEqual([]);
        iterator = answer.NextShardIterator;
        expect(iterator).toBeTruthy();
      }
    });
  });
}
