import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer } from '@platformatic/kafka';

type Committer = Pick<Consumer<Buffer, Buffer, Buffer, Buffer>, 'commit'>;

/** A member that cannot commit for `patienceMs` leaves the group. */
const PATIENCE = { pauseMs: 200, patienceMs: 10_000 };

/** Commits a group's positions: one call at a time, each with the newest position of every partition. */
export class KafkaCommits {
  readonly #topic: string;
  readonly #patience: typeof PATIENCE;
  readonly #waiting = new Map<number, number>();
  #consumer: Committer | undefined;
  #lost: (error: unknown) => void = () => undefined;
  #running: Promise<void> | undefined;

  constructor(topic: string, patience = PATIENCE) {
    this.#topic = topic;
    this.#patience = patience;
  }

  /** Sets the member that commits; without one, positions wait. `lost` is called when it cannot commit for long. */
  by(consumer: Committer | undefined, lost: (error: unknown) => void = () => undefined): void {
    this.#consumer = consumer;
    this.#lost = lost;
    this.#start();
  }

  /** `next`: the offset of the first record that is not settled. */
  add(partition: number, next: number): void {
    this.#waiting.set(partition, next);
    this.#start();
  }

  /** Another member now has the partition. */
  forget(partition: number): void {
    this.#waiting.delete(partition);
  }

  async settled(): Promise<void> {
    await this.#running;
  }

  #start(): void {
    if (this.#consumer === undefined || this.#waiting.size === 0) return;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      this.#start();
    });
  }

  async #run(): Promise<void> {
    // Partitions that settle records in the same turn share a call.
    await Promise.resolve();
    for (let since = Date.now(); this.#waiting.size > 0; ) {
      const consumer = this.#consumer;
      if (consumer === undefined) return;
      const batch = [...this.#waiting];
      this.#waiting.clear();
      try {
        await consumer.commit({ offsets: batch.map(([partition, next]) => ({ topic: this.#topic, partition, offset: BigInt(next), leaderEpoch: -1 })) });
        since = Date.now();
      } catch (error) {
        for (const [partition, next] of batch) if (!this.#waiting.has(partition)) this.#waiting.set(partition, next);
        if (Date.now() - since > this.#patience.patienceMs) {
          this.#lost(error);
          return;
        }
        await sleep(this.#patience.pauseMs);
      }
    }
  }
}
