import type { StreamSource } from '../assembly/plan.ts';
import { logRepeatedError } from '../output/repeated-errors.ts';
import { backoff, WakeableSleep } from './backoff.ts';
import { verdictOf } from './batch-answer.ts';
import type { EngineHealth } from './engine-health.ts';
import type { Failure } from './failure-destination.ts';
import { passes } from './filter.ts';
import type { StreamReader } from './stream-reader.ts';
import type { Position, Step, Walker } from './stream-walker.ts';

export interface StreamEdges {
  readonly reader: StreamReader;
  /** Opens a separate walker for a source that is behind the reader's window. */
  readonly open: (position: Position | null) => Walker;
  readonly save: (position: Position) => void;
  readonly invoke: (event: unknown) => Promise<unknown>;
  readonly giveUp: (steps: readonly Step[], failure: Omit<Failure, 'functionArn'>) => void;
  readonly health: EngineHealth;
  readonly clock: () => number;
  /** The wait between new records and the first read. */
  readonly gatherMs: number;
}

/** One event source on a table's stream: batches in order, one at a time, with Lambda's retries. */
export class StreamPoller {
  readonly #source: StreamSource;
  readonly #edges: StreamEdges;
  readonly #sleeper = new WakeableSleep();
  #position: Position | null;
  #own: Walker | undefined;
  #stopped = false;

  constructor(source: StreamSource, position: Position | null, edges: StreamEdges) {
    this.#source = source;
    this.#position = position;
    this.#edges = edges;
  }

  stop(): void {
    this.#stopped = true;
    this.#sleeper.ring();
  }

  async run(): Promise<void> {
    let failures = 0;
    while (!this.#stopped) {
      await this.#edges.health.whenUp();
      try {
        const steps = await this.#next();
        failures = 0;
        if (steps.length > 0) await this.#work(steps);
        else {
          await this.#edges.reader.more();
          await this.#sleeper.wait(this.#edges.gatherMs);
        }
      } catch (error) {
        failures += 1;
        logRepeatedError(this.#source.id, error);
        await this.#sleeper.wait(backoff(failures));
      }
    }
  }

  async #next(): Promise<readonly Step[]> {
    const { reader, open } = this.#edges;
    const { batchSize, windowMs } = this.#source;
    let steps = reader.after(this.#source.id, this.#position, batchSize);
    if (steps !== undefined) {
      this.#own = undefined;
      if (windowMs > 0 && steps.length > 0 && steps.length < batchSize) {
        await this.#sleeper.wait(windowMs);
        steps = reader.after(this.#source.id, this.#position, batchSize) ?? steps;
      }
      return steps;
    }
    this.#own ??= open(this.#position);
    return this.#own.fetch(batchSize);
  }

  /** Afterwards, the whole batch is settled, or the poller was stopped. */
  async #work(steps: readonly Step[]): Promise<void> {
    const wanted = this.#source.filters.length === 0 ? steps : steps.filter(({ record }) => passes(this.#source.filters, record));
    if (wanted.length > 0) await this.#settle(wanted, 0);
    if (!this.#stopped || wanted.length === 0) this.#save(steps.at(-1)?.position);
  }

  async #settle(batch: readonly Step[], tries: number): Promise<void> {
    let rest = batch;
    let attempts = tries;
    while (rest.length > 0 && !this.#stopped) {
      const startedAt = this.#edges.clock();
      const { failedAt, error } = await this.#attempt(rest);
      if (failedAt === undefined) return;
      if (failedAt > 0) {
        // The batch continues from the first failed record; earlier records are done.
        this.#save(rest[failedAt - 1]?.position);
        rest = rest.slice(failedAt);
        attempts = 0;
      }
      this.#edges.reader.release(this.#source.id);
      if (await this.#edges.health.explains(error, startedAt)) {
        await this.#sleeper.wait(backoff(2));
        await this.#edges.health.whenUp();
        continue;
      }
      attempts += 1;
      if (this.#givenUp(rest, attempts, error)) return;
      if (this.#source.bisect && rest.length > 1) {
        await this.#sleeper.wait(backoff(attempts));
        const middle = Math.ceil(rest.length / 2);
        const [left, right] = [rest.slice(0, middle), rest.slice(middle)];
        await this.#settle(left, attempts);
        if (this.#stopped) return;
        this.#save(left.at(-1)?.position);
        rest = right;
        attempts = 0;
        continue;
      }
      await this.#sleeper.wait(backoff(attempts));
    }
  }

  /** The index of the first failed record; undefined: all succeeded. */
  async #attempt(batch: readonly Step[]): Promise<{ failedAt: number | undefined; error: unknown }> {
    try {
      const verdict = verdictOf(await this.#edges.invoke({ Records: batch.map(({ record }) => record) }), this.#source.partial);
      if (verdict.failed === 'none') return { failedAt: undefined, error: null };
      if (verdict.failed === 'all') return { failedAt: 0, error: null };
      const failed = verdict.items.map((item) => batch.findIndex(({ position }) => position.sequence === item));
      // An unknown identifier fails the whole batch, as on Lambda.
      return { failedAt: Math.max(0, Math.min(...failed)), error: null };
    } catch (error) {
      return { failedAt: 0, error };
    }
  }

  #givenUp(rest: readonly Step[], attempts: number, error: unknown): boolean {
    const { maxRetries, maxAgeSeconds } = this.#source;
    const madeAt = (rest[0]?.record.dynamodb.ApproximateCreationDateTime ?? 0) * 1000;
    const old = maxAgeSeconds >= 0 && this.#edges.clock() - madeAt > maxAgeSeconds * 1000;
    if (!old && !(maxRetries >= 0 && attempts > maxRetries)) return false;
    this.#edges.giveUp(rest, { condition: old ? 'MaximumRecordAgeExceeded' : 'RetryAttemptsExhausted', attempts, error });
    return true;
  }

  #save(position: Position | undefined): void {
    if (position === undefined) return;
    this.#edges.save(position);
    this.#position = position;
  }
}

/** The facts of an on-failure record (docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html, 2026-11). */
export function streamBatchInfo(source: StreamSource, steps: readonly Step[]): Record<string, unknown> {
  const at = (step: Step | undefined): string | undefined =>
    step === undefined ? undefined : new Date(step.record.dynamodb.ApproximateCreationDateTime * 1000).toISOString();
  return {
    DDBStreamBatchInfo: {
      shardId: steps[0]?.position.shard,
      startSequenceNumber: steps[0]?.position.sequence,
      endSequenceNumber: steps.at(-1)?.position.sequence,
      approximateArrivalOfFirstRecord: at(steps[0]),
      approximateArrivalOfLastRecord: at(steps.at(-1)),
      batchSize: steps.length,
      streamArn: source.sourceArn,
    },
  };
}
