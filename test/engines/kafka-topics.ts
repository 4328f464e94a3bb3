import { Consumer, stringDeserializers } from '@platformatic/kafka';
import { openTopics } from '../../adapters/topics/kafka.ts';
import { ensureTopics } from '../../adapters/topics/kafka-admin.ts';
import { kafkaConnection } from '../../adapters/topics/kafka-connection.ts';
import { spawnMember } from '../conformance/topic-member.ts';
import type { KeptRecord, TopicsUnderTest } from '../conformance/topics.ts';
import { until } from '../harness/until.ts';

let readers = 0;

const newReader = () => new Consumer({ ...kafkaConnection(), groupId: `reader-${process.pid}-${(readers += 1)}`, deserializers: stringDeserializers });

/** The next offset of each partition. */
async function endsOf(topic: string): Promise<readonly bigint[]> {
  const consumer = newReader();
  try {
    return (await consumer.listOffsets({ topics: [topic] })).get(topic) ?? [];
  } finally {
    await consumer.close(true);
  }
}

/** Everything that is in a topic now, read by a group of its own. */
async function readAll(topic: string): Promise<readonly KeptRecord[]> {
  const total = Number((await endsOf(topic)).reduce((sum, end) => sum + end, 0n));
  const found: KeptRecord[] = [];
  if (total === 0) return found;
  const consumer = newReader();
  try {
    const stream = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: false, maxWaitTime: 100, maxBytes: 20_000_000 });
    for await (const { partition, offset, key, value, headers } of stream) {
      found.push({ partition, offset: Number(offset), key: key ?? '', value: value ?? '', headers: Object.fromEntries(headers) as Record<string, string> });
      if (found.length === total) break;
    }
    return found.toSorted((a, b) => a.partition - b.partition || a.offset - b.offset);
  } finally {
    await consumer.close(true);
  }
}

/** Topics by our adapter on the brokers of `KAFKA_BROKERS`; members read as the hub's workers do. */
export function kafkaTopics(): TopicsUnderTest {
  const topics = openTopics();
  return {
    topics,
    readAll,
    create: async (topic, partitions) => {
      await ensureTopics({ [topic]: partitions }, 1);
      // A broker learns of its new partitions a moment after they are made.
      await until(`topic ${topic} has its leaders`, async () => (await endsOf(topic)).length === partitions);
    },
    join: (options) => spawnMember(new URL('./kafka-member.ts', import.meta.url), options, {}),
    close: () => topics.close(),
  };
}
