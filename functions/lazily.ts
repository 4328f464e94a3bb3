/**
 * An edge that is loaded and opened at its first call: most requests need the table only, and a function's start should not pay
 * for the clients of the rest. All methods of an edge answer promises, so that nobody sees the difference.
 */
export function lazily<T extends object>(open: () => Promise<T>): T {
  let opened: Promise<T> | undefined;
  const edge = async (): Promise<T> => {
    opened ??= open();
    try {
      return await opened;
    } catch (error) {
      opened = undefined;
      throw error;
    }
  };
  return new Proxy({} as T, {
    get(_, name) {
      // An edge is no promise: awaiting it must not open it.
      if (name === 'then') return undefined;
      return async (...args: unknown[]): Promise<unknown> => {
        const methods = (await edge()) as Record<PropertyKey, (...args: unknown[]) => unknown>;
        return methods[name]?.(...args);
      };
    },
  });
}
