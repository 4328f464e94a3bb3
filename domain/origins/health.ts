import type { Key, Table } from '../table/port.ts';
import { type LostAccess, readLostAccess, receiverKey } from './access.ts';
import { type Notice, newestNotices } from './notices.ts';
import { countUnreadable, listUnreadable, type UnreadableCall } from './unreadable-calls.ts';

/** The state of an origin. */
export interface Health {
  /** The time of the last readable event, ISO, accurate to a minute; null if there was none. */
  readonly lastEventAt: string | null;
  /** The provider no longer accepts the credentials. */
  readonly lostAccess: LostAccess | null;
  /** The number of calls with unreadable elements that wait for a replay. */
  readonly unreadable: number;
  /** The newest of them. */
  readonly lastUnreadable: { readonly at: string; readonly reason: string } | null;
  /** What the provider has said about the account, newest first, at most 20 of the last 90 days. */
  readonly notices: readonly Notice[];
}

const healthKey = (tenantId: string, originId: string): Key => ({ pk: `T#${tenantId}#OH#${originId}`, sk: 'HEALTH' });

const lastOf = (calls: readonly UnreadableCall[]): Health['lastUnreadable'] => {
  const [call] = calls;
  return call ? { at: call.at, reason: call.elements[0]?.reason ?? '' } : null;
};

/** @throws TableUnavailable */
export const readHealth = async (table: Table, tenantId: string, originId: string): Promise<Health> => {
  const [[item, receiver], unreadable, { calls }, notices] = await Promise.all([
    table.get([healthKey(tenantId, originId), receiverKey(tenantId, originId)]),
    countUnreadable(table, tenantId, originId),
    listUnreadable(table, { tenantId, originId, after: null, limit: 1 }),
    newestNotices(table, tenantId, originId),
  ]);
  const at = item?.['lastEventAt'];
  return { lastEventAt: typeof at === 'string' ? at : null, lostAccess: readLostAccess(receiver), unreadable, lastUnreadable: lastOf(calls), notices };
};

const MINUTE_MS = 60_000;
/** The number of origins whose last minute a process remembers. */
const REMEMBERED = 10_000;

/** Records when origins receive events. */
export type NoteEvent = (tenantId: string, originId: string, at: number) => Promise<void>;

/** Writes at most once a minute for each origin in a process, so that the cost per message is negligible. A failed write is ignored. */
export const noteEvents = (table: Pick<Table, 'write'>): NoteEvent => {
  const noted = new Map<string, number>();
  return async (tenantId, originId, at) => {
    const minute = Math.floor(at / MINUTE_MS);
    if (noted.get(originId) === minute) return;
    if (noted.size >= REMEMBERED) noted.clear();
    noted.set(originId, minute);
    await table.write({ op: 'put', item: { ...healthKey(tenantId, originId), lastEventAt: new Date(at).toISOString() } }).catch(() => undefined);
  };
};
