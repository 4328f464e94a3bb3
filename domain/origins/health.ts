import type { Key, Table } from '../table/port.ts';
import { type LostAccess, readLostAccess, receiverKey } from './access.ts';
import { countUnreadable, listUnreadable, type UnreadableCall } from './unreadable-calls.ts';

/** How an origin is. */
export interface Health {
  /** When an event last came that could be read, ISO, at most a minute off; null if none came yet. */
  readonly lastEventAt: string | null;
  /** The provider no longer accepts the credentials. */
  readonly lostAccess: LostAccess | null;
  /** Calls with elements that could not be read and that wait for a replay. */
  readonly unreadable: number;
  /** The newest of them. */
  readonly lastUnreadable: { readonly at: string; readonly reason: string } | null;
}

const healthKey = (tenantId: string, originId: string): Key => ({ pk: `T#${tenantId}#OH#${originId}`, sk: 'HEALTH' });

const lastOf = (calls: readonly UnreadableCall[]): Health['lastUnreadable'] => {
  const [call] = calls;
  return call ? { at: call.at, reason: call.elements[0]?.reason ?? '' } : null;
};

/** @throws TableUnavailable */
export const readHealth = async (table: Table, tenantId: string, originId: string): Promise<Health> => {
  const [[item, receiver], unreadable, { calls }] = await Promise.all([
    table.get([healthKey(tenantId, originId), receiverKey(tenantId, originId)]),
    countUnreadable(table, tenantId, originId),
    listUnreadable(table, { tenantId, originId, after: null, limit: 1 }),
  ]);
  const at = item?.['lastEventAt'];
  return { lastEventAt: typeof at === 'string' ? at : null, lostAccess: readLostAccess(receiver), unreadable, lastUnreadable: lastOf(calls) };
};

const MINUTE_MS = 60_000;
/** Origins whose last minute a process remembers. */
const REMEMBERED = 10_000;

/** Notes when origins get events. */
export type NoteEvent = (tenantId: string, originId: string, at: number) => Promise<void>;

/** Writes at most once a minute for each origin in a process, so that it costs a message nothing. What cannot be written is left out. */
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
