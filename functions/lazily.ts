/**
 * A client that is loaded and opened at its first call: most requests need the table only, and a function's start should not pay
 * for the other clients. All methods of a client return promises, so that callers see no difference.
 */
export function lazily<T extends object>(open: () => Promise<T>): T {
  let opened: Promise<T> | undefined;
  const client = async (): Promise<T> => {
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
      // A client is not a promise: awaiting it must not open it.
      if (name === 'then') return undefined;
      return async (...args: unknown[]): Promise<unknown> => {
        const methods = (await client()) as Record<PropertyKey, (...args: unknown[]) => unknown>;
        return methods[name]?.(...args);
      };
    },
  });
}
