/**
 * How often a process looks at what it has used of its core, and after how many quiet looks it is at rest. Ten seconds: V8 forgets with the garbage what it
 * has learned for its compiler, which the next burst pays with half a second of CPU (docs/decisions/0580).
 */
const LOOK_MS = 500;
export const QUIET_LOOKS = 20;
/** Parts of a core: who used so much had work, who uses so little has none. */
const WORK = 0.2;
const REST = 0.02;

export interface RestEdges {
  /** Microseconds of CPU so far. */
  readonly cpuMicros: () => number;
  /** Undefined where Node was started without `--expose-gc`. */
  readonly collect: (() => void) | undefined;
}

const EDGES: RestEdges = {
  cpuMicros: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  collect: globalThis.gc && (() => globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })),
};

/**
 * Gives memory back when work is over. V8 collects when more is asked for, so that a process which has nothing more to do keeps what it held at its
 * busiest, for hours on a laptop. Once after each stretch of work, in the quiet after it: nobody waits for the pause then. Answers how to stop.
 */
export function collectAtRest({ cpuMicros, collect }: RestEdges = EDGES): () => void {
  if (collect === undefined) return () => undefined;
  let before = cpuMicros();
  let hasWorked = false;
  let quiet = 0;
  const timer = setInterval(() => {
    const now = cpuMicros();
    const used = (now - before) / (LOOK_MS * 1_000);
    before = now;
    if (used > WORK) hasWorked = true;
    quiet = used < REST ? quiet + 1 : 0;
    if (!hasWorked || quiet < QUIET_LOOKS) return;
    hasWorked = false;
    collect();
    // What the collection itself took is no work.
    before = cpuMicros();
  }, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
