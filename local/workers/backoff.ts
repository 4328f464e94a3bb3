/** Milliseconds to wait after try number `attempt` (from 1). */
export const backoff = (attempt: number, mostMs = 2_000): number => Math.min(100 * 2 ** Math.max(0, attempt - 1), mostMs);

/** A wait that a call can end: pollers sleep with it until there is work. */
export class WakeableSleep {
  #rung = false;
  #wake: (() => void) | undefined;

  /** Ends the present wait, or the next one immediately. */
  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  async wait(ms: number): Promise<void> {
    if (!this.#rung && ms > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(ms, 2 ** 31 - 1));
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#wake = undefined;
    this.#rung = false;
  }
}
