import type { Consumer, GroupAssignment, Message, MessagesStream } from '@platformatic/kafka';
import type { TopicSource } from '../assembly/plan.ts';
import { backoff, WakeableSleep } from './backoff.ts';
import { EngineHealth } from './engine-health.ts';
import type { Failure } from './failure-destination.ts';
import { KafkaCommits } from './kafka-commits.ts';
import { type BrokerRecord, brokerRecord, describeMessage, Inbox } from './kafka-partition.ts';
import type { Poller } from './poller.ts';
import { kafkaBatchInfo } from './topic-event.ts';
import { TopicPartition } from './topic-partition.ts';

export interface KafkaSourceOptions {
  /** `host:port,…`, in plain text. */
  readonly brokers: string;
  readonly source: TopicSource;
  /** Runs the function with one of Lambda's MSK events and returns its result. @throws what it threw */
  readonly invoke: (event: unknown) => Promise<unknown>;
  /** Stores records that failed permanently, as Lambda's `KafkaBatchInfo`. @throws when it cannot; then it is called again */
  readonly giveUp: (facts: Readonly<Record<string, unknown>>, failure: Omit<Failure, 'functionArn'>) => void | Promise<void>;
  /** While the table is down, nothing is invoked, and failures in the meantime do not count as tries. */
  readonly health?: EngineHealth;
  /** The same after a restart, so that a new process replaces the old member at once instead of after its session time-out. */
  readonly instanceId?: string;
}

/** The maximum number of bytes that wait for the function before fetching stops. */
const MOST_BYTES = 32_000_000;
const ENOUGH_BYTES = 16_000_000;
/** The session time-out of a member, after which it loses its partitions; the minimum of brokers. */
const SESSION_MS = 6_000;
const REBALANCE_MS = 10_000;
const REQUEST_MS = 15_000;

interface Reading {
  readonly inbox: Inbox;
  readonly sleeper: WakeableSleep;
  readonly partition: TopicPartition;
  readonly done: Promise<void>;
}

/**
 * An event source on a real topic, like Lambda's pollers: a member of the consumer group `source.group` that passes batches of each of its
 * partitions to the function. A position is committed only when all records before it are settled, so that each record is delivered at least once,
 * whatever happens to this process, the brokers or the group. It reconnects until it is stopped.
 */
export function pollKafka(options: KafkaSourceOptions): Poller {
  const source = new KafkaSource(options);
  const done = source.run();
  return {
    stop: async () => {
      source.stop();
      await done;
    },
  };
}

class KafkaSource {
  readonly #options: KafkaSourceOptions;
  readonly #health: EngineHealth;
  readonly #pause = new WakeableSleep();
  /** They stay after a lost connection: running batches continue when a broker dies. */
  readonly #readings = new Map<number, Reading>();
  readonly #commits: KafkaCommits;
  #stream: MessagesStream<Buffer, Buffer, Buffer, Buffer> | undefined;
  #bytes = 0;
  #stopped = false;
  #end: () => void = () => undefined;

  constructor(options: KafkaSourceOptions) {
    this.#options = options;
    this.#health = options.health ?? new EngineHealth();
    this.#commits = new KafkaCommits(options.source.topic);
  }

  stop(): void {
    this.#stopped = true;
    this.#pause.ring();
    this.#end();
  }

