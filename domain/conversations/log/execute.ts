import { type Table, TableRejected, TableUnavailable, TransactionRefused } from '../../table/port.ts';
import type { LogHead } from './head.ts';
import type { Planned } from './packing.ts';

/** The outcome of one transaction's changes; each is in exactly one of the first four lists. */
export interface Executed<Head extends LogHead, Result> {
  readonly done: readonly Planned<Head, Result>[];
  readonly failed: readonly (readonly [Planned<Head, Result>, unknown])[];
  /** Not written, because the table rejected or failed the transaction: with its error. To be retried a limited number of times. */
  readonly lost: readonly (readonly [Planned<Head, Result>, unknown])[];
  /** To be read and decided again. */
  readonly retry: readonly Planned<Head, Result>[];
  /** The subset of `lost` that may be the cause, and gets a transaction of its own next time. */
  readonly suspects: readonly Planned<Head, Result>[];
}

/**
 * Writes changes in one transaction. A change only fails if it was alone in its transaction. If several fail together, all are decided again;
 * those that the engine named, or all if it named none, then get a transaction of their own.
 */
export const execute = async <Head extends LogHead, Result>(table: Table, batch: readonly Planned<Head, Result>[]): Promise<Executed<Head, Result>> => {
  try {
    await table.transact(batch.flatMap((one) => one.writes));
    return { done: batch, failed: [], lost: [], retry: [], suspects: [] };
  } catch (error) {
    if (error instanceof TransactionRefused) {
      const indexes = error.refusals.map(({ index }) => index);
      return { done: [], failed: [], lost: [], retry: batch, suspects: ownersOf(batch, indexes) };
    }
    if (error instanceof TableUnavailable) return settled(table, batch, error);
    const [only] = batch;
    if (only && batch.length === 1) return { done: [], failed: [[only, error]], lost: [], retry: [], suspects: [] };
    const named = error instanceof TableRejected ? ownersOf(batch, error.indexes) : [];
    return { done: [], failed: [], lost: [], retry: batch, suspects: named.length > 0 ? named : batch };
  }
};

/** The changes that the writes with these indexes belong to. */
const ownersOf = <Head extends LogHead, Result>(batch: readonly Planned<Head, Result>[], indexes: readonly number[]): Planned<Head, Result>[] => {
  let first = 0;
  return batch.filter((one) => {
    const next = first + one.writes.length;
    const owns = indexes.some((index) => index >= first && index < next);
    first = next;
    return owns;
  });
};

/** The response was lost: an entry with this attempt's token proves that the transaction was committed. */
const settled = async <Head extends LogHead, Result>(
  table: Table,
  batch: readonly Planned<Head, Result>[],
  error: unknown,
): Promise<Executed<Head, Result>> => {
  const done: Planned<Head, Result>[] = [];
  const failed: [Planned<Head, Result>, unknown][] = [];
  const lost: [Planned<Head, Result>, unknown][] = [];
  // In parallel: an engine that hangs costs one time-out in total, not one per change.
  await Promise.all(
    batch.map(async (one) => {
      try {
        if (await isWritten(table, one)) done.push(one);
        else lost.push([one, error]);
      } catch {
        failed.push([one, error]);
      }
    }),
  );
  return { done, failed, lost, retry: [], suspects: lost.map(([one]) => one) };
};

const isWritten = async <Head extends LogHead, Result>(table: Table, { draft: { proof } }: Planned<Head, Result>): Promise<boolean> => {
  if (!proof) return false;
  const [item] = await table.get([proof.key], { consistent: true });
  return item?.['by'] === proof.token;
};
