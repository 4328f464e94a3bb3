import type { Clock } from '../context.ts';
import type { Item, Table, TableOf } from '../table/port.ts';
import { type Connection, findConnection, forgetConnection, isStaff, personKey, silence } from './connection.ts';
import { hasSameRights } from './connection-rights.ts';
import { type Closing, packFeed } from './feed-entry.ts';
import { frameText } from './frame-text.ts';
import type { ServerFrame } from './frames.ts';
import type { Sockets } from './sockets.ts';
import { viewedBy } from './viewing.ts';

interface Deps {
  readonly table: Table;
  readonly sockets: Sockets;
}

/** Written out: who only delivers has no validator, and `frames.ts` brings one. */
const ENDED: ServerFrame = { type: 'error', code: 'unauthenticated', title: 'Your session or key has ended. Sign in, and connect again.' };

/** Tells the device why, if it still takes a frame. @throws if API Gateway cannot be reached for closing */
const tellAndClose = async (sockets: Sockets, connectionId: string): Promise<void> => {
  await sockets.post(connectionId, frameText(ENDED)).catch(() => 'gone');
  await sockets.close(connectionId);
};

/** Whose sockets: those of one session, or (`sessionId: null`) all. */
export type Whose = Omit<Closing, 'kind'>;

/** Runs for all of them, whatever fails; then throws the first error. */
const connectionsOf = async (table: Table, whose: Whose, each: (item: Item) => Promise<void>): Promise<void> => {
  const { pk, sk } = personKey({ ...whose, connectionId: '' });
  let after: Readonly<Record<string, string>> | null | undefined;
  let failure: PromiseRejectedResult | undefined;
  do {
    const page = await table.query({ pk, beginsWith: sk, consistent: true, ...(after ? { after } : {}) });
    const outcomes = await Promise.allSettled(page.items.filter((item) => whose.sessionId === null || item['sessionId'] === whose.sessionId).map(each));
    failure ??= outcomes.find((outcome) => outcome.status === 'rejected');
    after = page.next;
  } while (after);
  if (failure) throw failure.reason;
};

const forget = async (table: Table, { pk, sk, connectionId }: Item): Promise<void> => {
  const connection = await findConnection(table, String(connectionId));
  if (connection) await forgetConnection(table, connection);
  else await table.write({ op: 'delete', key: { pk, sk } });
};

/**
 * Closes a person's sockets. Connections are accepted only while their session is valid, so ending the session first and then calling this
 * leaves none open.
 * @throws TableUnavailable; if API Gateway cannot be reached
 */
export const closeConnections = ({ table, sockets }: Deps, whose: Whose): Promise<void> =>
  connectionsOf(table, whose, async (item) => {
    const connectionId = String(item['connectionId']);
    try {
      await tellAndClose(sockets, connectionId);
    } catch (error) {
      // It receives nothing from now on. Its other items stay, so that a retry finds it.
      await silence(table, { tenantId: whose.tenantId, personId: whose.personId, connectionId, role: 'agent' });
      throw error;
    }
    await forget(table, item);
  });

interface AskDeps {
  readonly table: Table;
  /** Sends a body to the `delivery` queue. */
  readonly send: (body: string) => Promise<void>;
  /** Called if the queue did not accept it. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Lets delivery close a person's sockets, for code that cannot reach API Gateway. If the queue is unavailable, the connections are
 * forgotten instead: they receive nothing more, and their next incoming frame closes them.
 * @throws TableUnavailable
 */
export const askToClose = async ({ table, send, onFailure }: AskDeps, { tenantId, personId, sessionId }: Whose): Promise<void> => {
  try {
    for (const body of packFeed([{ kind: 'close', tenantId, personId, sessionId }])) await send(body);
  } catch (error) {
    onFailure(error);
    await connectionsOf(table, { tenantId, personId, sessionId }, (item) => forget(table, item));
  }
};

/** For callers that only know a connection's id: `table` reads the directory, and then the tenant's own items. */
interface EdgeDeps {
  readonly table: Table;
  readonly tableOf: TableOf;
}

/**
 * The connection of an incoming frame, if its session or key is still valid. Otherwise, or if it is unknown, it is
 * closed: undefined. So a logout takes effect at the next frame at the latest, even if the request to close was lost.
 * @throws TableUnavailable; if API Gateway cannot be reached
 */
export const validConnection = async (
  { table, tableOf, sockets, clock }: EdgeDeps & Deps & { readonly clock: Clock },
  connectionId: string,
): Promise<Connection | undefined> => {
  const connection = await findConnection(table, connectionId);
  if (connection && (await hasSameRights(tableOf(connection.tenantId), connection, clock()))) return connection;
  await tellAndClose(sockets, connectionId);
  if (connection) await forgetConnection(tableOf(connection.tenantId), connection);
  return undefined;
};

/** Forgets an ended connection, and the ticket that it viewed. @throws TableUnavailable */
export const disconnected = async (
  { table, tableOf }: EdgeDeps,
  connectionId: string,
): Promise<{ readonly connection: Connection; readonly viewed: string | null } | undefined> => {
  const connection = await findConnection(table, connectionId);
  if (!connection) return undefined;
  const own = tableOf(connection.tenantId);
  const viewed = isStaff(connection.role) ? await viewedBy(own, connection) : null;
  await forgetConnection(own, connection);
  return { connection, viewed };
};
