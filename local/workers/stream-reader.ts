import { backoff, WakeableSleep } from './backoff.ts';
import type { Position, Step, Walker } from './stream-walker.ts';

/** The maximum number of records that wait for the slowest source before reading stops. */
const WINDOW = 1_000;
const FETCH = 500;
/** How often a stream without new records is polled; a wake-up ends the wait. */
export interface Polls {
  /** Soon after new records. */
  readonly busyMs: number;
  /** When idle. */
  readonly idleMs: number;
}
/** For an engine that does not announce commits. */
export const WITHOUT_NOTIFICATIONS: Polls = { busyMs: 2, idleMs: 50 };
/** For a table whose commits wake its readers: polls are needed only for lost datagrams. */
export const WITH_NOTIFICATIONS: Polls = { busyMs: 250, idleMs: 500 };

/**
 * Reads a table's stream once for all its event sources, because parsing the records is most of the work. It fetches only while a source waits for
 * more, so that under load a fetch returns many records, and keeps only records that a source still needs. It does not wait for a blocked source,
 * which catches up with a separate walker.
 */
export class StreamReader {
  readonly #open: (position: Position | null) => Walker;
  readonly #polls: Polls;
  readonly sleeper = new WakeableSleep();
  #walker: Walker | undefined;
  /** In ascending order of sequence numbers. */
  #steps: Step[] = [];
  /** Index of `#steps[0]` in the whole stream. */
  #first = 0;
  /** The position before `#steps[0]`; undefined before the first source starts. */
  #before: Position | null | undefined;
  /** The progress of each source: the index of the first record that it has not read yet. */
  readonly #sources = new Map<string, number>();
  #hungry: (() => void)[] = [];
  #full = false;
  #stopped = false;

  constructor(open: (position: Position | null) => Walker, polls: Polls = WITHOUT_NOTIFICATIONS) {
    this.#open = open;
    this.#polls = polls;
  }

  /** Reading starts at the position of the source that is furthest ahead. The others catch up with separate walkers. */
  begin(position: Position | null): void {
    this.#before = position;
    this.#walker = this.#open(position);
  }

  /** The records after a source's position, at most `limit`, empty at the end; undefined when the position is not in the window. */
  after(source: string, position: Position | null, limit: number): Step[] | undefined {
    const index = this.#indexAfter(position);
    if (index === undefined) {
      this.#sources.delete(source);
      return undefined;
    }
    this.#sources.set(source, this.#first + index);
    if (this.#full) this.sleeper.ring();
    return this.#steps.slice(index, index + limit);
  }

  /** The source is blocked, so the reader does not wait for it. */
  release(source: string): void {
    this.#sources.delete(source);
    if (this.#full) this.sleeper.ring();
  }

  /** Resolves when there may be more. */
  async more(): Promise<void> {
    if (this.#stopped) return;
    await new Promise<void>((resolve) => {
      this.#hungry.push(resolve);
      if (this.#hungry.length === 1) this.sleeper.ring();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.sleeper.ring();
    this.#feed();
  }

  async run(): Promise<void> {
    const { busyMs, idleMs } = this.#polls;
    let pause = busyMs;
    let failures = 0;
    while (!this.#stopped) {
      this.#full = this.#drop() >= WINDOW;
      if (this.#hungry.length === 0 || this.#full) {
        await this.sleeper.wait(1_000);
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
        await this.sleeper.wait(pause);
        pause = Math.min(pause * 1.5, idleMs);
      } catch (error) {
        failures += 1;
        if (failures === 4) console.error('parley: the stream cannot be read at the moment:', error);
        await this.sleeper.wait(backoff(failures));
      }
    }
    this.#feed();
  }

  /** Removes records that every source has taken. Returns the number of remaining records. */
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
  #indexAfter(position: Position | null): number | undefined {
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

/** Sequence numbers are decimal and may be too long for a number. */
const compare = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
