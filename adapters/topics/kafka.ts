import { compatibilityPartitioner, Producer, type ProducerOptions, stringSerializers } from '@platformatic/kafka';
import { setting } from '../environment.ts';
import { retryWhileRefused } from './connecting.ts';
import { kafkaConnection } from './kafka-connection.ts';
import { type TopicRecord, type Topics, TopicUnavailable } from './topics.ts';

/** A broker rejects larger ones; claim checks keep records under 200 KB. */
const MAX_RECORD_BYTES = 1_000_000;
/** Maximum bytes of records sent together: a broker accepts a batch of a partition up to 1 MiB, and all of them may belong to one. A larger record is sent alone. */
const MAX_BATCH_BYTES = 900_000;

interface Waiting {
  readonly records: readonly TopicRecord[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
  /** The index of the first record that is in no batch yet. */
  next: number;
}

type StringProducer = Producer<string, string, string, string>;

/**
 * Kafka by `KAFKA_BROKERS`. One producer and one connection per broker. A topic has one request in flight, and records produced in the meantime are sent together in the next one, so that order is kept
 * through retries and a burst costs few requests.
 */
export function openTopics(): Topics {
  let producer: StringProducer | undefined;
  const lanes = new Map<string, Lane>();
  setting('KAFKA_BROKERS');
  return {
    async produce(topic, records) {
      if (records.length === 0) return;
      if (records.some((record) => bytesOf(record) > MAX_RECORD_BYTES)) throw new Error(`a record of topic ${topic} is over ${MAX_RECORD_BYTES} bytes`);
      producer ??= new Producer(producerOptions());
      let lane = lanes.get(topic);
      if (!lane) lanes.set(topic, (lane = new Lane(topic, producer)));
      await lane.add(records);
    },
    async close() {
      await Promise.all([...lanes.values()].map((lane) => lane.settled()));
      await producer?.close();
      producer = undefined;
      lanes.clear();
    },
  };
}

const bytesOf = ({ key, value }: TopicRecord): number => Buffer.byteLength(key) + Buffer.byteLength(value);

class Lane {
  readonly #topic: string;
  readonly #producer: StringProducer;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(topic: string, producer: StringProducer) {
    this.#topic = topic;
    this.#producer = producer;
  }

  add(records: readonly TopicRecord[]): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ records, done, failed, next: 0 });
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
      const { records, calls } = this.#nextBatch();
      try {
        const messages = records.map(({ key, value, headers }) => ({ topic: this.#topic, key, value, headers: { ...headers } }));
        await retryWhileRefused(() => this.#producer.send({ messages }));
        for (const { records: own, next, done } of calls) if (next === own.length) done();
      } catch (cause) {
        const error = new TopicUnavailable(cause);
        for (const call of calls) {
          call.failed(error);
          // The rest of a failed call is not sent, because it would overtake the failed records.
          call.next = call.records.length;
        }
      }
      this.#waiting = this.#waiting.filter(({ next, records: own }) => next < own.length);
    }
  }

  /** In the order of the calls, as many records as fit, at least one; a long call is split into several batches. */
  #nextBatch(): { records: TopicRecord[]; calls: Waiting[] } {
    const records: TopicRecord[] = [];
    const calls: Waiting[] = [];
    let bytes = 0;
    for (const call of this.#waiting) {
      for (const record of call.records.slice(call.next)) {
        bytes += bytesOf(record);
        if (records.length > 0 && bytes > MAX_BATCH_BYTES) return { records, calls };
        if (calls.at(-1) !== call) calls.push(call);
        records.push(record);
        call.next += 1;
      }
    }
    return { records, calls };
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
