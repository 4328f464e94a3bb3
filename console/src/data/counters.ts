import type { Counters } from '../../../client/api.ts';
import type { Notifier } from './notifier.ts';

export interface QueueCounters {
  get(queueId: string): Counters | undefined;
  put(queueId: string, counters: Counters): void;
  /** What a read answers must not replace what a frame has told meanwhile: take `turn()` before the read, and put its answer with it. */
  turn(): number;
  putRead(queueId: string, counters: Counters, turn: number): void;
  subscribe(queueId: string, listener: () => void): () => void;
}

const keyOf = (id: string): string => `queue:${id}`;
const isSame = (one: Counters, other: Counters): boolean => (Object.keys(one) as (keyof Counters)[]).every((status) => one[status] === other[status]);

/** How many tickets a queue has in each status. */
export function createCounters(notifier: Notifier): QueueCounters {
  const known = new Map<string, Counters>();
  const toldAt = new Map<string, number>();
  let turn = 0;
  const set = (id: string, counters: Counters): void => {
    const before = known.get(id);
    if (before !== undefined && isSame(before, counters)) return;
    known.set(id, counters);
    notifier.changed(keyOf(id));
  };
  return {
    get: (id) => known.get(id),
    put(id, counters) {
      toldAt.set(id, (turn += 1));
      set(id, counters);
    },
    turn: () => turn,
    putRead(id, counters, before) {
      if ((toldAt.get(id) ?? 0) <= before) set(id, counters);
    },
    subscribe: (id, listener) => notifier.subscribe(keyOf(id), listener),
  };
}
