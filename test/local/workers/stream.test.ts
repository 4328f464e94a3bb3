import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openTableFile } from '../../../adapters/table/embedded.ts';
import type { StreamSource } from '../../../local/assembly/plan.ts';
import { DynamoDbClient, DynamoDbError } from '../../../local/engines/dynamodb-client.ts';
import { createTables } from '../../../local/engines/tables.ts';
import { Checkpoints } from '../../../local/workers/checkpoints.ts';
import { EngineHealth } from '../../../local/workers/engine-health.ts';
import type { GiveUp } from '../../../local/workers/failure-destination.ts';
import type { Poller } from '../../../local/workers/poller.ts';
import { WITHOUT_NOTIFICATIONS } from '../../../local/workers/stream-reader.ts';
import type { StreamRecord } from '../../../local/workers/stream-walker.ts';
import { type OpenWalker, pollStreams } from '../../../local/workers/streams.ts';
import { TableWalker } from '../../../local/workers/table-walker.ts';
import { startTable, type TestTable } from '../../harness/table.ts';
import { until } from '../../harness/until.ts';
import { localFunction } from '../functions.ts';
import { useTemporaryHome } from '../temporary-home.ts';
import { Healthy } from './records.ts';

interface StreamEvent {
  readonly Records: readonly StreamRecord[];
}
type Answer = { batchItemFailures: { itemIdentifier: string }[] } | undefined;

const home = useTemporaryHome();
let engine: TestTable;
let openWalker: OpenWalker;

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  engine = startTable();
  const file = openTableFile(engine.file);
  openWalker = (_table, ...where) => new TableWalker(file, ...where);
});
const pollers: Poller[] = [];
afterEach(async () => {
  await Promise.all(pollers.splice(0).map((poller) => poller.stop()));
  engine.stop();
  vi.restoreAllMocks();
});

const put = (pk: string, more: Record<string, unknown> = {}): Promise<unknown> => engine.table.write({ op: 'put', item: { pk, sk: 'A', ...more } });
const source = (id: string, more: Partial<StreamSource> = {}): StreamSource => ({
  id,
  functionName: id,
  table: 'things',
  batchSize: 10,
  windowMs: 0,
  partial: true,
  filters: [],
  from: 'TRIM_HORIZON',
  bisect: true,
  maxRetries: 2,
  maxAgeSeconds: -1,
  onFailure: 'dead',
  sourceArn: 'arn:stream',
  ...more,
});
const keyOf = (record: StreamRecord): string => (record.dynamodb.Keys['pk'] as { S: string }).S;

const poll = (
  sources: readonly StreamSource[],
  handler: (keys: string[], event: StreamEvent, name: string) => Answer | Promise<Answer>,
  health: EngineHealth = new Healthy(),
) => {
  const checkpoints = new Checkpoints(join(home(), 'checkpoints.db'));
  const batches: Record<string, string[][]> = {};
  const dead: { condition: string; attempts: number; facts: Record<string, unknown> }[] = [];
  const giveUp: GiveUp = (_, { condition, attempts }, facts) => void dead.push({ condition, attempts, facts });
  const functions = new Map(
    sources.map(({ id }) => {
      const mine: string[][] = [];
      batches[id] = mine;
      return [
        id,
        localFunction(id, (event: StreamEvent) => {
          const keys = event.Records.map(keyOf);
          mine.push(keys);
          return handler(keys, event, id);
        }),
      ] as const;
    }),
  );
  let ring = (): void => undefined;
  const poller = pollStreams(sources, functions, openWalker, checkpoints, health, giveUp, {
    onRing: (bell) => {
      ring = bell;
      return () => undefined;
    },
    polls: WITHOUT_NOTIFICATIONS,
  });
  pollers.push(poller);
  return { poller, checkpoints, batches, dead, ring: () => ring(), seen: (id: string) => (batches[id] ?? []).flat() };
};

