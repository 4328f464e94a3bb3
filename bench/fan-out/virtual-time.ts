/** Time of a simulation: code that awaits `sleep` goes on in the order of its times, as fast as this machine can, and the clock jumps from one to the next. */
export interface VirtualTime {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Goes on until the work has ended. @throws what the work throws, or an error if it waits for something that no time brings */
  readonly run: <T>(work: Promise<T>) => Promise<T>;
}

interface Timer {
  readonly at: number;
  readonly wake: () => void;
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const virtualTime = (start: number): VirtualTime => {
  let now = start;
  /** Latest first, so that the next one is at the end; of the same time, the one that was set first. */
  const timers: Timer[] = [];
  const insert = (timer: Timer): void => {
    let [low, high] = [0, timers.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((timers[middle] as Timer).at > timer.at) low = middle + 1;
      else high = middle;
    }
    timers.splice(low, 0, timer);
  };
  return {
    now: () => now,
    sleep: (ms) => new Promise((resolve) => insert({ at: now + Math.max(0, ms), wake: resolve })),
    async run(work) {
      let ended = false;
      const end = (): void => {
        ended = true;
      };
      work.then(end, end);
      for (;;) {
        await settled();
        if (ended) return work;
        const next = timers.pop();
        if (!next) throw new Error('the simulation waits for something that no time brings');
        now = next.at;
        next.wake();
        while (timers.at(-1)?.at === now) timers.pop()?.wake();
      }
    },
  };
};
