import { type EntryKind, readEntries, readEntry } from '../../configuration/read-entries.ts';
import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import type { Item, Table } from '../../table/port.ts';
import { byPriority, type Queue, queueOf } from './queue.ts';

export const QUEUE: EntryKind = { kind: 'QUEUE', what: 'queue' };

interface Deps {
  readonly table: Table;
}

/** By priority. @throws TableUnavailable */
export const listQueues = async (deps: Deps, context: Pick<Context, 'tenantId'>): Promise<Queue[]> =>
  (await readEntries(deps, context, QUEUE)).map(queueOf).sort(byPriority);

/** @throws Problem not_found; TableUnavailable */
export const getQueue = async (deps: Deps, context: Pick<Context, 'tenantId'>, id: string): Promise<Queue> => {
  const item: Item | undefined = await readEntry(deps, context, QUEUE, id);
  if (!item) throw notFound('queue');
  return queueOf(item);
};
