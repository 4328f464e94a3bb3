import { backoff, Doze } from './patience.ts';
import type { Position, Step, StreamWalker } from './stream-walker.ts';

/** Records kept for readers that are behind. */
const WINDOW = 4_000;
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
  #steps: Step[] = [];
  /** Number of `#steps[0]` in the whole walk. */
  #first = 0;
  readonly #places = new Map<string, number>();
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
    let place: number | undefined;
    if (position?.sequence === this.#before?.sequence) place = this.#first;
    else if (position !== null) {
      const found = this.#places.get(position.sequence);
      place = found === undefined ? undefined : found + 1;
    }
    if (place === undefined) return undefined;
    return this.#steps.slice(place - this.#first, place - this.#first + limit);
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
    let place = this.#first + this.#steps.length;
    for (const step of steps) {
      this.#steps.push(step);
      this.#places.set(step.position.sequence, place);
      place += 1;
    }
    const surplus = this.#steps.length - WINDOW;
    if (surplus <= 0) return;
    const dropped = this.#steps.splice(0, surplus);
    for (const { position } of dropped) this.#places.delete(position.sequence);
    this.#before = dropped.at(-1)?.position;
    this.#first += surplus;
  }

  #feed(): void {
    const waiting = this.#hungry;
    this.#hungry = [];
    for (const resolve of waiting) resolve();
  }
}
