import type { Counters } from '../../../client/api.ts';
import type { Notifier } from './notifier.ts';

export interface QueueCounters {
  get(queueId: string): Counters | undefined;
  put(queueId: string, counters: Counters): void;
  subscribe(queueId: string, listener: () => void): () => void;
}

const keyOf = (id: string): string => `queue:${id}`;
const isSame = (one: Counters, other: Counters): boolean => (Object.keys(one) as (keyof Counters)[]).every((status) => one[status] === other[status]);

/** How many tickets a queue has in each status. */
export function createCounters(notifier: Notifier): QueueCounters {
  const known = new Map<string, Counters>();
  return {
    get: (id) => known.get(id),
    put(id, counters) {
      const before = known.get(id);
      if (before !== undefined && isSame(before, counters)) return;
      known.set(id, counters);
      notifier.changed(keyOf(id));
    },
    subscribe: (id, listener) => notifier.subscribe(keyOf(id), listener),
  };
}
