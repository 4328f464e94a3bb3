import type { Key, Table } from '../../table/port.ts';

/** Assigns ticket sequences: unique per tenant from 1; a gap after a crash is allowed (DESIGN §4.5). */
export interface Sequences {
  next(tenantId: string): Promise<number>;
}

const counterKey = (tenantId: string): Key => ({ pk: `T#${tenantId}#SEQ`, sk: 'SEQ' });

/** The number of the newest ticket; 0 before there is one. @throws TableUnavailable */
export const lastSequence = async (table: Pick<Table, 'get'>, tenantId: string): Promise<number> =>
  Number((await table.get([counterKey(tenantId)]))[0]?.['last'] ?? 0);

/** Reserves this many sequences and returns the first of them. @throws TableUnavailable */
export const reserveSequences = async (table: Pick<Table, 'write'>, tenantId: string, count: number): Promise<number> => {
  const item = await table.write({ op: 'update', key: counterKey(tenantId), add: { last: count } });
  return Number(item?.['last']) - count + 1;
};

/**
 * One atomic add serves all callers in the same turn of the event loop, so that a batch of new tickets costs one write.
 */
export const sequences = (table: Pick<Table, 'write'>): Sequences => {
  const asking = new Map<string, { resolve: (sequence: number) => void; reject: (error: unknown) => void }[]>();
  const flush = async (tenantId: string): Promise<void> => {
    const askers = asking.get(tenantId) ?? [];
    asking.delete(tenantId);
    try {
      const first = await reserveSequences(table, tenantId, askers.length);
      askers.forEach((asker, at) => asker.resolve(first + at));
    } catch (error) {
      for (const asker of askers) asker.reject(error);
    }
  };
  return {
    next: (tenantId) =>
      new Promise((resolve, reject) => {
        const waiting = asking.get(tenantId);
        if (waiting) waiting.push({ resolve, reject });
        else {
          asking.set(tenantId, [{ resolve, reject }]);
          setImmediate(() => void flush(tenantId));
        }
      }),
  };
};
