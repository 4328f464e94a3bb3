/** A value that changes, and those who want to know: what React's `useSyncExternalStore` takes. */
export interface Changing<T> {
  get(): T;
  change(next: (before: T) => T): void;
  subscribe(listener: () => void): () => void;
}

export function createChanging<T>(first: T): Changing<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    change(next) {
      const after = next(value);
      if (after === value) return;
      value = after;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
