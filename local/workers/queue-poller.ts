import { createHash } from 'node:crypto';
import { onWake } from '../../adapters/embedded/wake.ts';
import type { QueueEngine, ReceivedMessage } from '../../adapters/queues/embedded/engine.ts';
import { REGION } from '../assembly/identity.ts';
import type { QueueSource } from '../assembly/plan.ts';
import type { LocalFunction } from '../functions/host.ts';
import { logRepeatedError } from '../output/repeated-errors.ts';
import { WakeableSleep } from './backoff.ts';
import { verdictOf } from './batch-answer.ts';
import type { EngineHealth } from './engine-health.ts';
import { passes } from './filter.ts';
import type { Poller } from './poller.ts';

const IDLE_MS = 1_000;
/** A second batch starts in parallel only this long after a running one, so that a slow stream of messages causes few invocations. */
const GATHER_MS = 10;
const SWEEP_MS = 600_000;

/** An event source on a queue, with SQS's visibility, redrive and order, and Lambda's partial batches. */
export class QueuePoller implements Poller {
  readonly #source: QueueSource;
  readonly #invoke: (event: unknown) => Promise<unknown>;
  readonly #engine: QueueEngine;
  readonly #health: EngineHealth;
  readonly #sleeper = new WakeableSleep();
  readonly #running = new Set<Promise<void>>();
  readonly #done: Promise<void>;
  readonly #forget: () => void;
  #lastStart = 0;
  #news = true;
  #nextAt = 0;
  #stopped = false;

  constructor(source: QueueSource, invoke: (event: unknown) => Promise<unknown>, engine: QueueEngine, health: EngineHealth) {
    this.#source = source;
    this.#invoke = invoke;
    this.#engine = engine;
    this.#health = health;
    this.#forget = onWake(`queue:${source.queue}`, () => {
      this.#news = true;
      this.#sleeper.ring();
    });
    // Messages that a dead process was handling become visible again: this is the queue's only reader.
    engine.unlock(source.queue, Date.now());
    this.#done = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#forget();
    this.#sleeper.ring();
    await this.#done;
    await Promise.all(this.#running);
  }

  async #run(): Promise<void> {
    let sweepAt = 0;
    while (!this.#stopped) {
      await this.#health.whenUp();
      try {
        if (Date.now() >= sweepAt) {
          this.#engine.sweep(this.#source.queue, Date.now());
          sweepAt = Date.now() + SWEEP_MS;
        }
        const wait = await this.#turn();
        if (wait > 0) await this.#sleeper.wait(wait);
      } catch (error) {
        logRepeatedError(`queue ${this.#source.queue} cannot be read at the moment`, error);
        await this.#sleeper.wait(IDLE_MS);
      }
    }
  }

  /** Starts a batch if there is one; returns how long to wait. */
  async #turn(): Promise<number> {
    if (this.#running.size >= this.#source.concurrency) return IDLE_MS;
    const since = Date.now() - this.#lastStart;
    if (this.#source.batchSize > 1 && this.#running.size > 0 && since < GATHER_MS) return GATHER_MS - since;
    const now = Date.now();
    let messages = this.#engine.receive(this.#source.queue, this.#source.batchSize, now);
    if (messages.length === 0) {
      // Reads again only after a send or a due time; the end of a batch adds no messages.
      if (this.#news || Date.now() >= this.#nextAt) this.#nextAt = this.#engine.nextVisibleAt(this.#source.queue, now) ?? Number.POSITIVE_INFINITY;
      this.#news = false;
      return Math.max(1, Math.min(IDLE_MS, this.#nextAt - Date.now()));
    }
    this.#news = true;
    if (this.#source.windowMs > 0 && messages.length < this.#source.batchSize) {
      await this.#sleeper.wait(this.#source.windowMs);
      messages = [...messages, ...this.#engine.receive(this.#source.queue, this.#source.batchSize - messages.length, Date.now())];
    }
    this.#lastStart = Date.now();
    const work = this.#work(messages)
      .catch((error: unknown) => logRepeatedError(`queue ${this.#source.queue}`, error))
      .finally(() => {
        this.#running.delete(work);
        this.#sleeper.ring();
      });
    this.#running.add(work);
    return 0;
  }

  async #work(messages: readonly ReceivedMessage[]): Promise<void> {
    const startedAt = Date.now();
    const records = new Map(messages.map((message) => [message.messageId, { message, record: recordOf(message, this.#source.queueArn) }]));
    // Messages that the filter rejects are deleted, as on Lambda.
    const wanted = [...records.values()].filter(({ record }) => this.#source.filters.length === 0 || passes(this.#source.filters, parsedBody(record)));
    const failed = new Set<string>();
    let error: unknown = null;
    if (wanted.length > 0) {
      try {
        const verdict = verdictOf(await this.#invoke({ Records: wanted.map(({ record }) => record) }), this.#source.partial);
        const named = verdict.failed === 'some' ? verdict.items : [];
        const unknown = named.some((item) => typeof item !== 'string' || !records.has(item));
        for (const { message } of wanted) if (verdict.failed === 'all' || unknown || named.includes(message.messageId)) failed.add(message.messageId);
      } catch (thrown) {
        error = thrown;
        for (const { message } of wanted) failed.add(message.messageId);
      }
    }
    this.#engine.remove(messages.filter(({ messageId }) => !failed.has(messageId)).map(({ receipt }) => receipt));
    if (failed.size === 0) return;
    if (error !== null) logRepeatedError(`queue ${this.#source.queue}: a batch failed`, error);
    // Failed messages become visible again when their visibility time-out ends; after the outage of an engine, soon and without counting the try.
    if (await this.#health.explains(error, startedAt)) {
      this.#engine.setVisible(
        [...failed].map((id) => records.get(id)?.message.receipt ?? ''),
        Date.now() + 250,
        true,
      );
    }
  }
}

/** The event sources on these queues, without those whose function is not in this process. */
export function pollQueues(sources: readonly QueueSource[], functions: ReadonlyMap<string, LocalFunction>, engine: QueueEngine, health: EngineHealth): Poller {
  const pollers = sources.flatMap((source) => {
    const fn = functions.get(source.functionName);
    return fn === undefined ? [] : [new QueuePoller(source, (event) => fn.invoke(event), engine, health)];
  });
  return {
    stop: async () => {
      await Promise.all(pollers.map((poller) => poller.stop()));
    },
  };
}

type SqsRecord = ReturnType<typeof recordOf>;

/** Lambda's SQS record (docs.aws.amazon.com/lambda/latest/dg/with-sqs.html, 2026-11). */
function recordOf(message: ReceivedMessage, queueArn: string) {
  return {
    messageId: message.messageId,
    receiptHandle: message.receipt,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.receives),
      SentTimestamp: String(message.sentAt),
      SenderId: 'laptop',
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
      ...(message.groupId === null
        ? {}
        : { SequenceNumber: String(message.sequence).padStart(20, '0'), MessageGroupId: message.groupId, MessageDeduplicationId: message.dedupeId ?? '' }),
    },
    messageAttributes: {},
    md5OfBody: createHash('md5').update(message.body).digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: REGION,
  };
}

function parsedBody(record: SqsRecord): unknown {
  try {
    return { ...record, body: JSON.parse(record.body) as unknown };
  } catch {
    return record;
  }
}
