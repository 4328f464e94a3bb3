import type { Role } from '../context.ts';
import type { Item, Key, Table } from '../table/port.ts';
import { liveKey, markShard } from './live-keys.ts';

/** A device's open WebSocket, as it was admitted. */
export interface Connection {
  readonly connectionId: string;
  readonly tenantId: string;
  /** A person's id, or an API key's. */
  readonly personId: string;
  readonly principal: 'agent' | 'user' | 'key';
  readonly role: Role;
  readonly teamIds: readonly string[];
  /** Null for API keys. */
  readonly sessionId: string | null;
}

/** API Gateway ends every connection after 2 h; what was not cleared away then goes by itself. */
const KEPT_SECONDS = 2 * 3600 + 600;

/** Connections of one person: closed with his sessions. */
export const personKey = ({ tenantId, personId, connectionId }: Pick<Connection, 'tenantId' | 'personId' | 'connectionId'>): Key => ({
  pk: `T#${tenantId}#U#${personId}`,
  sk: `CX#${connectionId}`,
});
/** Resolves a connection to whose it is: API Gateway tells nothing but its id. */
export const directoryKey = (connectionId: string): Key => ({ pk: `DIR#cx#${connectionId}`, sk: 'DIR' });

export const isStaff = (role: Role): boolean => role !== 'user';

/** The two or three items of a connection. `now`: epoch ms. */
export const connectionItems = (connection: Connection, now: number): Item[] => {
  const ttl = Math.floor(now / 1000) + KEPT_SECONDS;
  const { connectionId, tenantId, sessionId } = connection;
  return [
    { ...directoryKey(connectionId), ...connection, ttl },
    { ...personKey(connection), connectionId, sessionId, ttl },
    ...(isStaff(connection.role) ? [{ ...liveKey(tenantId, connectionId), ...connection, ttl }] : []),
  ];
};

export const connectionOf = (item: Item): Connection => ({
  connectionId: String(item['connectionId']),
  tenantId: String(item['tenantId']),
  personId: String(item['personId']),
  principal: item['principal'] as Connection['principal'],
  role: item['role'] as Role,
  teamIds: item['teamIds'] as string[],
  sessionId: item['sessionId'] as string | null,
});

/** Undefined when it is closed. @throws TableUnavailable */
export const findConnection = async (table: Table, connectionId: string): Promise<Connection | undefined> => {
  const [item] = await table.get([directoryKey(connectionId)], { consistent: true });
  return item && connectionOf(item);
};

/** Takes a connection out of the live ones: from the next delivery on it hears nothing. @throws TableUnavailable */
export const silence = async (table: Table, { tenantId, connectionId }: Pick<Connection, 'tenantId' | 'connectionId'>): Promise<void> => {
  await table.write({ op: 'delete', key: liveKey(tenantId, connectionId) });
  await table.write(markShard(tenantId, connectionId));
};

/**
 * Forgets a connection; nothing happens when it is forgotten. What names it goes last, so that a crash leaves it to be done again.
 * @throws TableUnavailable
 */
export const forgetConnection = async (table: Table, connection: Connection): Promise<void> => {
  if (isStaff(connection.role)) await silence(table, connection);
  await table.write({ op: 'delete', key: personKey(connection) });
  await table.write({ op: 'delete', key: directoryKey(connection.connectionId) });
};
