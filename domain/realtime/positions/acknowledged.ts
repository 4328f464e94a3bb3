import { type Item, type Key, type Table, TableUnavailable, TransactionRefused } from '../../table/port.ts';
import type { Connection } from '../connection.ts';
import { decodeFeedCursor, encodeFeedCursor, type FeedPosition, laterOf, withinTails } from './position.ts';
import { readTails } from './segments.ts';

/** How far this person's devices have acknowledged the feed. */
const positionKey = ({ tenantId, personId }: Connection): Key => ({ pk: `T#${tenantId}#U#${personId}`, sk: 'R#feed' });
const ATTEMPTS = 8;

/** Positions of earlier releases are a time alone. */
const stored = (tenantId: string, item: Item | undefined): FeedPosition | undefined => {
  if (typeof item?.['cursor'] === 'string') return decodeFeedCursor(tenantId, item['cursor']) ?? undefined;
  return typeof item?.['at'] === 'number' ? { seen: [], at: item['at'], since: item['at'] } : undefined;
};

/** Undefined: nothing acknowledged yet. @throws TableUnavailable */
export const acknowledged = async (table: Table, connection: Connection): Promise<FeedPosition | undefined> => {
  const [item] = await table.get([positionKey(connection)], { consistent: true });
  return stored(connection.tenantId, item);
};

/** Moves the stored position forward, never beyond the end. False: not a cursor of this tenant. @throws TableUnavailable */
export const acknowledgeFeed = async (
  deps: { readonly table: Table; readonly counterShards: number },
  connection: Connection,
  cursor: string,
): Promise<boolean> => {
  const { tenantId } = connection;
  const given = decodeFeedCursor(tenantId, cursor);
  if (!given) return false;
  const key = positionKey(connection);
  const tails = await readTails(deps, tenantId);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [item] = await deps.table.get([key], { consistent: true });
    const before = stored(tenantId, item);
    const within = withinTails(given, tails);
    const next = before ? laterOf(before, within) : within;
    const version = Number(item?.['version'] ?? 0);
    const kept = { ...key, cursor: encodeFeedCursor(tenantId, next), version: version + 1 };
    try {
      await deps.table.write({ op: 'put', item: kept, when: version === 0 ? { equals: { version: null } } : { equals: { version } } });
      return true;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
    }
  }
  throw new TableUnavailable(new Error('the position is too busy'));
};
