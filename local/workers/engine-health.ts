import { setTimeout as sleep } from 'node:timers/promises';

/** A function noticed the engine's end before the supervisor could tell us. */
const NEWS_MS = 50;

/**
 * Whether the table's engine is up, as the supervisor says. While it is down pollers wait, and what failed meanwhile does not
 * count as a try: a restart of the engine must push nothing into a dead-letter queue.
 */
export class EngineHealth {
  #up = true;
  #lastDownAt = Number.NEGATIVE_INFINITY;
  readonly #waiting = new Set<() => void>();

  set(up: boolean): void {
    this.#up = up;
    this.#lastDownAt = Date.now();
    if (!up) return;
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  /** Resolves when the engine is up. */
  async whenUp(): Promise<void> {
    if (!this.#up) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** Was the engine down at any time since `startedAt`, or does the error say that an engine is? */
  async explains(error: unknown, startedAt: number): Promise<boolean> {
    if (error instanceof Error && error.name.endsWith('Unavailable')) return true;
    await sleep(NEWS_MS);
    return !this.#up || this.#lastDownAt >= startedAt;
  }
}