describe('a table’s stream', () => {
  test('every reader gets every record in order, as Lambda sends it', async () => {
    for (let n = 0; n < 25; n += 1) await put(`k${n}`, { n });
    await put('k0', { n: 100 });
    let first: StreamRecord | undefined;
    const { seen, ring } = poll([source('a'), source('b', { batchSize: 7 })], (_, { Records }) => {
      first ??= Records[0];
      return undefined;
    });
    ring();
    await until('both have read', () => seen('a').length === 26 && seen('b').length === 26);
    expect(seen('a')).toEqual([...Array.from({ length: 25 }, (_, n) => `k${n}`), 'k0']);
    expect(seen('b')).toEqual(seen('a'));
    expect(first).toMatchObject({
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      eventSourceARN: 'arn:stream',
      dynamodb: { Keys: { pk: { S: 'k0' } }, NewImage: { n: { N: '0' } }, SequenceNumber: '1', StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
  });

  test('a stopped reader goes on where it was, and one that is behind catches up', async () => {
    for (let n = 0; n < 5; n += 1) await put(`k${n}`);
    const before = poll([source('a')], () => undefined);
    await until('a has read', () => before.seen('a').length === 5);
    await before.poller.stop();
    for (let n = 5; n < 8; n += 1) await put(`k${n}`);
    const after = poll([source('a'), source('late')], () => undefined);
    await until('both have read', () => after.seen('a').length === 3 && after.seen('late').length === 8);
    expect(after.seen('a')).toEqual(['k5', 'k6', 'k7']);
    await put('k8');
    await until('both go on', () => after.seen('a').length === 4 && after.seen('late').length === 9);
  });

  test('a batch goes on from the lowest record that failed', async () => {
    for (let n = 0; n < 5; n += 1) await put(`k${n}`);
    let failures = 0;
    const { batches, seen, checkpoints } = poll([source('a')], (keys, { Records }) => {
      if (failures++ > 0 || keys.length < 5) return undefined;
      return { batchItemFailures: [3, 1].map((index) => ({ itemIdentifier: Records[index]?.dynamodb.SequenceNumber ?? '' })) };
    });
    await until('all is done', () => checkpoints.get('a')?.sequence === '5');
    expect(batches['a']?.[0]).toEqual(['k0', 'k1', 'k2', 'k3', 'k4']);
    expect(seen('a').filter((key) => key === 'k0')).toHaveLength(1);
    expect(new Set(seen('a').slice(5))).toEqual(new Set(['k1', 'k2', 'k3', 'k4']));
  });

  test('one reader’s failure does not hold the other', async () => {
    for (let n = 0; n < 5; n += 1) await put(`k${n}`);
    const { seen, dead } = poll([source('good'), source('bad', { maxRetries: -1 })], (keys, _, name) => {
      if (name === 'bad' && keys.includes('k0')) throw new Error('always');
      return undefined;
    });
    await until('the good one has read', () => seen('good').length === 5);
    expect(dead).toEqual([]);
  });

  test('a poison record is isolated by bisecting and given up with its reason; all others are done', async () => {
    for (let n = 0; n < 6; n += 1) await put(`k${n}`);
    const { batches, dead, checkpoints } = poll([source('a')], (keys) => {
      if (keys.includes('k3')) throw new Error('poison');
      return undefined;
    });
    await until('all is settled', () => checkpoints.get('a')?.sequence === '6');
    expect(new Set(batches['a']?.filter((keys) => !keys.includes('k3')).flat())).toEqual(new Set(['k0', 'k1', 'k2', 'k4', 'k5']));
    expect(dead).toMatchObject([
      { condition: 'RetryAttemptsExhausted', facts: { DDBStreamBatchInfo: { startSequenceNumber: '4', endSequenceNumber: '4', batchSize: 1 } } },
    ]);
  });

  test('records too old to be tried again are given up for their age', async () => {
    await put('k0');
    const { dead, checkpoints } = poll([source('a', { maxRetries: -1, maxAgeSeconds: 0 })], () => {
      throw new Error('always');
    });
    await until('it is given up', () => checkpoints.get('a')?.sequence === '1');
    expect(dead).toMatchObject([{ condition: 'MaximumRecordAgeExceeded' }]);
  });

  test('an identifier that names no record, or none at all, fails the whole batch', async () => {
    await put('k0');
    let calls = 0;
    const { checkpoints } = poll([source('a', { bisect: false })], () => {
      calls += 1;
      return calls > 2 ? undefined : { batchItemFailures: [{ itemIdentifier: calls === 1 ? '999' : '' }] };
    });
    await until('it is done', () => checkpoints.get('a') !== null);
    expect(calls).toBe(3);
  });

  test('filtered records are passed over, a window gathers', async () => {
    await put('no');
    const { seen, batches, checkpoints } = poll(
      [source('a', { filters: [{ dynamodb: { Keys: { pk: { S: [{ prefix: 'yes' }] } } } }], windowMs: 50 })],
      () => undefined,
    );
    await until('it was passed over', () => checkpoints.get('a')?.sequence === '1');
    await put('yes-1');
    await put('yes-2');
    await until('both came', () => seen('a').length === 2);
    expect(batches['a']?.length).toBeLessThanOrEqual(2);
  });

  test('one that asks for the latest begins with what comes next', async () => {
    await put('old');
    const { seen } = poll([source('a', { from: 'LATEST' })], () => undefined);
    let n = 0;
    await until('the new one came', async () => {
      // Another value each time: a write that changes nothing leaves no record.
      await put('new', { n: (n += 1) });
      return seen('a').includes('new');
    });
    expect(seen('a')).not.toContain('old');
  });

  test('an engine that is down is waited for, and nothing is lost or counted', async () => {
    const health = new EngineHealth();
    let down = false;
    const { seen, dead, batches } = poll(
      [source('a', { maxRetries: 0, bisect: false })],
      () => {
        if (down) throw new Error('connection refused');
        return undefined;
      },
      health,
    );
    await put('k0');
    await until('it reads', () => seen('a').length === 1);
    down = true;
    health.set(false);
    await put('k1');
    engine.reopen();
    down = false;
    health.set(true);
    await put('k2');
    await until('it goes on', () => seen('a').includes('k2'));
    expect(batches['a']?.flat()).toContain('k1');
    expect(dead).toEqual([]);
  });
});

test('positions of a file that somebody removed begin anew', async () => {
  await put('k');
  expect(await openWalker('things', 'arn', { shard: 's', sequence: '99' }, 'TRIM_HORIZON').fetch(10)).toHaveLength(1);
});

test('the sequence that every reader has passed is the lowest position', () => {
  const checkpoints = new Checkpoints(join(home(), 'c.db'));
  expect(checkpoints.lowest('things')).toBeUndefined();
  checkpoints.put('a', 'things', { shard: 's', sequence: '5' });
  checkpoints.put('b', 'things', { shard: 's', sequence: '4' });
  expect(checkpoints.lowest('things')).toBe(4n);
  checkpoints.close();
});

describe('a table engine behind HTTP', () => {
  const TABLE = {
    name: 'things',
    create: { TableName: 'things', KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }], GlobalSecondaryIndexes: [] as { IndexName: string }[] },
  };
  /** Knows one table and says so in DynamoDB's words. */
  const answering = (): DynamoDbClient => {
    const client = new DynamoDbClient('http://127.0.0.1:9');
    vi.spyOn(client, 'call').mockImplementation(async (_service, action, input) => {
      const { TableName } = input as { TableName?: string };
      if (action === 'CreateTable' && TableName === 'things') throw new DynamoDbError(400, 'ResourceInUseException', 'it exists');
      if (action === 'CreateTable' && TableName === 'wrong') throw new DynamoDbError(400, 'ValidationException', 'no key');
      return { Table: { GlobalSecondaryIndexes: [] } } as never;
    });
    return client;
  };

  test('a table that is there already stays; one with other indexes is named', async () => {
    expect(await createTables(answering(), [TABLE])).toEqual([]);
    const other = { ...TABLE, create: { ...TABLE.create, GlobalSecondaryIndexes: [{ IndexName: 'byX' }] } };
    expect(await createTables(answering(), [other, { name: 'new', create: { TableName: 'new' } }])).toEqual(['things']);
    await expect(createTables(answering(), [{ name: 'wrong', create: { TableName: 'wrong' } }])).rejects.toBeInstanceOf(DynamoDbError);
  });
});
