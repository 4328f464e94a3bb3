import type { Hub } from './hub.ts';
import { createSeen, type Seen } from './seen.ts';
import { useHub } from './use-hub.ts';

const known = new WeakMap<Hub, Seen>();

export function useSeen(): Seen {
  const hub = useHub();
  const seen = known.get(hub) ?? createSeen(localStorage, hub.me.id);
  known.set(hub, seen);
  return seen;
}
