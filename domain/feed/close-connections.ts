import type { Table } from '../table/port.ts';
import { type Connection, findConnection, forgetConnection, personKey } from './connection.ts';
import type { Sockets } from './sockets.ts';

interface Deps {
  readonly table: Table;
  readonly sockets: Pick<Sockets, 'close'>;
}

/**
 * Closes a person's sockets: those of one session, or (`sessionId: null`) all. Connections are admitted only while their session
 * stands, so whoever ends the session first and calls this then leaves none open.
 * @throws TableUnavailable; when API Gateway cannot be reached
 */
export const closeConnections = async (
  { table, sockets }: Deps,
  ref: { readonly tenantId: string; readonly personId: string; readonly sessionId: string | null },
): Promise<void> => {
  const { pk, sk } = personKey({ ...ref, connectionId: '' });
  let after: Readonly<Record<string, string>> | null | undefined;
  do {
    const page = await table.query({ pk, beginsWith: sk, consistent: true, ...(after ? { after } : {}) });
    const meant = page.items.filter((item) => ref.sessionId === null || item['sessionId'] === ref.sessionId);
    await Promise.all(
      meant.map(async (item) => {
        const connectionId = String(item['connectionId']);
        await sockets.close(connectionId);
        const connection = await findConnection(table, connectionId);
        if (connection) await forgetConnection(table, connection);
        else await table.write({ op: 'delete', key: { pk: item.pk, sk: item.sk } });
      }),
    );
    after = page.next;
  } while (after);
};

/** A connection that has ended, whoever ended it. @throws TableUnavailable */
export const disconnected = async ({ table }: Pick<Deps, 'table'>, connectionId: string): Promise<Connection | undefined> => {
  const connection = await findConnection(table, connectionId);
  if (connection) await forgetConnection(table, connection);
  return connection;
};
