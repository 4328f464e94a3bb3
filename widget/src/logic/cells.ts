export interface Cell<T> {
  value: T;
}

/**
 * Values that views show. A change runs the watchers once, after the running code, however many values it has changed. (A library of signals would be a tenth
 * of the widget.)
 */
export function createCells() {
  const watchers = new Set<() => void>();
  let isDue = false;
  const changed = (): void => {
    if (isDue) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      for (const watcher of watchers) watcher();
    });
  };
  return {
    cell<T>(first: T): Cell<T> {
      let present = first;
      return {
        get value() {
          return present;
        },
        set value(next: T) {
          if (Object.is(present, next)) return;
          present = next;
          changed();
        },
      };
    },
    /** Computed from cells, again only when one of them has changed. */
    derived<const From extends readonly Readonly<Cell<unknown>>[], T>(from: From, compute: () => T): Readonly<Cell<T>> {
      let seen: readonly unknown[] | null = null;
      let present: T;
      return {
        get value() {
          const now = from.map(({ value }) => value);
          if (!seen || now.some((one, at) => !Object.is(one, seen?.[at]))) {
            seen = now;
            present = compute();
          }
          return present;
        },
      };
    },
    /** Returns a function that ends it. */
    watch(watcher: () => void): () => void {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  };
}
export type Cells = ReturnType<typeof createCells>;
