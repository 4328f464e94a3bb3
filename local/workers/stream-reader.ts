import { backoff, Doze } from './patience.ts';
import type { Position, Step, Walker } from './stream-walker.ts';

/** So many records may wait for the slowest source before the walk does. */
const WINDOW = 1_000;
const FETCH = 500;
/** How often a stream without news is looked at; a wake ends the wait. */
export interface Polls {
  /** Soon after records came. */
  readonly busyMs: number;
  /** At rest. */
  readonly idleMs: number;
}
/** Of an engine without notifications of commits. */
export const UNTOLD: Polls = { busyMs: 2, idleMs: 50 };
/** Of a table whose every commit wakes its readers: the polls find what a lost datagram did not announce. */
export const TOLD: Polls = { busyMs: 250, idleMs: 500 };

/**
 * Reads a table's stream once for all its event sources: parsing the records is most of the work. Fetches only while a source
 * waits for more, so that under load a fetch brings many records, and keeps only what some source has still to take. A source
 * that is stuck is not waited for; it catches up with a walk of its own.
 */
export class StreamReader {
  readonly #open: (position: Position | null) => Walker;
  readonly #polls: Polls;
  readonly doze = new Doze();
  #walker: Walker | undefined;
  /** In the order of their sequence numbers, which rise. */
  #steps: Step[] = [];
  /** Number of `#steps[0]` in the whole walk. */
  #first = 0;
  /** The position before `#steps[0]`; undefined until somebody begins. */
  #before: Position | null | undefined;
  /** How far each source has come: the number of the first record that it has not asked for yet. */
  readonly #sources = new Map<string, number>();
  #hungry: (() => void)[] = [];
  #full = false;
  #stopped = false;

  constructor(open: (position: Position | null) => Walker, polls: Polls = UNTOLD) {
    this.#open = open;
    this.#polls = polls;
  }

  /** The walk begins at the position of the source that is furthest ahead. The others catch up with walks of their own. */
  begin(position: Position | null): void {
    this.#before = position;
    this.#walker = this.#open(position);
  }

  /** The records after a source's position, at most `limit`, empty at the end; undefined when the position is not in the window. */
  after(source: string, position: Position | null, limit: number): Step[] | undefined {
    const place = this.#placeAfter(position);
    if (place === undefined) {
      this.#sources.delete(source);
      return undefined;
    }
    this.#sources.set(source, this.#first + place);
    if (this.#full) this.doze.ring();
    return this.#steps.slice(place, place + limit);
  }

  /** The source cannot continue for the moment: nobody shall wait for it. */
  release(source: string): void {
    this.#sources.delete(source);
    if (this.#full) this.doze.ring();
  }

  /** Resolves when there may be more. */
  async more(): Promise<void> {
    if (this.#stopped) return;
    await new Promise<void>((resolve) => {
      this.#hungry.push(resolve);
      if (this.#hungry.length === 1) this.doze.ring();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.doze.ring();
    this.#feed();
  }

  async run(): Promise<void> {
    const { busyMs, idleMs } = this.#polls;
    let pause = busyMs;
    let failures = 0;
    while (!this.#stopped) {
      this.#full = this.#drop() >= WINDOW;
      if (this.#hungry.length === 0 || this.#full) {
        await this.doze.wait(1_000);
        continue;
      }
      try {
        const steps = (await this.#walker?.fetch(FETCH)) ?? [];
        failures = 0;
        if (steps.length > 0) {
          for (const step of steps) this.#steps.push(step);
          pause = busyMs;
          this.#feed();
          continue;
        }
        await this.doze.wait(pause);
        pause = Math.min(pause * 1.5, idleMs);
      } catch (error) {
        failures += 1;
        if (failures === 4) console.error('parley: the stream cannot be read for the moment:', error);
        await this.doze.wait(backoff(failures));
      }
    }
    this.#feed();
  }

  /** Forgets what every source has taken. Answers how many records are left. */
  #drop(): number {
    const taken = Math.min(this.#first + this.#steps.length, ...this.#sources.values()) - this.#first;
    if (taken > 0) {
      this.#before = this.#steps[taken - 1]?.position;
      this.#steps = this.#steps.slice(taken);
      this.#first += taken;
    }
    return this.#steps.length;
  }

  /** Index of the first record after the position. */
  #placeAfter(position: Position | null): number | undefined {
    if (position?.sequence === this.#before?.sequence) return 0;
    if (position === null) return undefined;
    let [low, high] = [0, this.#steps.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const order = compare(this.#steps[middle]?.position.sequence ?? '', position.sequence);
      if (order === 0) return middle + 1;
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }

  #feed(): void {
    const waiting = this.#hungry;
    this.#hungry = [];
    for (const resolve of waiting) resolve();
  }
}

/** Sequence numbers are decimal and may be longer than a number holds. */
const compare = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
