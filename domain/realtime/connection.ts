import type { Role } from '../context.ts';
import type { Item, Key, Table } from '../table/port.ts';

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
/** Agents' live connections of a tenant: whom delivery asks for each batch. */
export const liveKey = (tenantId: string, connectionId: string): Key => ({ pk: `T#${tenantId}#CX`, sk: connectionId });

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

const connectionOf = (item: Item): Connection => ({
  connectionId: String(item['connectionId']),
  tenantId: String(item['tenantId']),
  personId: String(item['personId']),
  principal: item['principal'] as Connection['principal'],
  role: item['role'] as Role,
  teamIds: item['teamIds'] as string[],
  sessionId: item['sessionId'] as string | null,
});

const isOver = (item: Item, now: number): boolean => Number(item['ttl']) * 1000 <= now;

/** Undefined when it is closed. @throws TableUnavailable */
export const findConnection = async (table: Table, connectionId: string): Promise<Connection | undefined> => {
  const [item] = await table.get([directoryKey(connectionId)], { consistent: true });
  return item && connectionOf(item);
};

/** Everybody of the tenant's staff who is connected now. Consistent, so that whoever has just been admitted misses nothing. @throws TableUnavailable */
export const liveConnections = async (table: Table, tenantId: string, now: number): Promise<Connection[]> => {
  const found: Connection[] = [];
  let after: Readonly<Record<string, string>> | null | undefined;
  do {
    const page = await table.query({ pk: liveKey(tenantId, '').pk, consistent: true, ...(after ? { after } : {}) });
    for (const item of page.items) if (!isOver(item, now)) found.push(connectionOf(item));
    after = page.next;
  } while (after);
  return found;
};

/** Forgets a connection; nothing happens when it is forgotten. The directory goes last, so that a crash leaves it to be done again. @throws TableUnavailable */
export const forgetConnection = async (table: Table, connection: Connection): Promise<void> => {
  const first = [personKey(connection), ...(isStaff(connection.role) ? [liveKey(connection.tenantId, connection.connectionId)] : [])];
  await Promise.all(first.map((key) => table.write({ op: 'delete', key })));
  await table.write({ op: 'delete', key: directoryKey(connection.connectionId) });
};
