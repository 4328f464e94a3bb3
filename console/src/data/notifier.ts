export type Listener = () => void;

export interface Notifier {
  /** Calls the listener after each change of this key. Returns what ends it. */
  subscribe(key: string, listener: Listener): () => void;
  /** Whether anybody wants to know of this key. */
  isHeard(key: string): boolean;
  changed(key: string): void;
  /** Tells listeners of all that `work` changes once, at its end. */
  batch(work: () => void): void;
}

/** Who wants to know about which entity: a change of one ticket wakes what shows that ticket, and nothing else. */
export function createNotifier(): Notifier {
  const listeners = new Map<string, Set<Listener>>();
  const waiting = new Set<string>();
  let depth = 0;
  const tell = (): void => {
    const keys = [...waiting];
    waiting.clear();
    const called = new Set(keys.flatMap((key) => [...(listeners.get(key) ?? [])]));
    for (const listener of called) listener();
  };
  const batch = (work: () => void): void => {
    depth += 1;
    try {
      work();
    } finally {
      depth -= 1;
      if (depth === 0) tell();
    }
  };
  return {
    subscribe(key, listener) {
      const known = listeners.get(key) ?? new Set();
      listeners.set(key, known.add(listener));
      return () => {
        known.delete(listener);
        if (known.size === 0 && listeners.get(key) === known) listeners.delete(key);
      };
    },
    isHeard: (key) => listeners.has(key),
    changed(key) {
      batch(() => waiting.add(key));
    },
    batch,
  };
}
