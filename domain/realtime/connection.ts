import type { Role } from '../context.ts';
import type { Item, Key, Table } from '../table/port.ts';
import { endListening } from './listening.ts';
import { liveKey, markShard } from './live-keys.ts';
import { exit, type LiveOne } from './live-people.ts';

/** A device's open WebSocket, as it was accepted. */
export interface Connection {
  readonly connectionId: string;
  readonly tenantId: string;
  /** A person's id, or an API key's. For a visitor of a live chat, the id of their conversation. */
  readonly personId: string;
  readonly principal: 'agent' | 'user' | 'key' | 'visitor';
  readonly role: Role;
  readonly teamIds: readonly string[];
  /** Null for API keys and visitors. */
  readonly sessionId: string | null;
}

/** API Gateway ends every connection after 2 h; items that were not deleted expire. */
const KEPT_SECONDS = 2 * 3600 + 600;

/** Epoch s at which a connection of now (epoch ms) has ended at the latest. */
export const endOf = (now: number): number => Math.floor(now / 1000) + KEPT_SECONDS;

/** A connection of which only this is known. Enough to post to it, and to forget it. */
export const bareConnection = ({ tenantId, personId, connectionId, role }: LiveOne): Connection => ({
  connectionId,
  tenantId,
  personId,
  principal: 'user',
  role,
  teamIds: [],
  sessionId: null,
});

/** Connections of one person: closed with their sessions. */
export const personKey = ({ tenantId, personId, connectionId }: Pick<Connection, 'tenantId' | 'personId' | 'connectionId'>): Key => ({
  pk: `T#${tenantId}#U#${personId}`,
  sk: `CX#${connectionId}`,
});
/** Maps a connection to its person, because API Gateway only passes its id. */
export const directoryKey = (connectionId: string): Key => ({ pk: `DIR#cx#${connectionId}`, sk: 'DIR' });

export const isStaff = (role: Role): boolean => role !== 'user';

/** The two or three items of a connection. `now`: epoch ms. */
export const connectionItems = (connection: Connection, now: number): Item[] => {
  const ttl = endOf(now);
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

/** Undefined if it is closed. @throws TableUnavailable */
export const findConnection = async (table: Table, connectionId: string): Promise<Connection | undefined> => {
  const [item] = await table.get([directoryKey(connectionId)], { consistent: true });
  return item && connectionOf(item);
};

/** `$connect` may take 29 s. Until the client has its answer, API Gateway answers posts to the connection as if it had ended. */
const OPENING_MS = 30_000;

/** Whether a connection that cannot be posted to may still be opening. `now`: epoch ms. Strongly consistent. @throws TableUnavailable */
export const isOpening = async (table: Table, connection: Connection, now: number): Promise<boolean> => {
  const [item] = await table.get([personKey(connection)], { consistent: true });
  return item !== undefined && now < (Number(item['ttl']) - KEPT_SECONDS) * 1000 + OPENING_MS;
};

type Silenced = Pick<Connection, 'tenantId' | 'connectionId' | 'personId' | 'role'> & Partial<Pick<Connection, 'principal'>>;

/** Removes a connection from the live ones: it receives nothing from the next delivery on. @throws TableUnavailable */
export const silence = async (table: Table, connection: Silenced): Promise<void> => {
  const { tenantId, connectionId, principal, role } = connection;
  if (isStaff(role)) {
    await table.write({ op: 'delete', key: liveKey(tenantId, connectionId) });
    await table.write(markShard(tenantId, connectionId));
  }
  if (principal === 'visitor') return;
  // Its person's item last but one: until then, somebody who leaves a group is found by it.
  await endListening(table, connection);
  await exit(table, connection);
};

/**
 * Forgets a connection; repeating it does nothing. The item that names the others is deleted last, so that a crash leaves it for a retry.
 * @throws TableUnavailable
 */
export const forgetConnection = async (table: Table, connection: Connection): Promise<void> => {
  await silence(table, connection);
  await table.write({ op: 'delete', key: personKey(connection) });
  await table.write({ op: 'delete', key: directoryKey(connection.connectionId) });
};
