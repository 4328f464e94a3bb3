/**
 * Limits the concurrent calls of a process: for one receiver, one tenant and all webhooks together. So the calls to
 * a receiver that hangs leave capacity for all others.
 */
export interface Lane {
  readonly key: string;
  readonly most: number;
}

export interface ShareDeps {
  readonly clock: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Healthy receivers answer within this time, so a short wait for a free slot is useful. */
const PATIENCE_MS = 300;
const LOOK_MS = 10;

/** Frees a slot among the running calls. */
export type Leave = () => void;
/** Requests a slot in all lanes at once. Returns the function that frees it, or null if a lane is full of slow calls. */
export type FairShare = (lanes: readonly Lane[]) => Promise<Leave | null>;

export const fairShare = ({ clock, sleep }: ShareDeps): FairShare => {
  /** The start times of the running calls, by lane. */
  const running = new Map<string, Set<{ readonly began: number }>>();
  const callsOf = (key: string): Set<{ readonly began: number }> => running.get(key) ?? new Set();

  const enter = (lanes: readonly Lane[]): (() => void) => {
    const call = { began: clock() };
    for (const { key } of lanes) running.set(key, callsOf(key).add(call));
    return () => {
      for (const { key } of lanes) {
        const calls = callsOf(key);
        calls.delete(call);
        if (calls.size === 0) running.delete(key);
      }
    };
  };

  return async (lanes) => {
    const end = clock() + PATIENCE_MS;
    for (;;) {
      const full = lanes.filter(({ key, most }) => callsOf(key).size >= most);
      if (full.length === 0) return enter(lanes);
      const oldest = Math.min(...full.flatMap(({ key }) => [...callsOf(key)].map(({ began }) => began)));
      if (clock() >= end || clock() - oldest >= PATIENCE_MS) return null;
      await sleep(LOOK_MS);
    }
  };
};
