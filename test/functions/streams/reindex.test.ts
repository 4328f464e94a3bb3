import type { Context, DynamoDBRecord } from 'aws-lambda';
import { beforeEach, expect, test, vi } from 'vitest';
import { SearchUnavailable, type SearchWrite } from '../../../adapters/search/search.ts';
import { toAttributes } from '../../../adapters/table/attributes.ts';
import { type MemoryTable, memoryTable } from '../../../adapters/table/memory.ts';
import type { Item } from '../../../domain/table/port.ts';
import { handler } from '../../../functions/streams/reindex.ts';
import { headOf, messageItem, TENANT, threadOf, ticketOf } from '../../domain/search/threads.ts';

const bulk = vi.hoisted(() => vi.fn());
const hub = vi.hoisted(() => ({ letters: [] as { body: string }[], table: undefined as unknown }));
vi.hoisted(() => Object.assign(process.env, { DEAD_LETTER_QUEUE_URL: 'https://sqs/dead', AWS_REGION: 'eu-central-1' }));
vi.mock('#search', () => ({ openSearch: async () => ({ bulk }) }));
vi.mock('#objects', () => ({ openObjects: () => ({ get: async () => undefined }) }));
vi.mock('#queues', () => ({ openQueues: () => ({ send: async (_: string, letters: { body: string }[]) => void hub.letters.push(...letters) }) }));
vi.mock('../../../adapters/table/dynamodb.ts', () => ({ openTable: () => (hub.table = memoryTable()) }));
const stored = (): MemoryTable => hub.table as MemoryTable;
/** As if the minute were over. */
const makeDue = async (): Promise<void> => {
  for (const item of stored().all()) if (item.sk.startsWith('R#')) await stored().write({ op: 'put', item: { ...item, aSk: '2026-01-01T00:00:00.000Z' } });
};

let place = 0;
const record = (after: Item | undefined, before?: Item): DynamoDBRecord => {
  const image = (item: Item | undefined) => item && (toAttributes(item) as NonNullable<DynamoDBRecord['dynamodb']>['NewImage']);
  const { pk, sk } = (after ?? before) as Item;
  return {
    eventName: 'MODIFY',
    dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, NewImage: image(after), OldImage: image(before), SequenceNumber: String(++place) },
  };
};
const run = (...Records: DynamoDBRecord[]) => handler({ Records }, {} as Context);

beforeEach(() => {
  place = 0;
  hub.letters = [];
  bulk.mockReset().mockResolvedValue([]);
});

test('searched items go to search in one bulk call, other items of the stream do not', async () => {
  const other = { pk: `T#${TENANT}#U#u`, sk: 'PROFILE', name: 'x' };
  expect(await run(record(headOf(ticketOf(1))), record(other), record(messageItem(threadOf(1), 1)), record(undefined, messageItem(threadOf(1), 2)))).toEqual({
    batchItemFailures: [],
  });
  expect(bulk).toHaveBeenCalledTimes(1);
  const [writes] = bulk.mock.calls[0] as [SearchWrite[]];
  expect(writes).toMatchObject([{ ticket: { ticketId: `${threadOf(1)}.1` } }, { message: { number: 1, text: 'text 1' } }]);
  await run(record(other));
  expect(bulk).toHaveBeenCalledTimes(1);
});

test('a document that search does not take now is put aside, and carried on later', async () => {
  bulk.mockImplementation(async (writes: readonly SearchWrite[]) =>
    writes.flatMap((write, at) => ('message' in write ? [{ index: at, permanent: false, reason: '429' }] : [])),
  );
  const item = messageItem(threadOf(1), 1);
  await stored().write({ op: 'put', item });
  expect(await run(record(headOf(ticketOf(1))), record(item))).toEqual({ batchItemFailures: [] });
  const mark = stored()
    .all()
    .find(({ sk }) => sk.startsWith('R#'));
  expect(mark).toMatchObject({ sk: `R#search#${item.sk}`, aPk: 'RETRY#search' });
  bulk.mockClear().mockResolvedValue([]);
  await makeDue();
  expect(await handler({ retry: 'due' }, {} as Context)).toEqual({ batchItemFailures: [] });
  expect(bulk.mock.calls).toMatchObject([[[{ message: { number: 1 } }]]]);
  expect(
    stored()
      .all()
      .filter(({ sk }) => sk.startsWith('R#')),
  ).toEqual([]);
});

test('one that search never takes goes to the dead letters with its reason; an operator may ask for it again', async () => {
  bulk.mockResolvedValue([{ index: 0, permanent: true, reason: '400 mapper_parsing_exception' }]);
  const item = headOf(ticketOf(1));
  await stored().write({ op: 'put', item });
  expect(await run(record(item), record(messageItem(threadOf(1), 1)))).toEqual({ batchItemFailures: [] });
  const [letter, ...others] = hub.letters.map(({ body }) => JSON.parse(body) as { projection: string; pk: string; sk: string });
  expect([letter, others]).toMatchObject([{ projection: 'search', reason: 'Rejected: 400 mapper_parsing_exception', pk: item.pk, sk: 'HEAD' }, []]);
  const again = { retry: [letter as NonNullable<typeof letter>] };
  expect(await handler(again, {} as Context)).toEqual({ batchItemFailures: [{ itemIdentifier: '0' }] });
  bulk.mockResolvedValue([]);
  expect(await handler(again, {} as Context)).toEqual({ batchItemFailures: [] });
});

test('while the engine is away the whole batch waits, although it would be put aside', async () => {
  bulk.mockRejectedValue(new SearchUnavailable(new Error('down')));
  await expect(run(record(headOf(ticketOf(1))))).rejects.toThrow('SearchUnavailable');
  expect(
    stored()
      .all()
      .filter(({ sk }) => sk.startsWith('R#')),
  ).toEqual([]);
});
