import { Consumer, stringDeserializers } from '@platformatic/kafka';
import { TopicLog } from '../../adapters/topics/embedded/log.ts';
import { topicsPath } from '../../adapters/topics/embedded.ts';
import { kafkaConnection } from '../../adapters/topics/kafka-connection.ts';

export interface ConsoleRecord {
  readonly partition: number;
  readonly offset: number;
  readonly at: string;
  readonly key: string;
  /** Parsed if it is JSON. */
  readonly value: unknown;
}

/** Reads topics without moving the position of a consumer group. */
export interface ConsoleTopics {
  /** The number of stored records, by topic. */
  list(): Promise<Readonly<Record<string, number>>>;
  /** The newest records of a topic, oldest first. */
  last(topic: string, count?: number): Promise<readonly ConsoleRecord[]>;
  close(): Promise<void>;
}

const DEFAULT_COUNT = 5;

export const valueOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const newest = (records: readonly ConsoleRecord[], count: number): ConsoleRecord[] =>
  records.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.offset - b.offset)).slice(-count);

export function embeddedTopics(names: readonly string[]): ConsoleTopics {
  const log = new TopicLog(topicsPath(), 1);
  const partitions = (topic: string): number[] => Array.from({ length: log.partitionCount(topic) }, (_, partition) => partition);
  const check = (topic: string): void => {
    // Reading from the log would create the topic.
    if (!names.includes(topic)) throw new Error(`there is no topic ${topic}; the topics are ${names.join(', ')}`);
  };
  return {
    async list() {
      const kept = (topic: string): number =>
        partitions(topic).reduce((sum, partition) => sum + log.bounds(topic, partition).next - log.bounds(topic, partition).first, 0);
      return Object.fromEntries(names.map((topic) => [topic, kept(topic)]));
    },
    async last(topic, count = DEFAULT_COUNT) {
      check(topic);
      const records = partitions(topic).flatMap((partition) => {
        const { first, next } = log.bounds(topic, partition);
        return log.read(topic, partition, Math.max(first, next - count), count).map(({ offset, timestamp, key, value }) => ({
          partition,
          offset,
          at: new Date(timestamp).toISOString(),
          key,
          value: valueOf(value),
        }));
      });
      return newest(records, count);
    },
    close: async () => log.close(),
  };
}

/** The topics of `KAFKA_BROKERS`. */
export function brokerTopics(names: readonly string[]): ConsoleTopics {
  const consumer = new Consumer({ ...kafkaConnection(), groupId: `console-${process.pid}`, deserializers: stringDeserializers });
  const bounds = async (topic: string): Promise<readonly { first: bigint; next: bigint }[]> => {
    const [first, next] = await Promise.all([consumer.listOffsets({ topics: [topic], timestamp: -2n }), consumer.listOffsets({ topics: [topic] })]);
    return (next.get(topic) ?? []).map((end, partition) => ({ first: first.get(topic)?.[partition] ?? 0n, next: end }));
  };
  return {
    async list() {
      const kept = await Promise.all(names.map(async (topic) => (await bounds(topic)).reduce((sum, { first, next }) => sum + Number(next - first), 0)));
      return Object.fromEntries(names.map((topic, index) => [topic, kept[index] ?? 0]));
    },
    async last(topic, count = DEFAULT_COUNT) {
      const starts = (await bounds(topic)).map(({ first, next }) => ({ next, from: next - first > BigInt(count) ? next - BigInt(count) : first }));
      const total = starts.reduce((sum, { from, next }) => sum + Number(next - from), 0);
      if (total === 0) return [];
      const offsets = starts.map(({ from }, partition) => ({ topic, partition, offset: from }));
      const stream = await consumer.consume({ topics: [topic], mode: 'manual', offsets, autocommit: false, maxWaitTime: 100 });
      const records: ConsoleRecord[] = [];
      for await (const { partition, offset, timestamp, key, value } of stream) {
        records.push({ partition, offset: Number(offset), at: new Date(Number(timestamp)).toISOString(), key: key ?? '', value: valueOf(value ?? '') });
        if (records.length >= total) break;
      }
      return newest(records, count);
    },
    close: () => consumer.close(true),
  };
}
