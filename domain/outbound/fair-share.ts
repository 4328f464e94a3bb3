/**
 * Who may call out at the same time, in one process: one receiver, one tenant and all webhooks together get a part of the calls each, so that those of
 * a receiver that hangs leave room for everybody else's.
 */
export interface Lane {
  readonly key: string;
  readonly most: number;
}

export interface ShareDeps {
  readonly clock: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Healthy receivers answer within this time, so that a short wait for a place is worth it. */
const PATIENCE_MS = 300;
const LOOK_MS = 10;

/** How to leave a place among the calls under way. */
export type Leave = () => void;
/** Asks for a place in all lanes at once. Answers how to leave it, or null when a lane is full of calls that take long. */
export type FairShare = (lanes: readonly Lane[]) => Promise<Leave | null>;

export const fairShare = ({ clock, sleep }: ShareDeps): FairShare => {
  /** When the calls under way began, by lane. */
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