  async run(): Promise<void> {
    let failures = 0;
    while (!this.#stopped) {
      const startedAt = Date.now();
      try {
        await this.#connected();
      } catch (error) {
        failures = Date.now() - startedAt > SESSION_MS ? 1 : failures + 1;
        if (failures === 4) console.error(`parley: topic ${this.#options.source.topic} cannot be read at the moment: ${String(error).slice(0, 300)}`);
        await this.#pause.wait(this.#stopped ? 0 : backoff(failures));
      }
    }
    await Promise.all([...this.#readings.keys()].map((number) => this.#drop(number)));
  }

  /** Reads until it is stopped. @throws when the connection or the group membership is lost */
  async #connected(): Promise<void> {
    const { source, brokers, instanceId } = this.#options;
    const { Consumer } = await import('@platformatic/kafka');
    const consumer = new Consumer<Buffer, Buffer, Buffer, Buffer>({
      clientId: 'parley-source',
      groupId: source.group,
      ...(instanceId === undefined ? {} : { groupInstanceId: instanceId }),
      bootstrapBrokers: brokers.split(',').map((broker) => broker.trim()),
      connectTimeout: 2_000,
      requestTimeout: REQUEST_MS,
      retries: 1,
      retryDelay: 100,
      sessionTimeout: SESSION_MS,
      rebalanceTimeout: REBALANCE_MS,
      heartbeatInterval: 1_000,
    });
    let lost: (error: unknown) => void = () => undefined;
    const ended = new Promise<void>((resolve, reject) => {
      this.#end = resolve;
      lost = reject;
    });
    ended.catch(() => undefined);
    consumer.on('consumer:group:join', () => this.#assigned(consumer.assignments ?? []));
    try {
      const stream = await consumer.consume({
        topics: [source.topic],
        autocommit: false,
        mode: 'committed',
        fallbackMode: source.from === 'LATEST' ? 'latest' : 'earliest',
        maxWaitTime: 500,
      });
      this.#stream = stream;
      stream.on('error', lost);
      stream.on('close', () => lost(new Error('the connection to the brokers was closed')));
      stream.on('data', (message) => this.#take(message));
      this.#commits.by(consumer, lost);
      if (this.#stopped) this.#end();
      await ended;
      // Running batches may still commit.
      await Promise.all([...this.#readings.keys()].map((number) => this.#drop(number)));
      await this.#commits.settled();
    } finally {
      this.#commits.by(undefined);
      this.#stream = undefined;
      await close(consumer);
    }
  }

  #take(message: Message<Buffer, Buffer, Buffer, Buffer>): void {
    const record = brokerRecord(message);
    let reading = this.#readings.get(message.partition);
    if (reading === undefined) this.#readings.set(message.partition, (reading = this.#read(message.partition, record.offset)));
    if (!reading.inbox.add(record)) return;
    this.#bytes += record.bytes;
    if (this.#bytes > MOST_BYTES) this.#stream?.pause();
    reading.sleeper.ring();
  }

  #read(number: number, position: number): Reading {
    const { source, brokers, invoke, giveUp } = this.#options;
    const inbox = new Inbox(position - 1);
    const sleeper = new WakeableSleep();
    const partition = new TopicPartition(source, number, position, {
      read: (offset, limit) => inbox.read(offset, limit, (bytes) => this.#freed(bytes)),
      commit: (next) => {
        if (this.#readings.get(number)?.partition === partition) this.#commits.add(number, next);
      },
      invoke,
      giveUp: (records, failure) => giveUp(kafkaBatchInfo(source, number, records, brokers), failure),
      describe: (record) => describeMessage(record as BrokerRecord),
      brokers,
      health: this.#health,
      sleeper,
      clock: Date.now,
    });
    return { inbox, sleeper, partition, done: partition.run() };
  }

  #freed(bytes: number): void {
    this.#bytes -= bytes;
    if (this.#bytes < ENOUGH_BYTES && this.#stream?.isPaused() === true) this.#stream.resume();
  }

  /** After a rebalance, partitions that moved to other members continue there from their last commit. */
  #assigned(assignments: readonly GroupAssignment[]): void {
    const ours = new Set(assignments.filter(({ topic }) => topic === this.#options.source.topic).flatMap(({ partitions }) => partitions));
    for (const number of this.#readings.keys()) {
      if (!ours.has(number)) void this.#drop(number, true);
    }
  }

  /** Stops reading a partition and waits for its running batch. `lost`: later commits are ignored. */
  async #drop(number: number, lost = false): Promise<void> {
    const reading = this.#readings.get(number);
    if (reading === undefined) return;
    if (lost) {
      this.#forget(number, reading);
      this.#commits.forget(number);
    }
    reading.partition.stop();
    await reading.done;
    if (!lost) this.#forget(number, reading);
  }

  #forget(number: number, reading: Reading): void {
    if (this.#readings.get(number) !== reading) return;
    this.#readings.delete(number);
    this.#freed(reading.inbox.clear());
  }
}

/** Closes a consumer, even if its brokers are gone. */
async function close(consumer: Consumer<Buffer, Buffer, Buffer, Buffer>): Promise<void> {
  try {
    await consumer.close(true);
  } catch {
    // It could not leave the group; the group removes it after the session time-out.
  }
}
