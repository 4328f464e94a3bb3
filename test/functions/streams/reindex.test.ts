import type { Context, DynamoDBRecord } from 'aws-lambda';
import { beforeEach, expect, test, vi } from 'vitest';
import { SearchUnavailable, type SearchWrite } from '../../../adapters/search/search.ts';
import { toAttributes } from '../../../adapters/table/attributes.ts';
import { memoryTable } from '../../../adapters/table/memory.ts';
import type { Item } from '../../../domain/table/port.ts';
import { handler } from '../../../functions/streams/reindex.ts';
import { headOf, messageItem, TENANT, threadOf, ticketOf } from '../../domain/search/threads.ts';

const bulk = vi.hoisted(() => vi.fn());
vi.mock('#search', () => ({ openSearch: async () => ({ bulk }) }));
vi.mock('#objects', () => ({ openObjects: () => ({ get: async () => undefined }) }));
vi.mock('../../../adapters/table/dynamodb.ts', () => ({ openTable: () => memoryTable() }));

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
  bulk.mockReset().mockResolvedValue([]);
});

test('what is searched goes to search in one bulk, the rest of the stream does not', async () => {
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

test('documents that were refused are tried again by their place in the stream', async () => {
  bulk.mockResolvedValue([1]);
  const other = { pk: 'DIR#slug#x', sk: 'DIR' };
  expect(await run(record(headOf(ticketOf(1))), record(other), record(messageItem(threadOf(1), 1)))).toEqual({ batchItemFailures: [{ itemIdentifier: '3' }] });
});

test('a missing engine fails the batch', async () => {
  bulk.mockRejectedValue(new SearchUnavailable(new Error('down')));
  await expect(run(record(headOf(ticketOf(1))))).rejects.toThrow('SearchUnavailable');
});
