import { setTimeout as sleep } from 'node:timers/promises';
import { isBusy } from './database.ts';

interface Waiting<T> {
  readonly items: readonly T[];
  /** Epoch ms. */
  readonly since: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Callers in one turn of the event loop share one commit. Under load a commit contains many records; a single caller does not wait. Callers get their
 * result after the commit, in their order. If the file rejects the records of one caller, only that caller fails.
 */
export class GroupCommit<T> {
  readonly #write: (items: readonly T[]) => void;
  readonly #patienceMs: number;
  #waiting: Waiting<T>[] = [];
  #scheduled = false;
  #running: Promise<void> = Promise.resolve();

  /** `write` commits all items or throws; `patienceMs`: how long a caller waits for a file that another process has locked. */
  constructor(write: (items: readonly T[]) => void, patienceMs = 5_000) {
    this.#write = write;
    this.#patienceMs = patienceMs;
  }

  /** Resolves when all items are durable. @throws what `write` threw */
  add(items: readonly T[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ items, since: Date.now(), resolve, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      setImmediate(() => {
        this.#running = this.#running.then(() => this.#flush());
      });
    });
  }

  /** Resolves when everything added so far is answered. */
  async settled(): Promise<void> {
    while (this.#scheduled) await new Promise((resolve) => setImmediate(resolve));
    await this.#running;
  }

  async #flush(): Promise<void> {
    this.#scheduled = false;
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    const [first] = group;
    try {
      await this.#commit(first !== undefined && group.length === 1 ? first.items : group.flatMap((one) => one.items), first?.since ?? 0);
      for (const one of group) one.resolve();
    } catch (error) {
      // Nothing was committed. A commit for each caller shows which one fails. A file that stays locked fails all of them.
      if (group.length === 1 || isBusy(error)) for (const one of group) one.reject(error);
      else for (const one of group) await this.#commit(one.items, Date.now()).then(one.resolve, one.reject);
    }
  }

  /** `since`: when the first of these callers came. Callers behind a locked file have already waited. */
  async #commit(items: readonly T[], since: number): Promise<void> {
    const until = since + this.#patienceMs;
    for (let pause = 2; ; pause = Math.min(pause * 2, 100)) {
      try {
        this.#write(items);
        return;
      } catch (error) {
        if (!isBusy(error) || Date.now() >= until) throw error;
        await sleep(pause);
      }
    }
  }
}
