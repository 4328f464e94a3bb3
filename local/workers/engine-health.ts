import { setTimeout as sleep } from 'node:timers/promises';

/** A function noticed the engine's end before the supervisor reported it. */
const NEWS_MS = 50;

const TABLE = 'table';

/**
 * Whether the engines are up, as the supervisor says. While the table's is down pollers wait, and what failed while any is down does not
 * count as a try: a restart of an engine must push nothing into a dead-letter queue.
 */
export class EngineHealth {
  readonly #down = new Set<string>();
  #lastDownAt = Number.NEGATIVE_INFINITY;
  readonly #waiting = new Set<() => void>();

  set(up: boolean, engine = TABLE): void {
    if (up) this.#down.delete(engine);
    else this.#down.add(engine);
    this.#lastDownAt = Date.now();
    if (this.#down.has(TABLE)) return;
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  /** Resolves when the table is up. */
  async whenUp(): Promise<void> {
    if (this.#down.has(TABLE)) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** Was an engine down at any time since `startedAt`, or does the error say that an engine is? */
  async explains(error: unknown, startedAt: number): Promise<boolean> {
    if (error instanceof Error && error.name.endsWith('Unavailable')) return true;
    await sleep(NEWS_MS);
    return this.#down.size > 0 || this.#lastDownAt >= startedAt;
  }
}
