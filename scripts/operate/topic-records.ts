import { Consumer, type ConsumerOptions, MessagesStreamModes } from '@platformatic/kafka';
import { kafkaConnection } from '../../adapters/topics/kafka-connection.ts';
import type { TopicRange } from './letters.ts';

export interface TopicRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** base64, as Lambda passes them. */
  readonly key: string | null;
  readonly value: string;
}

const base64 = (bytes: Buffer | undefined): string | null => (bytes === undefined || bytes === null ? null : Buffer.from(bytes).toString('base64'));

/**
 * Reads the records of a letter's range from `KAFKA_BROKERS`, with its own consumer group and without commits. On AWS this must run inside the
 * VPC (docs/operations.md, "Records by their positions"). @throws when the records have expired, or nothing comes within 30 s
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
    if (found.length === 0) throw new Error(`${topic}-${partition}@${range.first}…${range.last} no longer exists`);
    return found;
  } finally {
    await consumer.close(true);
  }
};
