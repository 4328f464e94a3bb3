import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ManagedOptions {
  readonly name: string;
  readonly spawn: () => ChildProcess;
  /** Resolves when it is ready. @throws when it fails */
  readonly ready: (child: ChildProcess) => Promise<void>;
  readonly stop: (child: ChildProcess) => void;
  readonly graceMs: number;
  /** False: it may exit with code 0. */
  readonly lasting: boolean;
  /** It runs, but is not ready yet. */
  readonly onSpawn?: () => void;
  readonly onUp?: (child: ChildProcess, restarted: boolean) => void;
  readonly onDown?: () => void;
  readonly say: (line: string) => void;
}

/** A child that ran this long may be restarted without a pause. */
const STEADY_MS = 10_000;
const FIRST_FAILURES = 3;

/** A child process that is restarted whenever it ends, until it is stopped. */
export class Managed {
  readonly #options: ManagedOptions;
  #child: ChildProcess | undefined;
  #stopping = false;
  #failures = 0;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: ManagedOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.name;
  }

  get child(): ChildProcess | undefined {
    return this.#child;
  }

  /** Starts it and resolves when it is ready for the first time. @throws when it fails to start several times */
  async start(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#run(false);
        return;
      } catch (error) {
        if (this.#stopping || attempt >= FIRST_FAILURES) throw error;
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child === undefined) return;
    this.#options.stop(child);
    const force = setTimeout(() => child.kill('SIGKILL'), this.#options.graceMs);
    await this.#ended;
    clearTimeout(force);
  }

  async #run(restarted: boolean): Promise<void> {
    const startedAt = Date.now();
    const child = this.#options.spawn();
    this.#child = child;
    this.#options.onSpawn?.();
    let serving = false;
    this.#ended = new Promise((resolve) => {
      const over = (code: number | null, signal: NodeJS.Signals | null): void => {
        if (this.#child === child) this.#child = undefined;
        resolve();
        this.#options.onDown?.();
        if (this.#stopping || !serving || (!this.#options.lasting && code === 0)) return;
        if (Date.now() - startedAt > STEADY_MS) this.#failures = 0;
        this.#options.say(`${this.name} ended (${signal ?? `code ${code}`}): restarting it`);
        void this.#again();
      };
      child.once('exit', over);
      child.once('error', () => over(null, null));
    });
    await Promise.race([
      this.#options.ready(child),
      this.#ended.then(() => {
        throw new Error(`${this.name} ended while it was starting (code ${child.exitCode}, ${child.signalCode ?? 'no signal'})`);
      }),
    ]);
    serving = true;
    this.#options.onUp?.(child, restarted);
  }

  async #again(): Promise<void> {
    while (!this.#stopping) {
      const pause = this.#failures === 0 ? 0 : Math.min(50 * 2 ** this.#failures, 2_000);
      this.#failures += 1;
      await sleep(pause);
      if (this.#stopping) return;
      try {
        await this.#run(true);
        return;
      } catch (error) {
        this.#options.say(`${this.name} does not start: ${error instanceof Error ? error.message : String(error)}`);
        this.#child?.kill('SIGKILL');
        await this.#ended;
      }
    }
  }
}
