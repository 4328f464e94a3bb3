import { describe, expect, test } from 'vitest';
import { memoryTable } from '../../../adapters/table/memory.ts';
import type { InboundEvent } from '../../../domain/support/inbound/inbound-event.ts';
import { readInbound } from '../../../functions/consumers/inbound-records.ts';
import { readRecords } from '../../../functions/consumers/topic-records.ts';
import { changesOf } from '../../../functions/streams/stream-changes.ts';
import { readLetter } from '../../../scripts/operate/letters.ts';
import { replay } from '../../../scripts/operate/replay.ts';
import { openConversationLoad } from '../../data-model/load.ts';

/** Hands what is replayed to whoever looks at it. */
const replayed = async (letter: string, readStream: () => Promise<object> = async () => ({})): Promise<never> => {
  let given: unknown;
  const functions = {
    named: async () => 'consumer',
    invoke: async (_: string, payload: unknown) => {
      given = payload;
      return { batchItemFailures: [] };
    },
  };
  const edges = { projector: async () => 'projector', readObject: undefined, readTopic: undefined, sendBack: undefined };
  await replay({ functions, consumer: async () => 'consumer', readStream, ...edges }, readLetter(letter));
  return given as never;
};

const inbound = async (): Promise<InboundEvent> => {
  const table = memoryTable();
  return (await openConversationLoad(table, table.changes)).event('mia', 1);
};

describe('operators can send again every dead letter that functions write', () => {
  test("the consumer's own letter becomes a record that it reads, late and otherwise the same", async () => {
    const event = await inbound();
    const value = Buffer.from(JSON.stringify(event)).toString('base64');
    const [record] = readRecords({ 'messages-7': [{ offset: 12, key: 'a2V5', value }] }, 0);
    const letter = JSON.stringify({ ...record?.letter, reason: 'not_found: origin' });
    const again = readRecords(((await replayed(letter)) as { records: never }).records, 0);
    expect(again).toMatchObject([{ position: { partition: 'messages-7', offset: 12 }, late: true }]);
    expect(again.map((one) => readInbound(one).inbound)).toEqual([{ ...event, late: true }]);
  });

  test("an event of another topic goes to that topic's consumer as it was, and is marked late", async () => {
    const event = { tenantId: 't', id: 'e1', type: 'ticket.set', version: 1, occurredAt: '2026-11-28T10:00:00Z', data: { ticketId: 'x' } };
    const value = Buffer.from(JSON.stringify(event)).toString('base64');
    const [record] = readRecords({ 'metadata_actions-2': [{ offset: 3, value }] }, 0);
    const [again] = readRecords(((await replayed(JSON.stringify({ ...record?.letter, reason: 'not_found' }))) as { records: never }).records, 0);
    expect(again).toMatchObject({ position: { partition: 'metadata_actions-2', offset: 3 }, value: JSON.stringify(event), late: true });
  });

  test('a record that was invalid is refused before it becomes a letter again', async () => {
    const [record] = readRecords({ 'messages-0': [{ offset: 1, value: Buffer.from('{"schema":"other/1"}').toString('base64') }] }, 0);
    await expect(replayed(JSON.stringify({ ...record?.letter, reason: 'invalid' }))).rejects.toThrow('is not an event');
  });

  test("changes read from the stream are changes to the stream's readers", async () => {
    const letter = JSON.stringify({
      requestContext: { functionArn: 'arn:aws:lambda:x:0:function:reader:$LATEST', condition: 'RetryAttemptsExhausted', approximateInvokeCount: 101 },
      DDBStreamBatchInfo: { shardId: 's', startSequenceNumber: '1', endSequenceNumber: '1', batchSize: 1, streamArn: 'arn:stream' },
    });
    const keys = { pk: { S: 'T#t#TH#x' }, sk: { S: 'HEAD' } };
    const records = [{ eventName: 'MODIFY', dynamodb: { SequenceNumber: '1', Keys: keys, NewImage: { ...keys, lastNumber: { N: '3' } } } }];
    const { Records } = (await replayed(letter, async () => ({ Records: records }))) as { Records: never };
    expect(changesOf(Records, () => true)).toEqual([{ before: undefined, after: { pk: 'T#t#TH#x', sk: 'HEAD', lastNumber: 3 }, sequence: '1' }]);
  });
});
