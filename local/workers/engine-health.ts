import { setTimeout as sleep } from 'node:timers/promises';

/** The supervisor's report may come this much later than a function's error. */
const NEWS_MS = 50;

const TABLE = 'table';

/**
 * Whether the engines are up, as reported by the supervisor. While the table is down, pollers wait. Failures while any engine is down do not count as
 * tries, so that a restart of an engine moves nothing to a dead-letter queue.
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

  /** Whether an engine was down at any time since `startedAt`, or the error shows that an engine is down. */
  async explains(error: unknown, startedAt: number): Promise<boolean> {
    if (error instanceof Error && error.name.endsWith('Unavailable')) return true;
    await sleep(NEWS_MS);
    return this.#down.size > 0 || this.#lastDownAt >= startedAt;
  }
}
