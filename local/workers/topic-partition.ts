import type { LogRecord } from '../../adapters/topics/embedded/log.ts';
import type { TopicSource } from '../assembly/plan.ts';
import { logRepeatedError } from '../output/repeated-errors.ts';
import { backoff, type WakeableSleep } from './backoff.ts';
import { verdictOf } from './batch-answer.ts';
import type { EngineHealth } from './engine-health.ts';
import type { Failure } from './failure-destination.ts';
import { passes } from './filter.ts';
import { identifierOf, type KafkaRecord, kafkaEvent, kafkaRecord } from './topic-event.ts';

export interface PartitionEdges {
  readonly read: (offset: number, limit: number) => LogRecord[];
  /** Stores `next` durably as the group's position. */
  readonly commit: (next: number) => void;
  readonly invoke: (event: unknown) => Promise<unknown>;
  /** @throws when the record could not be stored; it is retried */
  readonly giveUp: (records: readonly LogRecord[], failure: Omit<Failure, 'functionArn'>) => void | Promise<void>;
  /** For a real broker, whose records have bytes; by default, records are built from their texts. */
  readonly describe?: (record: LogRecord) => KafkaRecord;
  /** For a real broker: `host:port,…`. */
  readonly brokers?: string;
  readonly health: EngineHealth;
  readonly sleeper: WakeableSleep;
  readonly clock: () => number;
}

interface Waiting {
  readonly record: LogRecord;
  /** The number of tries so far. */
  readonly attempts: number;
  readonly notBefore: number;
  readonly error: unknown;
}

/** The maximum number of records that wait for failed ones of their keys before the partition stops reading. */
const MAX_WAITING = 1_000;
const IDLE_MS = 500;

/**
 * One partition of a topic for one consumer group, one batch at a time. A failed record and the later records of its key wait and are retried together
 * with new records of other keys. The group's position never passes a record that is not settled.
 */
export class TopicPartition {
  readonly #source: TopicSource;
  readonly #partition: number;
  readonly #edges: PartitionEdges;
  readonly #waiting = new Map<number, Waiting>();
  #position: number;
  #committed: number;
  #stopped = false;

  constructor(source: TopicSource, partition: number, position: number, edges: PartitionEdges) {
    this.#source = source;
    this.#partition = partition;
    this.#edges = edges;
    this.#position = position;
    this.#committed = position;
  }

  stop(): void {
    this.#stopped = true;
    this.#edges.sleeper.ring();
  }

