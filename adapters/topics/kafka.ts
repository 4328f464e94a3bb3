import { compatibilityPartitioner, Producer, type ProducerOptions, stringSerializers } from '@platformatic/kafka';
import { setting } from '../environment.ts';
import { kafkaConnection } from './kafka-connection.ts';
import { type TopicRecord, type Topics, TopicUnavailable } from './topics.ts';

/** A broker refuses more; claim checks keep records under 200 KB. */
const MAX_RECORD_BYTES = 1_000_000;
/** Records of waiting calls that go out together. */
const MAX_BATCH_BYTES = 900_000;

interface Waiting {
  readonly records: readonly TopicRecord[];
  readonly bytes: number;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

type StringProducer = Producer<string, string, string, string>;

/**
 * Kafka by `KAFKA_BROKERS`. One producer and one connection per broker; a topic has one request in flight, and what is produced meanwhile goes out together in the next, so that order holds
 * through retries and a burst costs few requests.
 */
export function openTopics(): Topics {
  let producer: StringProducer | undefined;
  const lanes = new Map<string, Lane>();
  setting('KAFKA_BROKERS');
  return {
    async produce(topic, records) {
      if (records.length === 0) return;
      let bytes = 0;
      for (const { key, value } of records) {
        const size = Buffer.byteLength(value) + Buffer.byteLength(key);
        if (size > MAX_RECORD_BYTES) throw new Error(`a record of topic ${topic} is over ${MAX_RECORD_BYTES} bytes`);
        bytes += size;
      }
      producer ??= new Producer(producerOptions());
      let lane = lanes.get(topic);
      if (!lane) lanes.set(topic, (lane = new Lane(topic, producer)));
      await lane.add(records, bytes);
    },
    async close() {
      await Promise.all([...lanes.values()].map((lane) => lane.settled()));
      await producer?.close();
      producer = undefined;
      lanes.clear();
    },
  };
}

class Lane {
  readonly #topic: string;
  readonly #producer: StringProducer;
  readonly #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(topic: string, producer: StringProducer) {
    this.#topic = topic;
    this.#producer = producer;
  }

  add(records: readonly TopicRecord[], bytes: number): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ records, bytes, done, failed });
      this.#running ??= this.#run().finally(() => {
        this.#running = undefined;
      });
    });
  }

  async settled(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // Calls of the same turn of the event loop join the first batch.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#nextBatch();
      try {
        await this.#producer.send({
          messages: batch.flatMap(({ records }) => records.map(({ key, value, headers }) => ({ topic: this.#topic, key, value, headers: { ...headers } }))),
        });
        for (const { done } of batch) done();
      } catch (cause) {
        const error = new TopicUnavailable(cause);
        for (const { failed } of batch) failed(error);
      }
    }
  }

  /** At least one call, then as many as fit. */
  #nextBatch(): Waiting[] {
    let bytes = 0;
    const end = this.#waiting.findIndex((call, index) => {
      bytes += call.bytes;
      return index > 0 && bytes > MAX_BATCH_BYTES;
    });
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
  }
}

const producerOptions = (): ProducerOptions<string, string, string, string> => ({
  ...kafkaConnection(),
  serializers: stringSerializers,
  acks: -1,
  // The Java client's murmur2, so that every producer of any language agrees on a key's partition.
  partitioner: compatibilityPartitioner,
  autocreateTopics: false,
});
