import { type Table, TableUnavailable, TransactionRefused } from '../../../domain/table/port.ts';

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

/** A small seeded generator (mulberry32), so that a failing run can be run again. */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};
