import { backoff, Doze } from './patience.ts';
import type { Position, Step, StreamWalker } from './stream-walker.ts';

/** Records kept at least for readers that are behind. */
const WINDOW = 3_000;
const FETCH = 1_000;
/** Polls while records come, and at rest; a wake ends the wait. */
const BUSY_MS = 2;
const IDLE_MS = 50;

/**
 * Reads a table's stream once for all its event sources: parsing the records is most of the work. Fetches only while a source
 * waits for more, so that under load a fetch brings many records.
 */
export class StreamReader {
  readonly #open: (position: Position | null) => StreamWalker;
  readonly doze = new Doze();
  #walker: StreamWalker | undefined;
  /** In the order of their sequence numbers, which rise. */
  #steps: Step[] = [];
  /** The position before `#steps[0]`; undefined until somebody begins. */
  #before: Position | null | undefined;
  #hungry: (() => void)[] = [];
  #stopped = false;

  constructor(open: (position: Position | null) => StreamWalker) {
    this.#open = open;
  }

  /** Where the walk begins: at the place of the source that is furthest ahead. Others catch up with walks of their own. */
  begin(position: Position | null): void {
    this.#before = position;
    this.#walker = this.#open(position);
  }

  /** The records after a position, at most `limit`, empty at the end; undefined when the position is not in the window. */
  after(position: Position | null, limit: number): Step[] | undefined {
    if (position?.sequence === this.#before?.sequence) return this.#steps.slice(0, limit);
    if (position === null) return undefined;
    const place = this.#placeOf(position.sequence);
    return place === undefined ? undefined : this.#steps.slice(place + 1, place + 1 + limit);
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
    let pause = BUSY_MS;
    let failures = 0;
    while (!this.#stopped) {
      if (this.#hungry.length === 0) {
        await this.doze.wait(1_000);
        continue;
      }
      try {
        const steps = (await this.#walker?.fetch(FETCH)) ?? [];
        failures = 0;
        if (steps.length > 0) {
          this.#take(steps);
          pause = BUSY_MS;
          this.#feed();
          continue;
        }
        await this.doze.wait(pause);
        pause = Math.min(pause * 1.5, IDLE_MS);
      } catch (error) {
        failures += 1;
        if (failures === 4) console.error('parley: the stream cannot be read for the moment:', error);
        await this.doze.wait(backoff(failures));
      }
    }
    this.#feed();
  }

  #take(steps: readonly Step[]): void {
    for (const step of steps) this.#steps.push(step);
    // Now and then a large piece, instead of a small one at every fetch.
    if (this.#steps.length < 2 * WINDOW) return;
    const surplus = this.#steps.length - WINDOW;
    this.#before = this.#steps[surplus - 1]?.position;
    this.#steps = this.#steps.slice(surplus);
  }

  #placeOf(sequence: string): number | undefined {
    let [low, high] = [0, this.#steps.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const order = compare(this.#steps[middle]?.position.sequence ?? '', sequence);
      if (order === 0) return middle;
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
