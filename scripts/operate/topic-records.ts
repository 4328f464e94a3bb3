import { Consumer, type ConsumerOptions, MessagesStreamModes } from '@platformatic/kafka';
import { kafkaConnection } from '../../adapters/topics/kafka-connection.ts';
import type { TopicRange } from './letters.ts';

export interface TopicRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** base64, as Lambda hands them over. */
  readonly key: string | null;
  readonly value: string;
}

const base64 = (bytes: Buffer | undefined): string | null => (bytes === undefined || bytes === null ? null : Buffer.from(bytes).toString('base64'));

/**
 * Reads what a letter names from the brokers of `KAFKA_BROKERS`, as a reader on its own that commits nothing. On AWS this must run inside
 * of the network (docs/operations.md, "Records by their positions"). @throws when records are gone by the topic's retention, or nothing comes within 30 s
 */
export const readRecords = async (range: TopicRange): Promise<TopicRecord[]> => {
  const options: ConsumerOptions<Buffer, Buffer, Buffer, Buffer> = { ...kafkaConnection(), groupId: `parley-redrive-${process.pid}`, autocommit: false };
  const consumer = new Consumer(options);
  const { topic, partition } = range;
  try {
    const stream = await consumer.consume({ topics: [topic], mode: MessagesStreamModes.MANUAL, offsets: [{ topic, partition, offset: BigInt(range.first) }] });
    const found: TopicRecord[] = [];
    const late = setTimeout(() => void stream.close(), 30_000);
    for await (const message of stream) {
      const offset = Number(message.offset);
      if (message.partition !== partition || offset < range.first) continue;
      if (offset <= range.last) found.push({ topic, partition, offset, key: base64(message.key), value: base64(message.value) ?? '' });
      if (offset >= range.last) break;
    }
    clearTimeout(late);
    if (found.length === 0) throw new Error(`${topic}-${partition}@${range.first}…${range.last} is not there any more`);
    return found;
  } finally {
    await consumer.close(true);
  }
};