  async run(): Promise<void> {
    const { health, sleeper, clock } = this.#edges;
    while (!this.#stopped) {
      await health.whenUp();
      let batch: readonly Waiting[] = [];
      try {
        batch = await this.#gather();
        if (batch.length > 0) await this.#handle(batch);
      } catch (error) {
        logRepeatedError(`${this.#source.topic}-${this.#partition} cannot be read at the moment`, error);
        for (const one of batch) this.#waiting.set(one.record.offset, one);
        batch = [];
      }
      this.#commit();
      if (batch.length === 0 && !this.#stopped) {
        const due = Math.min(...[...this.#waiting.values()].map(({ notBefore }) => notBefore), Number.POSITIVE_INFINITY);
        await sleeper.wait(Math.max(0, Math.min(IDLE_MS, due - clock())));
      }
    }
  }

  /** Due retries and new records, by offset, without later records of keys that wait. */
  async #gather(): Promise<Waiting[]> {
    const now = this.#edges.clock();
    const batch: Waiting[] = [];
    const held = new Set<string>();
    for (const [, waiting] of [...this.#waiting].sort(([a], [b]) => a - b)) {
      const key = keyOf(waiting.record);
      if (held.has(key) || waiting.notBefore > now || batch.length >= this.#source.batchSize) held.add(key);
      else batch.push(waiting);
    }
    const full = this.#waiting.size - batch.length >= MAX_WAITING;
    const fresh = full ? [] : await this.#fresh(this.#source.batchSize - batch.length, batch.length > 0);
    for (const { record } of batch) this.#waiting.delete(record.offset);
    for (const record of fresh) {
      const one: Waiting = { record, attempts: 0, notBefore: 0, error: null };
      if (held.has(keyOf(record))) this.#waiting.set(record.offset, one);
      else if (this.#source.filters.length === 0 || passes(this.#source.filters, plain(record))) batch.push(one);
    }
    return batch;
  }

  /** The next records; a batching window waits for a fuller batch. */
  async #fresh(limit: number, alreadySome: boolean): Promise<LogRecord[]> {
    if (limit <= 0) return [];
    let fresh = this.#edges.read(this.#position, limit);
    if (fresh.length > 0 && fresh.length < limit && this.#source.windowMs > 0 && !alreadySome) {
      const until = this.#edges.clock() + this.#source.windowMs;
      for (let left = this.#source.windowMs; left > 0 && fresh.length < limit && !this.#stopped; left = until - this.#edges.clock()) {
        await this.#edges.sleeper.wait(left);
        fresh = this.#edges.read(this.#position, limit);
      }
    }
    this.#position = (fresh.at(-1)?.offset ?? this.#position - 1) + 1;
    return fresh;
  }

  async #handle(batch: readonly Waiting[]): Promise<void> {
    const startedAt = this.#edges.clock();
    const { describe = (record) => kafkaRecord(this.#source.topic, this.#partition, record), brokers } = this.#edges;
    const records = batch.map(({ record }) => describe(record));
    let failed: readonly Waiting[] = batch;
    let error: unknown = null;
    let whole = true;
    try {
      const verdict = verdictOf(await this.#edges.invoke(kafkaEvent(this.#source, this.#partition, records, brokers)), this.#source.partial);
      if (verdict.failed === 'none') return;
      if (verdict.failed === 'some') {
        const named = new Set(verdict.items.map((item) => identifierOf(item, this.#source.topic, this.#partition)));
        // An unknown identifier fails the whole batch, as on Lambda.
        if (!named.has(undefined)) {
          failed = batch.filter(({ record }) => named.has(record.offset));
          whole = false;
        }
      }
    } catch (thrown) {
      error = thrown;
    }
    if (await this.#edges.health.explains(error, startedAt)) return this.#again(failed, error);
    if (whole && this.#source.bisect && batch.length > 1) {
      const middle = Math.ceil(batch.length / 2);
      await this.#handle(batch.slice(0, middle));
      // The halves are not independent: a key that failed in the first half delays its records in the second.
      const heldKeys = new Set([...this.#waiting.values()].map(({ record }) => keyOf(record)));
      const [held, free] = [
        batch.slice(middle).filter((one) => heldKeys.has(keyOf(one.record))),
        batch.slice(middle).filter((one) => !heldKeys.has(keyOf(one.record))),
      ];
      for (const one of held) this.#waiting.set(one.record.offset, one);
      if (free.length > 0) await this.#handle(free);
      return;
    }
    // All records of a failed batch are retried together, in order: only the function knows which records with different keys belong to one conversation.
    const notBefore = this.#edges.clock() + backoff(1 + Math.max(...failed.map(({ attempts }) => attempts)));
    for (const one of failed) await this.#settle({ ...one, attempts: one.attempts + 1, notBefore, error });
  }

  /** Schedules a retry, or sends the record to the on-failure destination. */
  async #settle(one: Waiting): Promise<void> {
    const { maxRetries, maxAgeSeconds } = this.#source;
    const now = this.#edges.clock();
    const spent = maxRetries >= 0 && one.attempts > maxRetries;
    const old = maxAgeSeconds >= 0 && now - one.record.timestamp > maxAgeSeconds * 1000;
    if (spent || old) {
      try {
        await this.#edges.giveUp([one.record], {
          condition: old ? 'MaximumRecordAgeExceeded' : 'RetryAttemptsExhausted',
          attempts: one.attempts,
          error: one.error,
        });
        return;
      } catch (error) {
        logRepeatedError('the on-failure destination did not accept a record', error);
      }
    }
    this.#waiting.set(one.record.offset, one);
  }

  /** The engine was down: tries again without counting the try. */
  #again(batch: readonly Waiting[], error: unknown): void {
    const notBefore = this.#edges.clock() + backoff(2);
    for (const one of batch) this.#waiting.set(one.record.offset, { ...one, notBefore, error });
  }

  #commit(): void {
    const next = Math.min(this.#position, ...this.#waiting.keys());
    if (next === this.#committed) return;
    try {
      this.#edges.commit(next);
      this.#committed = next;
    } catch (error) {
      logRepeatedError('a position could not be saved; the next batch saves it', error);
    }
  }
}

/** Records without a key never delay others. */
const keyOf = (record: LogRecord): string => (record.key === '' ? `#${record.offset}` : record.key);

/** A record for filters, with its value decoded, as on Lambda. */
function plain(record: LogRecord): unknown {
  try {
    return { key: record.key, value: JSON.parse(record.value) as unknown };
  } catch {
    return { key: record.key, value: record.value };
  }
}
