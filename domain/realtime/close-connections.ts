import type { Clock } from '../context.ts';
import type { Item, Table, TableOf } from '../table/port.ts';
import { type Connection, findConnection, forgetConnection, isStaff, personKey, silence } from './connection.ts';
import { type Closing, packFeed } from './feed-entry.ts';
import { stillStands } from './footing.ts';
import type { Sockets } from './sockets.ts';
import { viewedBy } from './viewing.ts';

interface Deps {
  readonly table: Table;
  readonly sockets: Pick<Sockets, 'close'>;
}

/** Whose sockets: those of one session, or (`sessionId: null`) all. */
export type Whose = Omit<Closing, 'kind'>;

/** Runs for all of them, whatever becomes of one; then throws what the first threw. */
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
 * Closes a person's sockets. Connections are admitted only while their session stands, so whoever ends the session first and then
 * has this done leaves none open.
 * @throws TableUnavailable; when API Gateway cannot be reached
 */
export const closeConnections = ({ table, sockets }: Deps, whose: Whose): Promise<void> =>
  connectionsOf(table, whose, async (item) => {
    const connectionId = String(item['connectionId']);
    try {
      await sockets.close(connectionId);
    } catch (error) {
      // It hears nothing more from now on; its other items stay, so that the next attempt finds it.
      await silence(table, { tenantId: whose.tenantId, connectionId });
      throw error;
    }
    await forget(table, item);
  });

interface AskDeps {
  readonly table: Table;
  /** Puts a body on the `delivery` queue. */
  readonly send: (body: string) => Promise<void>;
  /** Told when the queue did not take it. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Has a person's sockets closed by delivery, for those who cannot reach API Gateway. When the queue is down the connections are
 * forgotten instead: they hear nothing more, and the next frame that comes over one closes it.
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

/** Of who knows a connection's id only: `table` is asked for the directory, and then the tenant's own for the rest. */
interface EdgeDeps {
  readonly table: Table;
  readonly tableOf: TableOf;
}

/**
 * The connection over which a frame has come, when its session or key still stands. One that does not, or is known no more, is
 * closed: undefined. So a logout counts from the next frame on, whatever became of the order to close.
 * @throws TableUnavailable; when API Gateway cannot be reached
 */
export const standingConnection = async (
  { table, tableOf, sockets, clock }: EdgeDeps & Deps & { readonly clock: Clock },
  connectionId: string,
): Promise<Connection | undefined> => {
  const connection = await findConnection(table, connectionId);
  if (connection && (await stillStands(tableOf(connection.tenantId), connection, clock()))) return connection;
  await sockets.close(connectionId);
  if (connection) await forgetConnection(tableOf(connection.tenantId), connection);
  return undefined;
};

/** A connection that has ended, whoever ended it, and the ticket that it looked at. @throws TableUnavailable */
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
