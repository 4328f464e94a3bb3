import type { Table } from '../table/port.ts';
import { written } from '../table/written.ts';
import type { Connection } from './connection.ts';
import type { Follows } from './follows.ts';
import { liveKey, markShard } from './live-keys.ts';

/**
 * From the next delivery on, the connection receives what it follows, or (null) everything that it may see. Does nothing if it has ended.
 * @throws TableUnavailable
 */
export const subscribe = async (table: Table, { tenantId, connectionId }: Connection, follows: Follows | null): Promise<void> => {
  const key = liveKey(tenantId, connectionId);
  const change = follows ? { set: { queueIds: follows.queueIds, ticketIds: follows.ticketIds } } : { remove: ['queueIds', 'ticketIds'] };
  if (await written(table.write({ op: 'update', key, ...change, when: { exists: true } }))) await table.write(markShard(tenantId, connectionId));
};
