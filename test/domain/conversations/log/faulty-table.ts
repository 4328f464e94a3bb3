import { type Table, TableUnavailable, TransactionRefused } from '../../../../domain/table/port.ts';

/** Wraps a table so that, as `chance` says, calls are lost before or after they take effect, or run into a conflict. */
export const faultyTable = (inner: Table, chance: () => number, fault = 0.2): Table => {
  const yieldNow = () => new Promise<void>((resolve) => setImmediate(resolve));
  const around = async <T>(call: () => Promise<T>): Promise<T> => {
    await yieldNow();
    const draw = chance();
    if (draw < fault / 3) throw new TableUnavailable(new Error('lost on the way there'));
    if (draw < (2 * fault) / 3) throw new TransactionRefused([{ index: 0, reason: 'conflict' }]);
    const answer = await call();
    await yieldNow();
    if (draw < fault) throw new TableUnavailable(new Error('lost on the way back'));
    return answer;
  };
  return {
    ...inner,
    transact: (writes) => around(() => inner.transact(writes)),
    write: (write) => around(() => inner.write(write)),
    get: async (keys, options) => (await yieldNow(), inner.get(keys, options)),
  };
};
