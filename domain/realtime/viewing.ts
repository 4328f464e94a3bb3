import type { Table } from '../table/port.ts';
import type { Connection } from './connection.ts';
import { followsOf } from './follows.ts';
import { liveKey } from './live-keys.ts';

/** The ticket that somebody views: the only one that their connection follows. Following several tickets is not viewing. */
export const viewingOf = (ticketIds: readonly string[] | undefined): string | null => (ticketIds?.length === 1 ? (ticketIds[0] as string) : null);

/** For a live connection; null also if it has ended. @throws TableUnavailable */
export const viewedBy = async (table: Table, { tenantId, connectionId }: Pick<Connection, 'tenantId' | 'connectionId'>): Promise<string | null> => {
  const [item] = await table.get([liveKey(tenantId, connectionId)], { consistent: true });
  return item ? viewingOf(followsOf(item)?.ticketIds) : null;
};
